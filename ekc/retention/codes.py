"""Classes of what is kept, and how a destruction list stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fate(models.TextChoices):
    """What happens to what a class holds when its term is over."""

    DESTROYED = "vernietigen", _("vernietigen")
    ANONYMISED = "anonimiseren", _("anonimiseren: alleen codes, getallen en datums blijven, voor de cijfers")
    KEPT = "blijft", _("blijft: er staat niemand in")


class Kept(models.TextChoices):
    """The classes. What each says stands in the table `RetentionClass`, and begins with `data/classes.json`."""

    REFERRAL = "aanmelding", _("Aanmelding zonder voorbereiding")
    WITHOUT = "zonder_conferentie", _("Dossier zonder conferentie")
    WITH = "met_conferentie", _("Dossier met conferentie")
    FRAMES = "kaders", _("Veiligheidskaders")
    PLANS = "plannen", _("Plannen")
    CONTACTS = "contacten", _("Contactlog")
    UPLOADS = "bestanden", _("Foto's en brieven")
    HISTORY = "historie", _("Geschiedenis van wijzigingen")
    SURVEY_LINKS = "uitgedeelde_vragenlijsten", _("Uitgedeelde vragenlijsten")
    MESSAGES = "berichten", _("Berichten")
    DRAFTS = "concepten", _("Aanmeldingen die niet zijn verstuurd")
    DOWNLOADS = "downloads", _("Bestanden met cijfers")
    ANSWERS = "antwoorden", _("Antwoorden op vragenlijsten")
    READ_LOG = "leeslog", _("Leeslog")
    BREACHES = "datalekken", _("Register van datalekken")
    ACCOUNTS = "accounts", _("Accounts van medewerkers")
    TECHNICAL = "techniek", _("Sessies en formuliernummers")
    HOUSE = "huis", _("Lijsten, programma's en vragenlijsten van de organisatie")


FILE_CLASSES = frozenset({Kept.REFERRAL, Kept.WITHOUT, Kept.WITH})
"""Classes of whole files; which one a file is in, says how it ended."""


class ListStage(models.TextChoices):
    """How a destruction list stands."""

    MADE = "gemaakt", _("wacht op een tweede persoon")
    APPROVED = "goedgekeurd", _("goedgekeurd")
    REJECTED = "afgekeurd", _("afgekeurd")
    CARRIED_OUT = "uitgevoerd", _("uitgevoerd")


class PersonOf(models.TextChoices):
    """Who can be taken out of a file that stays."""

    CIRCLE = "kring", _("iemand uit de kring")
    MAIN = "hoofdpersoon", _("een hoofdpersoon")


OPEN_LISTS = frozenset({ListStage.MADE, ListStage.APPROVED})
"""Something may still be destroyed by them."""
