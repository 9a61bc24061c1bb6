"""Code lists of the register of consent: what for, how it was said, and what each purpose says to whom it is asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentPurpose(models.TextChoices):
    """What this program does with data of a family for which a yes is asked, or a no is heeded."""

    TAKING_PART = "meedoen", _("Meedoen")
    CALLING = "bellen", _("Bellen")
    MAIL = "mailen", _("Mailen")
    REFERRER = "aanmelder", _("Delen met de aanmelder")
    RESEARCH = "onderzoek", _("Onderzoek")
    QUESTIONNAIRE = "vragenlijst", _("Vragenlijst")


CONSENT_TEXT = {
    ConsentPurpose.TAKING_PART: _("Meedoen met een Eigen Kracht-conferentie. Wij bewaren wat daarvoor nodig is."),
    ConsentPurpose.CALLING: _("Bellen over de conferentie."),
    ConsentPurpose.MAIL: _("Mailen over de conferentie."),
    ConsentPurpose.REFERRER: _("De aanmelder mag horen hoe het gaat, en mag het plan lezen."),
    ConsentPurpose.RESEARCH: _("Onderzoekers mogen het dossier gebruiken, zonder namen."),
    ConsentPurpose.QUESTIONNAIRE: _("Een vragenlijst krijgen na de conferentie."),
}
"""What somebody says yes or no to. Another meaning is another `CONSENT_WORDING`."""

CONSENT_AFTER = {
    ConsentPurpose.TAKING_PART: _("De regiomanager praat eerst met u. Samen kijkt u hoe het verder gaat."),
    ConsentPurpose.CALLING: _("Wij bellen niet meer."),
    ConsentPurpose.MAIL: _("Wij mailen niet meer. Links uit eerdere mails werken dan niet meer, deze bladzijde wel."),
    ConsentPurpose.REFERRER: _(
        "De aanmelder leest bij ons niets meer. Let de aanmelder op de veiligheid? "
        "Dan praat de regiomanager eerst met u."
    ),
    ConsentPurpose.RESEARCH: _("Het dossier telt niet meer mee in onderzoek en in cijfers."),
    ConsentPurpose.QUESTIONNAIRE: _("Er komt geen vragenlijst en geen herinnering meer."),
}
"""What happens when it is withdrawn."""

CONSENT_WORDING = 1
"""Which version of these sentences is shown. A row keeps its own: 0 is in the words of who applied."""


class ConsentWay(models.TextChoices):
    """How somebody said it."""

    SPOKEN = "mondeling", _("Mondeling")
    WRITTEN = "schriftelijk", _("Schriftelijk")
    OWN_LINK = "eigen_link", _("Via de eigen link")
    REFERRAL = "bij_aanmelding", _("Bij de aanmelding")
    REQUEST = "verzoek", _("Met een verzoek over gegevens")


NOTED_WAYS = (ConsentWay.SPOKEN, ConsentWay.WRITTEN)
"""What somebody of the house can write down; the other ways write themselves down."""


class ConsentState(models.TextChoices):
    """How it stands with one purpose of one person: worked out, and kept nowhere."""

    GIVEN = "gegeven", _("Toestemming")
    PARTLY = "deels", _("Nog niet van iedereen")
    WITHDRAWN = "ingetrokken", _("Geen toestemming")
    UNASKED = "niet_gevraagd", _("Nog niet gevraagd")


ASKS_A_TALK = frozenset({ConsentPurpose.TAKING_PART, ConsentPurpose.REFERRER})
"""Withdrawn, somebody may have to speak with the family before anything can follow from it."""
