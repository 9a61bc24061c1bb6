"""What was decided about a breach: whether the AP and the people concerned are told."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ToldAuthority(models.TextChoices):
    """AVG 33."""

    TOLD = "gemeld", _("gemeld bij de Autoriteit Persoonsgegevens")
    NOT_TOLD = "niet_gemeld", _("niet gemeld: geen risico voor mensen")


class TellPeople(models.TextChoices):
    """AVG 34."""

    YES = "ja", _("ja, zij krijgen bericht")
    NO = "nee", _("nee")
