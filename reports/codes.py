from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """For whom figures are made: what is protected in them, and how (docs/adr/0041)."""

    INTERNAL = "internal", _("Intern: de getallen zoals zij zijn")
    RESEARCH = "research", _("Onderzoek: kleine getallen beschermd")
    PUBLIC = "public", _("Openbaar: afgerond, om te publiceren")


class DownloadFormat(models.TextChoices):
    PDF = "pdf", _("PDF, om te lezen en te printen")
    XLSX = "xlsx", _("Excel")
    CSV = "csv", _("CSV")
    JSON = "json", _("JSON, voor eigen programma's")
    HTML = "html", _("Webpagina")


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
