"""The case: everything from aanmelding to closing, whether or not a conference follows."""

import datetime as dt

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import Region
from ekc.dates import local_today
from ekc.lists.codes import KeptList
from ekc.lists.models import refuses_unknown_codes
from ekc.lists.queries import name_of
from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import (
    COUNTED_STATES,
    FINISHED_STATES,
    LAY_REFERRERS,
    NEVER_STARTED_STATES,
    BackgroundProblem,
    CaseOutcome,
    CaseState,
    Channel,
    EndReason,
    GroupKind,
    GroupTopic,
    HelpDuration,
    OfferMoment,
    ReferrerDepartment,
    Refuser,
    RepeatReason,
    SafetyTrigger,
    Topic,
    Variant,
    VariantEndReason,
    WaitingReason,
)
from ..querysets import CaseBoundQuerySet, CaseQuerySet
from .kept_step import marks_itself
from .programme import FundingProgramme, Subregion


def code_list(verbose_name: str, choices: type[models.TextChoices]) -> ArrayField:
    """Several codes of one list, in the order in which they were given."""
    return ArrayField(
        models.CharField(max_length=40, choices=choices), default=list, blank=True, verbose_name=verbose_name
    )


KEPT_OF_THE_STEP = ("next_step", "next_due_on", "next_from_on")
"""What a case keeps of its next step: `cases.casepage.acts.kept_steps` writes it, and only the worklist reads it."""


