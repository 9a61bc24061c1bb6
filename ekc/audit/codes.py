"""What was done with a file, how it ended (NEN 7513 ch. 5-6; R30, R31), and what a review says of it (R34)."""

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


class DrawnBecause(models.TextChoices):
    """Why a reading is looked at by a person. The rules themselves: `cases/reviewing/suspicions.py`."""

    CHANCE = "toeval", _("toeval")
    FAMILY_NAME = "achternaam", _("dezelfde achternaam")
    OWN_CONTACT = "zelfde_contact", _("hetzelfde mailadres of telefoonnummer")
    MANY = "veel", _("veel zaken op een dag")
    NIGHT = "nacht", _("in de nacht")
    LONG_OVER = "lang_klaar", _("zaak al lang klaar")


class Judged(models.TextChoices):
    """What a reviewer says of a reading."""

    FINE = "in_orde", _("in orde")
    ASKING = "navragen", _("navragen: ik ga het na")
    LEAK = "lek", _("datalek: er gaat een datalek open")


FINAL_JUDGEMENTS = frozenset({Judged.FINE, Judged.LEAK})
"""After these nothing is to be found out any more."""
