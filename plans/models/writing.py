"""What the part-3 screen asks around the agreements: what stays open and why, and what became of asked help."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.codes import Residence
from cases.models import MainPerson
from cases.querysets import CaseBoundQuerySet
from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import HelpAnswerKind
from .frozen import CASE_OF_AGREEMENT, CASE_OF_VERSION, is_the_familys_after_closing, keeps_established_rows
from .plan import Agreement, PlanVersion


@pghistory.track()
class OpenPoint(models.Model):
    """What the family was asked aloud and left open, with its reason; a plan is not established without one of both."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="open_points")
    key = models.CharField(max_length=40)
    question = SealedTextField(_("wat is gevraagd"))
    reason = SealedCharField(_("waarom dit open blijft"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = CaseBoundQuerySet.manager("plan", "version__plan__case")

    class Meta:
        verbose_name = _("punt dat de familie open laat")
        verbose_name_plural = _("punten die de familie open laat")
        ordering = ["pk"]
        triggers = [keeps_established_rows(), is_the_familys_after_closing(CASE_OF_VERSION)]
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
    answered_by = SealedCharField(_("door wie"), max_length=120, blank=True)
    how = SealedCharField(_("hoe de hulp eruitziet, of waarom niet"), max_length=300, blank=True)

    objects = CaseBoundQuerySet.manager("plan", "agreement__version__plan__case")

    class Meta:
        verbose_name = _("antwoord op een vraag om hulp")
        verbose_name_plural = _("antwoorden op vragen om hulp")
        triggers = [is_the_familys_after_closing(CASE_OF_AGREEMENT)]
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


@pghistory.track()
class ResidenceChange(models.Model):
    """Somebody will live elsewhere because of the plan: from and to (R13)."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="residence_changes")
    main_person = models.ForeignKey(MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = SealedCharField(_("wie"), max_length=120, blank=True)
    from_residence = models.CharField(_("van"), max_length=40, choices=Residence)
    to_residence = models.CharField(_("naar"), max_length=40, choices=Residence)

    objects = CaseBoundQuerySet.manager("plan", "version__plan__case")

    class Meta:
        verbose_name = _("verandering van verblijfplaats")
        verbose_name_plural = _("veranderingen van verblijfplaats")
        ordering = ["pk"]
        triggers = [keeps_established_rows(), is_the_familys_after_closing(CASE_OF_VERSION)]
        constraints = [
            models.CheckConstraint(
                condition=Q(main_person__isnull=True) ^ Q(person=""), name="residence_change_is_of_somebody"
            ),
            models.CheckConstraint(condition=~Q(from_residence=F("to_residence")), name="residence_change_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.get_from_residence_display()} > {self.get_to_residence_display()}"

    @property
    def who(self) -> str:
        return str(self.main_person) if self.main_person is not None else self.person

    @property
    def case_number(self) -> str:
        return self.version.case_number