@pghistory.track(exclude=["search", "missed_on", "taken_up_on", "destroyed_on", *KEPT_OF_THE_STEP])
class Case(models.Model):
    """One zaak. `state` changes only in `domain/`, through the table in `workflow.py` (design 4.1)."""

    number = models.CharField(_("zaaknummer"), max_length=20, unique=True)
    external_id = models.CharField(_("nummer bij de bron"), max_length=60, blank=True)
    state = models.CharField(_("stand"), max_length=30, choices=CaseState, default=CaseState.REFERRED)
    outcome = models.CharField(_("afloop"), max_length=30, choices=CaseOutcome, blank=True)
    variant = models.CharField(_("soort conferentie"), max_length=20, choices=Variant, default=Variant.FAMILY)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="cases", verbose_name=_("regio"))
    subregion = models.ForeignKey(
        Subregion, on_delete=models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("subregio")
    )
    programme = models.ForeignKey(
        FundingProgramme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("programma"),
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_cases",
        verbose_name=_("regiomanager"),
    )

    # The aanmelding (domain.md 3.3, first row).
    received_on = models.DateField(_("datum aanmelding"), default=local_today)
    channel = models.CharField(_("hoe aangemeld"), max_length=20, choices=Channel, default=Channel.FORM)
    # A code of the kept list of referrers.
    referrer_type = models.CharField(_("aanmelder"), max_length=40)
    referrer_department = models.CharField(
        _("afdeling Bureau Jeugdzorg"), max_length=40, choices=ReferrerDepartment, blank=True
    )
    situation = SealedTextField(_("korte beschrijving van de situatie"), blank=True)
    other_professionals = SealedTextField(_("andere betrokken professionals"), blank=True)
    offer_moment = models.CharField(_("moment van aanbod"), max_length=20, choices=OfferMoment, blank=True)
    is_urgent = models.BooleanField(_("spoed"), default=False)
    urgent_reason = SealedCharField(_("reden van spoed"), max_length=300, blank=True)
    earlier_conference = models.BooleanField(_("eerder een conferentie gehad"), default=False)
    repeat_reason = models.CharField(_("reden herhalingsverzoek"), max_length=40, choices=RepeatReason, blank=True)
    previous_case = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="next_cases",
        verbose_name=_("eerdere zaak"),
    )
    help_duration = models.CharField(_("duur hulpverlening"), max_length=20, choices=HelpDuration, blank=True)
    problems = code_list(_("achtergrondproblematiek"), BackgroundProblem)
    subjects = code_list(_("onderwerpen voor de conferentie"), Topic)

    # Alle Hens: whom it is about, under which name the case stands everywhere (domain.md 3.6).
    group_name = SealedCharField(_("naam van de groep"), max_length=120, blank=True)
    group_kind = models.CharField(_("soort groep"), max_length=20, choices=GroupKind, blank=True)
    group_place = SealedCharField(_("plaats van de groep"), max_length=80, blank=True)
    group_topics = code_list(_("waar het over gaat"), GroupTopic)

    # Safety: what makes a frame obligatory, and who writes it.
    safety_triggers = code_list(_("waarom een veiligheidskader"), SafetyTrigger)
    safety_professional = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="frame_cases",
        verbose_name=_("wie het veiligheidskader opstelt"),
    )

    # Decisions and dates.
    waiting_reason = models.CharField(_("reden van wachten"), max_length=30, choices=WaitingReason, blank=True)
    decision_note = SealedTextField(_("toelichting op het besluit"), blank=True)
    # Move 4: the visit free of obligation, and who was there.
    information_visit_on = models.DateField(_("uitleg gegeven op"), null=True, blank=True)
    information_visit_with = SealedCharField(_("wie waren bij de uitleg"), max_length=200, blank=True)
    preparation_started_on = models.DateField(_("start voorbereiding"), null=True, blank=True)
    not_held_reason = models.CharField(_("reden van niet doorgaan"), max_length=40, choices=EndReason, blank=True)
    # What only this variant ends of; the code list of the figures says "anders" of it.
    variant_end_reason = models.CharField(
        _("reden die bij deze soort conferentie hoort"), max_length=40, choices=VariantEndReason, blank=True
    )
    not_held_note = SealedTextField(_("toelichting bij niet doorgaan"), blank=True)
    refused_by = code_list(_("wie weigerde"), Refuser)
    meetings_held = models.PositiveSmallIntegerField(_("bijeenkomsten gehouden"), default=0)
    cooperation_grade = models.PositiveSmallIntegerField(
        _("cijfer samenwerking met de aanmelder"), null=True, blank=True
    )
    cooperation_note = SealedTextField(_("toelichting bij het cijfer"), blank=True)
    registered_on = models.DateField(_("registratie compleet op"), null=True, blank=True)
    closed_on = models.DateField(_("datum afgerond"), null=True, blank=True)
    state_since = models.DateTimeField(_("in deze stand sinds"), auto_now_add=True)
    # The term that was over when the case was made to wait, for the referrer or for a coordinator: waiting does not
    # wipe it. Means something for as long as the case waits.
    missed_on = models.DateField(_("termijn die al voorbij was"), null=True, blank=True, editable=False)
    # The day on which it was reopened: what the desk then has to do counts from there.
    taken_up_on = models.DateField(_("weer opgepakt op"), null=True, blank=True, editable=False)
    # The next step as the regional manager has it, for the worklist (`cases.casepage.reads.kept_steps`).
    next_step = models.CharField(_("volgende stap"), max_length=30, blank=True, editable=False)
    next_due_on = models.DateField(_("volgende stap uiterlijk"), null=True, blank=True, editable=False)
    next_from_on = models.DateField(_("volgende stap vanaf"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # The same family was applied for twice: this one ended, and its number leads to the one that goes on.
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("samengevoegd met"),
    )
    # Objection against use of the data for research (R17).
    research_objection = models.BooleanField(_("bezwaar tegen onderzoek"), default=False)
    # Free search over number, names, place and referrer; written by a trigger-free domain act.
    search = SearchVectorField(null=True, editable=False)
    # Its term was over (`ekc.retention`): what is left are codes, numbers and dates, and nobody opens it any more.
    destroyed_on = models.DateField(_("vernietigd op"), null=True, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("zaak")
        verbose_name_plural = _("zaken")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_state_known"),
            models.CheckConstraint(
                condition=Q(problems__contained_by=BackgroundProblem.values), name="case_problems_known"
            ),
            models.CheckConstraint(condition=Q(subjects__contained_by=Topic.values), name="case_subjects_known"),
            models.CheckConstraint(condition=Q(refused_by__contained_by=Refuser.values), name="case_refusers_known"),
            models.CheckConstraint(
                condition=Q(preparation_started_on__isnull=True) | Q(preparation_started_on__gte=F("received_on")),
                name="case_preparation_after_referral",
            ),
            models.CheckConstraint(
                condition=Q(information_visit_on__isnull=True) | Q(information_visit_on__gte=F("received_on")),
                name="case_information_visit_after_referral",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(closed_on__gte=F("received_on"))
                & (Q(preparation_started_on__isnull=True) | Q(closed_on__gte=F("preparation_started_on"))),
                name="case_closed_after_start",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.CLOSED, closed_on__isnull=False)
                | Q(state__in=NEVER_STARTED_STATES)
                | ~Q(state__in=FINISHED_STATES) & Q(closed_on__isnull=True),
                name="case_closed_on_when_closed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=COUNTED_STATES) | ~Q(outcome=""), name="case_counted_has_outcome"
            ),
            models.CheckConstraint(
                condition=Q(not_held_reason="") | Q(outcome=CaseOutcome.ENDED_IN_ACTIVATION),
                name="case_end_reason_only_without_conference",
            ),
            models.CheckConstraint(
                condition=Q(variant_end_reason="") | Q(not_held_reason=EndReason.OTHER, variant=Variant.RESTORATIVE),
                name="case_own_end_reason_of_its_variant",
            ),
            models.CheckConstraint(
                condition=Q(group_name="", group_kind="", group_place="", group_topics=[])
                | Q(variant=Variant.COMMUNITY),
                name="case_group_only_alle_hens",
            ),
            models.CheckConstraint(condition=Q(group_kind__in=["", *GroupKind.values]), name="case_group_kind_known"),
            models.CheckConstraint(
                condition=Q(group_topics__contained_by=GroupTopic.values), name="case_group_topics_known"
            ),
            models.CheckConstraint(
                condition=Q(cooperation_grade__isnull=True)
                | Q(cooperation_grade__gte=1) & Q(cooperation_grade__lte=10),
                name="case_cooperation_grade_1_10",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.WAITING) | ~Q(waiting_reason=""), name="case_waits_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(next_step="") | Q(next_due_on__isnull=True) & Q(next_from_on__isnull=True),
                name="case_term_is_of_a_step",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(state=CaseState.WITHDRAWN) & ~Q(merged_into=F("id")),
                name="case_merged_has_ended",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_on__isnull=True) | Q(state__in=FINISHED_STATES), name="case_destroyed_has_ended"
            ),
            models.UniqueConstraint(
                fields=["programme", "external_id"], condition=~Q(external_id=""), name="case_external_id_once"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "received_on"], name="case_state_received"),
            models.Index(fields=["region", "state", "received_on"], name="case_region_state"),
            models.Index(fields=["-received_on", "-id"], name="case_newest"),
            GinIndex(fields=["search"], name="case_search"),
            # The worklist counts what is under way by region, state, step and term, and whose manager
            # is gone: the index alone answers it.
            models.Index(
                fields=["region", "next_due_on", "state", "next_step"],
                include=["id", "number", "manager", "destroyed_on"],
                condition=~Q(state__in=FINISHED_STATES),
                name="case_region_next",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="destroyed_case_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__destroyed_on__isnull=False),
            ),
            marks_itself("search", *KEPT_OF_THE_STEP),
            refuses_unknown_codes("referrer_type", f"'{KeptList.REFERRER.value}'", name="case_referrer_type_known"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.number])

    @property
    def case_number(self) -> str:
        """What the read log calls this file; every model of a file has it."""
        return self.number

    @property
    def state_for_outside(self) -> str:
        """Where it stands for who applied: of a double that it is looked at, for nothing is told of the other one."""
        return str(CaseState.SCREENING if self.merged_into_id is not None else self.state)

    @property
    def is_referred_by_professional(self) -> bool:
        """Everyone but the main person and the family is a professional (domain.md 4.1)."""
        return self.referrer_type not in LAY_REFERRERS

    @property
    def referrer_type_name(self) -> str:
        """`Wijkteam`, by the name it has now."""
        return name_of(KeptList.REFERRER, self.referrer_type)

    @property
    def needs_frame(self) -> bool:
        """Safety is at stake: a veiligheidskader is obligatory before the conference (domain.md 3.2 step 5)."""
        return bool(self.safety_triggers)

    @property
    def why_not_held(self) -> str:
        """Why there was no conference, in words: what only this variant ends of before the code of the figures."""
        return str(self.get_variant_end_reason_display() or self.get_not_held_reason_display())

    @property
    def phase(self) -> str:
        """`activering` (1), `conferentie` (2), or empty where neither holds (R-10)."""
        if self.outcome in (CaseOutcome.ENDED_IN_ACTIVATION, CaseOutcome.CONFERENCE_HELD):
            return self.outcome
        return ""

    @property
    def age_reference_date(self) -> dt.date:
        """Ages are counted on the date of the aanmelding (domain.md 3.8)."""
        return self.received_on


