"""Benchmarks as data, what was imported, and the downloads of a researcher."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import FundingProgramme
from ekc.claims import Claimable, Claims

from ..codes import DOWNLOAD_TONES, DownloadFormat, DownloadStage, DownloadState
from ..querysets import DownloadQuerySet, PublicFiguresQuerySet
from .edition import Edition


class Benchmark(models.Model):
    """One national figure to compare with, with its year and source (domain.md 5.7)."""

    year = models.PositiveSmallIntegerField(_("jaar"))
    measure = models.SlugField(_("maat"), max_length=80)
    value = models.DecimalField(_("waarde"), max_digits=8, decimal_places=1)
    source = models.CharField(_("bron"), max_length=120)
    place = models.CharField(_("plaats in de bron"), max_length=120, blank=True, db_default="")
    is_doubtful = models.BooleanField(_("twijfelachtig: niet als feit drukken"), default=False)
    note = models.CharField(_("opmerking"), max_length=200, blank=True)

    objects = PublicFiguresQuerySet.as_manager()

    class Meta:
        verbose_name = _("landelijk cijfer")
        verbose_name_plural = _("landelijke cijfers")
        ordering = ["year", "measure"]
        constraints = [models.UniqueConstraint(fields=["year", "measure"], name="benchmark_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.measure}: {self.value}"


class ImportBatch(models.Model):
    """One folder of registrations that was read in: when, for which programme, and its checksum."""

    programme = models.ForeignKey(FundingProgramme, on_delete=models.PROTECT, related_name="imports")
    checksum = models.CharField(max_length=64)
    imported_at = models.DateTimeField(auto_now_add=True)
    cases = models.PositiveIntegerField()
    responses = models.PositiveIntegerField()

    objects = PublicFiguresQuerySet.as_manager()

    class Meta:
        verbose_name = _("inlezing")
        verbose_name_plural = _("inlezingen")
        ordering = ["-imported_at"]

    def __str__(self) -> str:
        return f"{self.programme} {self.imported_at:%d-%m-%Y}"


class Download(Claimable):
    """A report that the worker makes for somebody: what was chosen, by whom, when; the file when it is ready."""

    claims = Claims(
        waiting=DownloadState.WAITING,
        claimed=DownloadState.CLAIMED,
        failed=DownloadState.FAILED,
        begins_at="requested_at",
        most_attempts=3,
        task="reports.tasks.make_downloads",
    )

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="downloads")
    format = models.CharField(_("soort bestand"), max_length=10, choices=DownloadFormat)
    selection = models.JSONField(_("keuze"))
    # Of an edition, and then of nothing that is counted now.
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="downloads")
    # Whose cases are counted in the file; empty where that is everybody's. A right that ended ends here too.
    region_ids = ArrayField(models.PositiveBigIntegerField(), null=True, blank=True, verbose_name=_("regio's"))
    state = models.CharField(_("stand"), max_length=10, choices=DownloadState, default=DownloadState.WAITING)
    # Of a file that is being made.
    stage = models.CharField(_("stap"), max_length=10, choices=DownloadStage, blank=True, default="", db_default="")
    requested_at = models.DateTimeField(_("gevraagd op"), auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    content = models.BinaryField(null=True, blank=True)
    filename = models.CharField(max_length=120, blank=True)
    error = models.CharField(_("fout"), max_length=200, blank=True)

    objects = DownloadQuerySet.as_manager()

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        ordering = ["-requested_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=DownloadState.READY) | Q(content__isnull=False) & ~Q(filename=""),
                name="download_ready_has_file",
            ),
        ]

    def __str__(self) -> str:
        return self.filename or self.get_state_display()

    @property
    def tone(self) -> str:
        """How the state stands out on the page."""
        return DOWNLOAD_TONES[DownloadState(self.state)]

    @property
    def case_number(self) -> str:
        """A file of figures belongs to no case; the read log asks every row for one."""
        return ""
