"""Code lists of the desk of requests: what a person asks about their own data, as whom, and what was answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RightKind(models.TextChoices):
    """What somebody asks about what is kept of them (AVG 15-21, Jeugdwet 7.3)."""

    INZAGE = "inzage", _("Inzage in het dossier")
    CORRECTION = "correctie", _("Verbetering of een eigen verklaring")
    DESTRUCTION = "vernietiging", _("Verwijdering van gegevens")
    OBJECTION = "bezwaar_onderzoek", _("Bezwaar tegen onderzoek")
    TRANSFER = "overdracht", _("Eigen gegevens meenemen (overdracht)")
    CONSENT = "toestemming_intrekken", _("Toestemming intrekken")


class AskedAs(models.TextChoices):
    """As whom somebody asks for a person."""

    SELF = "zelf", _("Voor zichzelf")
    PARENT = "ouder", _("Ouder met gezag")
    GUARDIAN = "voogd", _("Voogd")
    REPRESENTATIVE = "vertegenwoordiger", _("Curator of mentor")
    AUTHORISED = "gemachtigde", _("Gemachtigde, met een ondertekende machtiging")


class IdentityCheck(models.TextChoices):
    """How it was made sure who asks. No copy is kept, and no number of a document."""

    DOCUMENT = "document_gezien", _("Paspoort, identiteitskaart of rijbewijs gezien")
    KNOWN = "persoonlijk_bekend", _("De coördinator kent deze persoon en sprak hem of haar zelf")
    CALLED_BACK = "teruggebeld", _("Teruggebeld op het nummer uit het dossier, met vragen")


class PrivacyRequestState(models.TextChoices):
    OPEN = "open", _("nog te beantwoorden")
    GRANTED = "ingewilligd", _("ingewilligd")
    PARTLY = "deels", _("deels ingewilligd")
    REFUSED = "geweigerd", _("geweigerd")
    WITHDRAWN = "ingetrokken", _("ingetrokken")


GRANTED_PRIVACY_STATES = frozenset({PrivacyRequestState.GRANTED, PrivacyRequestState.PARTLY})
"""A request that was answered with yes, to all of it or to a part."""
ASKED_PRIVACY_STATES = GRANTED_PRIVACY_STATES | {PrivacyRequestState.OPEN}
"""A request that may still lead to something, or did."""


class RefusalGround(models.TextChoices):
    """Why a request is not, or not wholly, granted."""

    OTHERS = "rechten_van_anderen", _("Het raakt de privacy of de rechten van iemand anders")
    GOOD_CARE = "goede_zorg", _("Goede zorg voor het kind verzet zich ertegen")
    MATERIAL_INTEREST = "belang_van_ander", _("Voor iemand anders is het van groot belang dat het blijft")
    LAW_KEEPS = "wet_bewaart", _("De wet of een lopende procedure vraagt dat het blijft")
    NOT_ENTITLED = "niet_bevoegd", _("Wie vraagt, mag dit niet voor deze persoon vragen")
    IDENTITY = "identiteit", _("Het is niet zeker wie er vraagt")
    REPEATED = "herhaald", _("Hetzelfde is kort geleden al beantwoord")
    NOTHING_KEPT = "niets_bewaard", _("We bewaren hier niets van")


GIVES_THE_FILE = frozenset({RightKind.INZAGE, RightKind.TRANSFER})
"""What is granted by handing over everything of one person."""


class Verdict(models.TextChoices):
    """What becomes of a text that mentions somebody else, where a file goes out; or that names who is taken out."""

    MASKED = "zonder_namen", _("Zonder wie anders erin staat")
    AS_IT_IS = "zo_laten", _("Zo laten: wie vraagt, mag dit lezen")
    OUT = "weglaten", _("Helemaal weglaten")
    REWRITTEN = "andere_woorden", _("Andere woorden")


OF_INZAGE = (Verdict.MASKED, Verdict.AS_IT_IS, Verdict.OUT)
"""What can be decided where a file goes out: nothing of it is written anew."""

OF_TAKING_OUT = {
    Verdict.MASKED: _("De naam eruit, de rest blijft"),
    Verdict.REWRITTEN: _("Andere woorden, die ik hieronder schrijf"),
    Verdict.OUT: _("De hele tekst weg"),
    Verdict.AS_IT_IS: _("Zo laten: dit gaat over iemand anders, of moet blijven voor de veiligheid"),
}
"""What can be decided of a text that names somebody who is taken out of a file."""