class CaseMove(models.Model):
    """One change of state: from, to, by whom, when and why. Never changed, never deleted."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="moves")
    action = models.CharField(_("handeling"), max_length=40)
    source = models.CharField(_("van"), max_length=30, choices=CaseState, blank=True)
    target = models.CharField(_("naar"), max_length=30, choices=CaseState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(_("rol toen"), max_length=20, blank=True)
    at = models.DateTimeField(_("wanneer"), auto_now_add=True)
    # The code that the figures count; of which list, the action says.
    reason_code = models.CharField(_("code van de reden"), max_length=40, blank=True)
    reason = SealedTextField(_("reden"), blank=True)

    objects = CaseBoundQuerySet.manager("referral")

    class Meta:
        verbose_name = _("stap van een zaak")
        verbose_name_plural = _("stappen van een zaak")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["action", "at", "reason_code"], condition=~Q(reason_code=""), name="case_move_reason"),
        ]
        triggers = [
            refuses_unknown_codes(
                "reason_code",
                f"(CASE NEW.action WHEN 'advise_otherwise' THEN '{KeptList.ADVICE.value}' "
                f"WHEN 'withdraw' THEN '{KeptList.WITHDRAWAL.value}' END)",
                name="case_move_reason_known",
                blank=True,
                beside=("action",),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} > {self.target}"

    @property
    def case_number(self) -> str:
        return self.case.number
