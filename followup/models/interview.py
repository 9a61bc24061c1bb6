"""What one person said in a round, and what became of each agreement."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CirclePerson, MainPerson
from cases.querysets import CaseBoundQuerySet
from ekc.sealed.columns import SealedCharField, SealedTextField
from plans.models import Agreement

from ..codes import SPOKEN_WITH_WORDS, Change, Execution, ShareKept, SpokenWith, Told, WhyNot
from ..querysets import InterviewQuerySet
from .call import Call


def _mark(verbose_name: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(verbose_name, null=True, blank=True)


def _early_has_reason() -> pgtrigger.Trigger:
    """What was asked before the window of its round says why."""
    return pgtrigger.Trigger(
        name="early_has_reason",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            """
            IF NEW.early_reason = '' AND EXISTS (
                SELECT 1 FROM followup_call WHERE id = NEW.call_id AND opens_on > NEW.contacted_on
            ) THEN
                RAISE EXCEPTION 'interview_before_window_has_reason' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
            """
        ),
    )


@pghistory.track()
class Interview(models.Model):
    """What one person said in a round. No name, only who they are to the case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="interviews")
    call = models.ForeignKey(Call, on_delete=models.CASCADE, null=True, blank=True, related_name="interviews")
    # Of several of one role the first, the second: another one is never added unnoticed.
    number = models.PositiveSmallIntegerField(default=1)
    contacted_on = models.DateField(_("datum gesprek"), null=True, blank=True)
    early_reason = SealedCharField(_("waarom eerder"), max_length=300, blank=True)
    role = models.CharField(_("gesproken met"), max_length=40, choices=SpokenWith)
    plan_executed = models.CharField(_("uitvoering van het plan"), max_length=20, choices=Execution, blank=True)
    share_of_agreements = models.CharField(
        _("deel van de afspraken uitgevoerd"), max_length=30, choices=ShareKept, blank=True
    )
    not_done_and_why = SealedTextField(_("wat is er niet gebeurd, en waarom"), blank=True)
    situation = models.CharField(_("situatie van de hoofdpersoon"), max_length=20, choices=Change, blank=True)
    contact_with_professionals = models.CharField(
        _("contact met hulpverleners"), max_length=20, choices=Change, blank=True
    )
    grade_conference = _mark(_("cijfer voor de conferentie, terugkijkend"))
    grade_plan = _mark(_("cijfer voor het plan, terugkijkend"))
    quote = SealedCharField(_("in eigen woorden"), max_length=500, blank=True)
    quote_may_be_used = models.BooleanField(_("mag gebruikt worden, zonder naam"), default=False)
    by_office = models.BooleanField(_("vastgelegd door de regiomanager"), default=False)
    by_link = models.BooleanField(_("zelf ingevuld"), default=False)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("gesproken persoon")
        verbose_name_plural = _("gesproken personen")
        ordering = ["pk"]
        triggers = [_early_has_reason()]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=SpokenWith.values), name="interview_role_known"),
            models.UniqueConstraint(fields=["call", "role", "number"], name="interview_of_a_role_is_numbered"),
            models.CheckConstraint(condition=Q(quote="") | Q(quote_may_be_used=True), name="quote_only_with_consent"),
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
    """What became of one agreement, as told in a call: of all who do it, or of one of them.

    `interview` says by whom it was told, where it was one person.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="agreement_results")
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, null=True, blank=True, related_name="results")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="results")
    person = models.ForeignKey(CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    main_person = models.ForeignKey(MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    result = models.CharField(_("stand"), max_length=30, choices=Told)
    reason_code = models.CharField(_("reden"), max_length=30, choices=WhyNot, blank=True)
    reason = SealedCharField(_("toelichting"), max_length=300, blank=True)

    objects = CaseBoundQuerySet.manager("followup", "call__case")

    class Meta:
        verbose_name = _("stand van een afspraak")
        verbose_name_plural = _("standen van afspraken")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "agreement", "interview", "person", "main_person"],
                nulls_distinct=False,
                name="agreement_result_once",
            ),
            models.CheckConstraint(condition=Q(result__in=Told.values), name="agreement_result_known"),
            models.CheckConstraint(condition=Q(reason_code__in=["", *WhyNot.values]), name="agreement_reason_known"),
            models.CheckConstraint(
                condition=~Q(result=Told.DONE) | Q(reason_code=""), name="agreement_done_needs_no_reason"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(main_person__isnull=True), name="agreement_result_of_one_doer"
            ),
        ]

    def __str__(self) -> str:
        return self.result

    @property
    def doer(self) -> CirclePerson | MainPerson | None:
        """Of whom it is told; None for all who do it."""
        return self.person or self.main_person

    @property
    def case_number(self) -> str:
        return self.call.case_number
