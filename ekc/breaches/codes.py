"""What was decided about a breach: whether the AP and the people concerned are told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ekc.outbox.codes import Purpose


class DuePurpose(Purpose):
    """What this app plans for later."""

    TERM_NEARS = "breach_term_nears", _("Herinnering: nog 24 uur om een datalek te melden")
    TERM_ENDS = "breach_term_ends", _("Einde van de 72 uur om een datalek te melden")


class ToldAuthority(models.TextChoices):
    """AVG 33."""

    TOLD = "gemeld", _("gemeld bij de Autoriteit Persoonsgegevens")
    NOT_TOLD = "niet_gemeld", _("niet gemeld: geen risico voor mensen")


class TellPeople(models.TextChoices):
    """AVG 34."""

    YES = "ja", _("ja, zij krijgen bericht")
    NO = "nee", _("nee")
