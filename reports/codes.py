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
    CSV = "csv", _("CSV voor R en SPSS (komma's en punten)")
    CSV_DUTCH = "csv-nl", _("CSV voor Excel (puntkomma's en komma's)")
    JSON = "json", _("JSON, voor eigen programma's")
    HTML = "html", _("Webpagina")
    # Rows and no figures: see `reports.research`.
    SAV = "sav", _("SPSS")
    CSV_EXCEL = "csv-excel", _("CSV voor Excel")
    CSV_PROGRAMS = "csv-r", _("CSV voor R en SPSS")


ROW_FORMATS = frozenset({DownloadFormat.SAV, DownloadFormat.CSV_EXCEL, DownloadFormat.CSV_PROGRAMS})
"""Pseudonymised rows of a research project, in one zip; the others are figures."""
FIGURE_FORMATS = frozenset(DownloadFormat) - ROW_FORMATS
OFFERED_FORMATS = (
    DownloadFormat.PDF,
    DownloadFormat.FACTSHEET,
    DownloadFormat.XLSX,
    DownloadFormat.CSV_DUTCH,
    DownloadFormat.CSV,
    DownloadFormat.JSON,
    DownloadFormat.HTML,
)
"""What a page of figures offers, in this order."""


class DownloadState(models.TextChoices):
    WAITING = "wacht", _("Wordt gemaakt")
    CLAIMED = "bezig", _("Wordt gemaakt")
    READY = "klaar", _("Klaar")
    FAILED = "mislukt", _("Mislukt")


class DownloadStage(models.TextChoices):
    """How far the worker is with a file, in the order in which it goes."""

    COUNTING = "tellen", _("cijfers tellen")
    WRITING = "opmaken", _("bestand opmaken")


BUSY_STATES = frozenset({DownloadState.WAITING, DownloadState.CLAIMED})
"""The file is still to come."""

# A word, a shape and a colour: see `status_badge`.
DOWNLOAD_TONES = {
    DownloadState.WAITING: "waiting",
    DownloadState.CLAIMED: "active",
    DownloadState.READY: "done",
    DownloadState.FAILED: "alert",
}


class EditionState(models.TextChoices):
    """Where an edition stands: written, looked over by somebody else, out, and no longer of value."""

    DRAFT = "concept", _("Concept")
    APPROVED = "goedgekeurd", _("Goedgekeurd")
    PUBLISHED = "gepubliceerd", _("Gepubliceerd")
    REPLACED = "vervangen", _("Vervangen")
    WITHDRAWN = "ingetrokken", _("Ingetrokken")
    DISCARDED = "vervallen", _("Vervallen")


CHECKED_EDITION_STATES = frozenset(set(EditionState) - {EditionState.DRAFT, EditionState.DISCARDED})
"""Somebody else read and approved it: nothing in it changes."""
ISSUED_EDITION_STATES = frozenset({EditionState.PUBLISHED, EditionState.REPLACED, EditionState.WITHDRAWN})
"""It went out, whatever became of it."""
KEPT_EDITION_STATES = frozenset({EditionState.PUBLISHED, EditionState.REPLACED})
"""Its files are made once and given as they are."""
GONE_EDITION_STATES = frozenset({EditionState.WITHDRAWN, EditionState.DISCARDED})
"""No file is given of it."""

EDITION_TONES = {
    EditionState.DRAFT: "waiting",
    EditionState.APPROVED: "active",
    EditionState.PUBLISHED: "done",
    EditionState.REPLACED: "neutral",
    EditionState.WITHDRAWN: "stopped",
    EditionState.DISCARDED: "stopped",
}
PROTECTED_AUDIENCES = frozenset(set(Audience) - {Audience.INTERNAL})
"""For whom an edition can be made: what is not protected is not published."""


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
    OWN_LINK = "eigen_link", _("Via de eigen link")
