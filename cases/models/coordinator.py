"""The independent coordinator, being asked for a case, the contract per conference (domain.md 2: R-01, R-02, R-03)."""

from decimal import Decimal

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import Organisation
from ekc.lists.codes import OTHER, KeptList
from ekc.lists.models import refuses_unknown_codes
from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import (
    LIVE_REQUEST_STATES,
    ContractKind,
    Gender,
    LeavingReason,
    RequestRefusal,
    RequestState,
    Training,
)
from ..querysets import (
    CaseBoundQuerySet,
    CoordinatorBoundQuerySet,
    CoordinatorQuerySet,
    CoordinatorRequestQuerySet,
    OwnImportQuerySet,
)
from ..spoken_languages import names_of_languages
from .case import Case, code_list
from .kept_step import marks_case, marks_cases_of_coordinator
from .programme import FundingProgramme

MOST_CASES = 20
"""More at once than one volunteer ever has: what lies above is a slip of the pen."""


def money(verbose_name: str) -> models.DecimalField:
    """Euros and cents; empty where nobody wrote it down yet."""
    return models.DecimalField(verbose_name, max_digits=8, decimal_places=2, null=True, blank=True)


def not_negative(*names: str) -> Q:
    condition = Q()
    for name in names:
        condition &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0})
    return condition


