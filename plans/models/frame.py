"""The veiligheidskader: known to the family before the meeting, locked at its start (domain.md 3.2 step 5, R-08)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.models.kept_step import marks_case
from cases.querysets import CaseBoundQuerySet

from ..codes import FrameMeasure, FrameState


@pghistory.track()
class SafetyFrame(models.Model):
    """One version of the frame of a case. The newest submitted or locked one is what a plan is tested on."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="frames")
    version = models.PositiveSmallIntegerField(_("versie"), default=1)
    state = models.CharField(_("stand"), max_length=20, choices=FrameState, default=FrameState.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="frames", verbose_name=_("opgesteld door")
    )
    measure = models.CharField(_("maatregel"), max_length=20, choices=FrameMeasure, blank=True)
    legal_basis = models.CharField(_("wettelijke grond"), max_length=300, blank=True)
    concerns = models.TextField(_("zorgen"), blank=True)
    strengths = models.TextField(_("wat gaat goed"), blank=True)
    criteria = models.TextField(_("waar het plan op getoetst wordt"), blank=True)
    possible_help = models.TextField(_("welke hulp mogelijk is"), blank=True)
    communication_wishes = models.TextField(_("hoe contact te houden"), blank=True)
    change_reason = models.CharField(_("reden van de wijziging"), max_length=300, blank=True)
    submitted_at = models.DateTimeField(_("ingediend op"), null=True, blank=True)
    locked_at = models.DateTimeField(_("vastgezet op"), null=True, blank=True)
    read_to_family_on = models.DateField(_("met de familie gelezen op"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("frame")

    class Meta:
        verbose_name = _("veiligheidskader")
        verbose_name_plural = _("veiligheidskaders")
        triggers = [marks_case()]
        ordering = ["case", "version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="frame_version_once"),
            models.CheckConstraint(condition=Q(state__in=FrameState.values), name="frame_state_known"),
            models.CheckConstraint(
                condition=Q(state=FrameState.DRAFT) | Q(submitted_at__isnull=False) & ~Q(concerns=""),
                name="frame_submitted_says_concerns",
            ),
            models.CheckConstraint(
                condition=~Q(state=FrameState.LOCKED) | Q(locked_at__isnull=False), name="frame_locked_has_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} v{self.version}"

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class BottomLine(models.Model):
    """A minimum condition about safety that the plan must meet (bodem-eis)."""

    frame = models.ForeignKey(SafetyFrame, on_delete=models.CASCADE, related_name="bottom_lines")
    text = models.TextField(_("bodem-eis"))
    is_non_negotiable = models.BooleanField(_("hierover is geen onderhandeling mogelijk"), default=False)
    sort_order = models.PositiveSmallIntegerField(default=0)

    objects = CaseBoundQuerySet.manager("frame", "frame__case")

    class Meta:
        verbose_name = _("bodem-eis")
        verbose_name_plural = _("bodem-eisen")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def case_number(self) -> str:
        return self.frame.case_number
