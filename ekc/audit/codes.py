"""What was done with a file, and how it ended (NEN 7513 ch. 5-6; R30, R31)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadAction(models.TextChoices):
    READ = "R", _("gelezen")
    SEARCH = "S", _("gezocht")
    EXPORT = "E", _("gedownload")


class Outcome(models.TextChoices):
    SHOWN = "getoond", _("getoond")
    REFUSED = "geweigerd", _("geweigerd")
    NOT_FOUND = "niet_gevonden", _("niet gevonden")


# How an outcome stands out on the page of the log: a refusal is what its reader looks for.
OUTCOME_TONES = {Outcome.SHOWN: "done", Outcome.REFUSED: "alert", Outcome.NOT_FOUND: "stopped"}
