"""Calls after one and three months, what people said, and the family's own evaluation."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.models.kept_step import marks_case
from cases.querysets import CaseBoundQuerySet
from ekc import dutch
from plans.codes import TOLD_AGREEMENT_STATES, AgreementState
from plans.models import Agreement

from ..codes import DONE_STATES, SPOKEN_WITH_WORDS, CallKind, CallState, Change, Execution, ShareKept, SpokenWith


@pghistory.track()
class Call(models.Model):
    """One call that a case must get, due on a date that moves with the conference."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="calls")
    kind = models.CharField(_("soort"), max_length=20, choices=CallKind)
    state = models.CharField(_("stand"), max_length=20, choices=CallState, default=CallState.DUE)
    due_on = models.DateField(_("uiterlijk op"))
    done_on = models.DateField(_("gedaan op"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    spoken_with = models.CharField(_("met wie"), max_length=120, blank=True)
    summary = models.CharField(_("hoe gaat het, in één zin"), max_length=300, blank=True)
    nudge = models.CharField(_("afgesproken zetje"), max_length=300, blank=True)

    objects = CaseBoundQuerySet.manager("followup")

    class Meta:
        verbose_name = _("gesprek")
        verbose_name_plural = _("gesprekken")
        triggers = [marks_case()]
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="call_kind_once"),
            models.CheckConstraint(condition=Q(state__in=CallState.values), name="call_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(DONE_STATES), done_on__isnull=False)
                | ~Q(state__in=sorted(DONE_STATES)) & Q(done_on__isnull=True),
                name="call_done_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_kind_display()}"

    @property
    def case_number(self) -> str:
        return self.case.number


def _mark(verbose_name: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(verbose_name, null=True, blank=True)


@pghistory.track()
class Interview(models.Model):
    """What one person said in the follow-up: one row of `followup.csv`. No name, only who they are to the case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="interviews")
    call = models.ForeignKey(Call, on_delete=models.CASCADE, null=True, blank=True, related_name="interviews")
    contacted_on = models.DateField(_("datum gesprek"), null=True, blank=True)
    role = models.CharField(_("gesproken met"), max_length=40, choices=SpokenWith)
    plan_executed = models.CharField(_("uitvoering van het plan"), max_length=20, choices=Execution, blank=True)
    share_of_agreements = models.CharField(
        _("deel van de afspraken uitgevoerd"), max_length=30, choices=ShareKept, blank=True
    )
    not_done_and_why = models.TextField(_("wat is er niet gebeurd, en waarom"), blank=True)
    situation = models.CharField(_("situatie van de hoofdpersoon"), max_length=20, choices=Change, blank=True)
    contact_with_professionals = models.CharField(
        _("contact met hulpverleners"), max_length=20, choices=Change, blank=True
    )
    grade_conference = _mark(_("cijfer voor de conferentie, terugkijkend"))
    grade_plan = _mark(_("cijfer voor het plan, terugkijkend"))
    by_office = models.BooleanField(_("vastgelegd door de regiomanager"), default=False)

    objects = CaseBoundQuerySet.manager("followup")

    class Meta:
        verbose_name = _("gesproken persoon")
        verbose_name_plural = _("gesproken personen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=SpokenWith.values), name="interview_role_known"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 1, f"{field}__lte": 10}),
                    name=f"interview_{field}_1_10",
                )
                for field in ("grade_conference", "grade_plan")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_role_display()}"

    @property
    def role_word(self) -> str:
        """Of one person, in the singular."""
        return str(SPOKEN_WITH_WORDS[self.role])

    @property
    def case_number(self) -> str:
        return self.case.number


class AgreementResult(models.Model):
    """What became of one agreement at the follow-up; "niet meer van toepassing" is not "niet gedaan" (US-42)."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="agreement_results")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="results")
    result = models.CharField(_("stand"), max_length=30, choices=AgreementState)
    reason = models.CharField(_("reden"), max_length=300, blank=True)

    objects = CaseBoundQuerySet.manager("followup", "call__case")

    class Meta:
        verbose_name = _("stand van een afspraak")
        verbose_name_plural = _("standen van afspraken")
        constraints = [
            models.UniqueConstraint(fields=["call", "agreement"], name="agreement_result_once"),
            models.CheckConstraint(
                condition=Q(result__in=sorted(TOLD_AGREEMENT_STATES)), name="agreement_result_known"
            ),
        ]

    def __str__(self) -> str:
        return self.result

    @property
    def case_number(self) -> str:
        return self.call.case_number


@pghistory.track()
class FamilyEvaluation(models.Model):
    """The family's own evaluation: planned, held, by whom, and what came of it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evaluations")
    planned_on = models.DateField(_("afgesproken voor"), null=True, blank=True)
    held_on = models.DateField(_("gehouden op"), null=True, blank=True)
    by = models.CharField(_("door wie"), max_length=120, blank=True)
    result = models.CharField(_("uitkomst"), max_length=300, blank=True)

    objects = CaseBoundQuerySet.manager("followup")

    class Meta:
        verbose_name = _("eigen evaluatie")
        verbose_name_plural = _("eigen evaluaties")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def in_words(self) -> str:
        """`3 juni 2027, tante Ria: we gaan zo door`."""
        head = ", ".join(each for each in (dutch.long_date(self.held_on) if self.held_on else "", self.by) if each)
        return f"{head}: {self.result}" if self.result else head

    @property
    def case_number(self) -> str:
        return self.case.number
