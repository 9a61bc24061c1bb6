"""What the part-3 screen asks around the agreements: what stays open and why, and what became of asked help."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.querysets import CaseBoundQuerySet

from ..codes import HelpAnswerKind
from .plan import Agreement, PlanVersion


@pghistory.track()
class OpenPoint(models.Model):
    """What the family was asked aloud and left open, with its reason; a plan is not established without one of both."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="open_points")
    key = models.CharField(max_length=40)
    question = models.TextField(_("wat is gevraagd"))
    reason = models.CharField(_("waarom dit open blijft"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = CaseBoundQuerySet.manager("plan", "version__plan__case")

    class Meta:
        verbose_name = _("punt dat de familie open laat")
        verbose_name_plural = _("punten die de familie open laat")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="open_point_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="open_point_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.reason}"

    @property
    def case_number(self) -> str:
        return self.version.case_number


@pghistory.track()
class HelpAnswer(models.Model):
    """What a service answered to what the family asks of it: when and how."""

    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="help_answer")
    answer = models.CharField(_("antwoord"), max_length=20, choices=HelpAnswerKind)
    answered_on = models.DateField(_("wanneer"))
    answered_by = models.CharField(_("door wie"), max_length=120, blank=True)
    how = models.CharField(_("hoe de hulp eruitziet, of waarom niet"), max_length=300, blank=True)

    objects = CaseBoundQuerySet.manager("plan", "agreement__version__plan__case")

    class Meta:
        verbose_name = _("antwoord op een vraag om hulp")
        verbose_name_plural = _("antwoorden op vragen om hulp")
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=HelpAnswerKind.values), name="help_answer_known"),
            models.CheckConstraint(
                condition=~Q(answer=HelpAnswerKind.REFUSED) | ~Q(how=""), name="refused_help_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.get_answer_display()}"

    @property
    def case_number(self) -> str:
        return self.agreement.case_number