@pghistory.track()
class Coordinator(models.Model):
    """Profile of a coordinator: what a regional manager needs to match, and what R-01 needs to block."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coordinator")
    gender = models.CharField(_("geslacht"), max_length=20, choices=Gender, default=Gender.UNKNOWN)
    # ISO 639 codes (`cases.spoken_languages`).
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("talen"))
    # Codes of the kept lists; the words beside them go with "anders", and only a person judges those.
    backgrounds = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("achtergrond"))
    background_words = SealedCharField(_("achtergrond in eigen woorden"), max_length=80, blank=True)
    faith = models.CharField(_("geloof"), max_length=40, blank=True)
    faith_words = SealedCharField(_("geloof in eigen woorden"), max_length=80, blank=True)
    trainings = code_list(_("trainingen"), Training)
    employers = models.ManyToManyField(
        Organisation, blank=True, related_name="coordinators", verbose_name=_("werkgevers")
    )
    employers_declared_on = models.DateField(_("werkgevers opgegeven op"), null=True, blank=True)
    vog_date = models.DateField(_("datum VOG"), null=True, blank=True)
    max_cases = models.PositiveSmallIntegerField(_("zaken tegelijk"), default=2)
    available = models.BooleanField(_("beschikbaar"), default=True)
    # What the training cost, to be deducted from the first fees.
    training_costs = money(_("kosten van de training"))

    objects = CoordinatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("coördinator")
        verbose_name_plural = _("coördinatoren")
        ordering = ["user__name_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(trainings__contained_by=Training.values), name="coordinator_trainings_known"
            ),
            models.CheckConstraint(condition=Q(gender__in=Gender.values), name="coordinator_gender_known"),
            models.CheckConstraint(
                condition=Q(max_cases__gte=1, max_cases__lte=MOST_CASES), name="coordinator_max_cases_1_20"
            ),
            models.CheckConstraint(
                condition=not_negative("training_costs"), name="coordinator_training_costs_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(backgrounds__contains=[OTHER], background_words__gt="")
                | ~Q(backgrounds__contains=[OTHER]) & Q(background_words=""),
                name="coordinator_background_words_with_anders",
            ),
            models.CheckConstraint(
                condition=Q(faith=OTHER, faith_words__gt="") | ~Q(faith=OTHER) & Q(faith_words=""),
                name="coordinator_faith_words_with_anders",
            ),
        ]
        triggers = [
            refuses_unknown_codes(
                "backgrounds", f"'{KeptList.BACKGROUND.value}'", name="coordinator_backgrounds_known", many=True
            ),
            refuses_unknown_codes("faith", f"'{KeptList.FAITH.value}'", name="coordinator_faith_known", blank=True),
        ]

    def __str__(self) -> str:
        return str(self.user)

    def get_absolute_url(self) -> str:
        return reverse("cases:profile", args=[self.pk])

    @property
    def language_names(self) -> str:
        """`Nederlands, Turks`."""
        return names_of_languages(self.languages)

    @property
    def training_names(self) -> str:
        return ", ".join(str(Training(code).label) for code in self.trainings)


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class CoordinatorEmployer(Coordinator.employers.through):  # type: ignore[name-defined, misc]
    """For whom a coordinator works, by itself only for its history: R-01 turns on it."""

    class Meta:
        proxy = True


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CoordinatorLeave(models.Model):
    """A period in which a coordinator takes no new case, first and last day included.

    `cover` works on the cases of the coordinator meanwhile, and reaches them on those days alone.
    """

    coordinator = models.ForeignKey(Coordinator, on_delete=models.CASCADE, related_name="leaves")
    starts_on = models.DateField(_("eerste dag"))
    ends_on = models.DateField(_("laatste dag"))
    cover = models.ForeignKey(
        Coordinator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="covers",
        verbose_name=_("waarneming"),
    )

    objects = CoordinatorBoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("verlof")
        verbose_name_plural = _("verloven")
        ordering = ["starts_on", "pk"]
        triggers = [marks_cases_of_coordinator()]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="leave_ends_after_start"),
            models.CheckConstraint(
                condition=Q(cover__isnull=True) | ~Q(cover=F("coordinator")), name="leave_covered_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d-%m-%Y} – {self.ends_on:%d-%m-%Y}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CoordinatorTie(models.Model):
    """A personal or working tie of a coordinator: not selectable there (R-02).

    Either to somebody in one case, or to an organisation: then for every aanmelding of that organisation.
    """

    coordinator = models.ForeignKey(Coordinator, on_delete=models.CASCADE, related_name="ties")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="ties")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ties",
        verbose_name=_("organisatie"),
    )
    description = SealedCharField(_("welke band"), max_length=200)

    objects = CaseBoundQuerySet.manager("contract")

    class Meta:
        verbose_name = _("band met een zaak")
        verbose_name_plural = _("banden met een zaak")
        constraints = [
            models.UniqueConstraint(fields=["coordinator", "case"], name="tie_once"),
            models.UniqueConstraint(fields=["coordinator", "organisation"], name="tie_to_organisation_once"),
            models.CheckConstraint(
                condition=Q(case__isnull=False, organisation__isnull=True)
                | Q(case__isnull=True, organisation__isnull=False),
                name="tie_to_case_or_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def case_number(self) -> str:
        return self.case.number if self.case else ""


@pghistory.track()
class CoordinatorRequest(models.Model):
    """One coordinator is asked to take a case, and says yes or no before `answer_by`; the others wait their turn.

    What the contract needs is chosen when somebody is asked: coach, programme, and why where a wish is not met.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="coordinator_requests")
    coordinator = models.ForeignKey(Coordinator, on_delete=models.PROTECT, related_name="requests")
    state = models.CharField(_("stand"), max_length=20, choices=RequestState, default=RequestState.QUEUED)
    position = models.PositiveSmallIntegerField(_("volgorde"))
    term_hours = models.PositiveSmallIntegerField(_("bedenktijd in uren"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(FundingProgramme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    deviation_reason = SealedCharField(_("waarom anders dan gewenst"), max_length=300, blank=True)
    # Why who has the case does not go on; empty where the case waits for somebody.
    leaving_reason = models.CharField(_("waarom iemand anders"), max_length=20, choices=LeavingReason, blank=True)
    leaving_note = SealedCharField(_("toelichting bij het overdragen"), max_length=300, blank=True)
    opened_at = models.DateTimeField(_("gevraagd op"), null=True, blank=True)
    answer_by = models.DateTimeField(_("antwoord voor"), null=True, blank=True)
    ended_at = models.DateTimeField(_("beantwoord of vervallen op"), null=True, blank=True)
    refusal = models.CharField(_("waarom niet"), max_length=20, choices=RequestRefusal, blank=True)
    note = SealedCharField(_("toelichting"), max_length=300, blank=True)

    objects = CoordinatorRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("vraag aan een coördinator")
        verbose_name_plural = _("vragen aan coördinatoren")
        triggers = [marks_case()]
        ordering = ["asked_at", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="request_state_known"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state=RequestState.OPEN), name="one_open_request_per_case"
            ),
            models.UniqueConstraint(
                fields=["case", "coordinator"],
                condition=Q(state__in=sorted(LIVE_REQUEST_STATES)),
                name="one_live_request_per_coordinator",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.QUEUED, opened_at__isnull=True)
                | Q(state=RequestState.STOPPED)
                | Q(opened_at__isnull=False, answer_by__gt=F("opened_at")),
                name="request_open_has_a_term",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(LIVE_REQUEST_STATES), ended_at__isnull=True)
                | ~Q(state__in=sorted(LIVE_REQUEST_STATES)) & Q(ended_at__isnull=False),
                name="request_ended_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.DECLINED, refusal__in=RequestRefusal.values)
                | ~Q(state=RequestState.DECLINED) & Q(refusal=""),
                name="request_declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(leaving_reason__in=["", *LeavingReason.values]), name="request_leaving_reason_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coordinator} ({self.case})"

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class CoordinatorContract(models.Model):
    """One contract per conference, also when it ends in the activeringsfase. Its end ends the access (R-03)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contracts")
    coordinator = models.ForeignKey(Coordinator, on_delete=models.PROTECT, related_name="contracts")
    kind = models.CharField(_("soort"), max_length=20, choices=ContractKind, default=ContractKind.CONFERENCE)
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("coach"),
    )
    started_on = models.DateField(_("begint op"))
    ended_on = models.DateField(_("eindigt op"), null=True, blank=True)
    end_reason = SealedCharField(_("reden van einde"), max_length=200, blank=True)
    deviation_reason = SealedCharField(_("waarom anders dan gewenst"), max_length=300, blank=True)
    # The coordinator cannot go on: asked for somebody else, or was replaced.
    leaving_since = models.DateField(_("kan niet verder sinds"), null=True, blank=True)
    leaving_reason = models.CharField(_("waarom niet verder"), max_length=20, choices=LeavingReason, blank=True)
    # The work is over by what the programme says, and something is still to be filled in: access ends after that.
    closing_since = models.DateField(_("werk klaar sinds"), null=True, blank=True)
    # Came in another's place: the family has to hear of it.
    takes_over = models.BooleanField(_("nam de zaak over"), default=False)
    introduced_on = models.DateField(_("kennisgemaakt op"), null=True, blank=True)
    signed_on = models.DateField(_("getekend op"), null=True, blank=True)
    fee = money(_("vergoeding"))
    training_deduction = money(_("inhouding training"))
    expenses = money(_("onkosten"))
    paid_on = models.DateField(_("betaald op"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("contract")

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracten")
        triggers = [marks_case()]
        ordering = ["started_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(ended_on__isnull=True), name="one_active_contract_per_case"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="contract_ends_after_start"
            ),
            models.CheckConstraint(
                condition=not_negative("fee", "training_deduction", "expenses"), name="contract_amounts_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(leaving_since__isnull=True, leaving_reason="")
                | Q(leaving_since__isnull=False, leaving_reason__in=LeavingReason.values),
                name="contract_leaves_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(introduced_on__isnull=True) | Q(takes_over=True), name="contract_introduced_who_took_over"
            ),
            models.CheckConstraint(
                condition=Q(training_deduction__isnull=True) | Q(training_deduction__lte=F("fee")),
                name="contract_deduction_within_fee",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coordinator} ({self.case})"

    @property
    def case_number(self) -> str:
        return self.case.number

    @property
    def to_pay(self) -> Decimal | None:
        """The fee, less what the training cost, with the expenses; None while there is no fee."""
        if self.fee is None:
            return None
        nothing = Decimal(0)
        return self.fee - (self.training_deduction or nothing) + (self.expenses or nothing)


class ProfileImport(models.Model):
    """Profiles that were read from a file and wait for a yes. Encrypted, and thrown away after a day."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    content = SealedTextField()

    objects = OwnImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("in te lezen profielen")
        verbose_name_plural = _("in te lezen profielen")

    def __str__(self) -> str:
        return f"{self.by} {self.made_at:%d-%m-%Y}"
