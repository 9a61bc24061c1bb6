from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """For whom figures are made: what is protected in them, and how (docs/adr/0041)."""

    INTERNAL = "internal", _("Intern: de getallen zoals zij zijn")
    RESEARCH = "research", _("Onderzoek: kleine getallen beschermd")
    PUBLIC = "public", _("Openbaar: afgerond, om te publiceren")


class DownloadFormat(models.TextChoices):
    PDF = "pdf", _("PDF, om te lezen en te printen")
    FACTSHEET = "factsheet", _("Factsheet: één bladzijde, als PDF")
    XLSX = "xlsx", _("Excel")
    CSV = "csv", _("CSV")
    JSON = "json", _("JSON, voor eigen programma's")
    HTML = "html", _("Webpagina")
    # Rows and no figures: see `reports.research`.
    SAV = "sav", _("SPSS")
    CSV_EXCEL = "csv-excel", _("CSV voor Excel")
    CSV_PROGRAMS = "csv-r", _("CSV voor R en SPSS")


ROW_FORMATS = frozenset({DownloadFormat.SAV, DownloadFormat.CSV_EXCEL, DownloadFormat.CSV_PROGRAMS})
"""Pseudonymised rows of a research project, in one zip; the others are figures."""
FIGURE_FORMATS = frozenset(DownloadFormat) - ROW_FORMATS


class DownloadState(models.TextChoices):
    WAITING = "wacht", _("Wordt gemaakt")
    CLAIMED = "bezig", _("Wordt gemaakt")
    READY = "klaar", _("Klaar")
    FAILED = "mislukt", _("Mislukt")


BUSY_STATES = frozenset({DownloadState.WAITING, DownloadState.CLAIMED})
"""The file is still to come."""

# A word, a shape and a colour: see `status_badge`.
DOWNLOAD_TONES = {
    DownloadState.WAITING: "waiting",
    DownloadState.CLAIMED: "active",
    DownloadState.READY: "done",
    DownloadState.FAILED: "alert",
}


class ResearchDates(models.TextChoices):
    """How fine a research project sees days."""

    WEEK = "week", _("Per week")
    QUARTER = "quarter", _("Per kwartaal")


class Objector(models.TextChoices):
    """Who of a family does not want the file to be used for research."""

    MAIN_PERSON = "hoofdpersoon", _("Een hoofdpersoon")
    PARENT = "gezaghebbende", _("Een ouder of iemand anders met gezag")
    CIRCLE = "kring", _("Iemand anders uit de kring")
    REFERRER = "aanmelder", _("De aanmelder")


class ObjectionWay(models.TextChoices):
    """How somebody let know that they object."""

    PAPER = "papier", _("Op papier")
    TELEPHONE = "telefoon", _("Aan de telefoon")
    TALK = "gesprek", _("In een gesprek")
    MAIL = "mail", _("Per mail")
