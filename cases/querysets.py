"""What the managers of the models can do, and the one place that says which files a person may reach (design 4.2)."""

import datetime as dt
from collections.abc import Callable
from functools import cache, reduce
from operator import or_
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case as Choice
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from ekc.accounts.codes import Role
from ekc.accounts.matrix import READ, Subject, allows
from ekc.accounts.querysets import keeping, manages
from ekc.dates import at_local, local_today
from ekc.merging.models import Merge
from ekc.name_keys import NamedQuerySet
from ekc.registry import Registry

from .codes import (
    FINISHED_STATES,
    LIVE_REQUEST_STATES,
    LIVING_STATES,
    AskedAs,
    ConsentPurpose,
    ContractKind,
    PrivacyRequestState,
)
from .norms import PROFESSIONAL_ACCESS_DAYS


def _rows(model: str) -> Any:
    """The rows of another model of this app. The models stand on this module, so it asks for them by name."""
    return apps.get_model("cases", model)._default_manager


KEEPERS = frozenset({Role.REGIONAL_MANAGER, Role.NATIONAL})
"""Who looks after files by region: landelijk beheer only where nobody else does."""


PROFESSIONAL_REACH: Registry[Callable[[Any], Q]] = Registry("reach of a professional")
"""Of which cases else a professional was asked something, as a condition on Case; each app brings its own by name."""


def reachable_cases(user: Any) -> Q:
    """The files that stand open for this person, as a condition on Case.

    Regional manager and landelijk beheer: those of the regions that they keep now (`RegionQuerySet.kept_by`).
    Coordinator: cases with a contract that has not ended (R-03), and those of who is on leave and covered by this
    coordinator today. Professional: cases that are theirs (`cases_of_professional`), until that ended. All others:
    none. A file that was destroyed: nobody (`CaseQuerySet.destroyed_for`).
    """
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    return Q(destroyed_on=None) & _reach_of(user)


def _reach_of(user: Any) -> Q:
    if user.role in KEEPERS:
        return Q(region__in=user.kept_regions())
    if user.role == Role.COORDINATOR:
        mine = Q(coordinator__user=user) | Q(coordinator__in=_covered_by(user).values("coordinator"))
        return Q(pk__in=open_contracts().filter(mine).order_by().values("case"))
    if user.role == Role.PROFESSIONAL:
        ended = ended_accesses().filter(user=user).order_by()
        return cases_of_professional(user) & ~Q(pk__in=ended.values("case")) & still_open_to_professionals()
    return Q(pk__in=[])


def cases_of_professional(user: Any) -> Q:
    """The cases that a professional referred, writes the frame of, or was asked something of by a higher floor
    (`PROFESSIONAL_REACH`), whether they can still read them or not; as a condition on Case."""
    reach = Q(referrer__user=user) | Q(safety_professional=user)
    return reduce(or_, (more(user) for more in PROFESSIONAL_REACH), reach)


def ended_accesses() -> QuerySet[Any]:
    """The accesses of professionals that ended and were not given back (docs/adr/0055)."""
    found: QuerySet[Any] = _rows("EndedAccess").filter(given_back_on__isnull=True)
    return found


def still_open_to_professionals() -> Q:
    """The cases that are under way, or over since no more than `PROFESSIONAL_ACCESS_DAYS`, as a condition on Case.

    A double stays open as long as the case that goes on: who applied for it hears nothing of the other one.
    """
    first = local_today() - dt.timedelta(days=PROFESSIONAL_ACCESS_DAYS)
    return _not_over_before(first) & Q(merged_into=None) | _not_over_before(first, "merged_into__")


def _not_over_before(first: dt.date, way: str = "") -> Q:
    """In a state that is not the last one, or since this day; `way` leads to the case."""
    goes_on = Q(**{f"{way}state__in": sorted(LIVING_STATES)})
    closed = Q(**{f"{way}closed_on__gte": first})
    ended = Q(**{f"{way}closed_on__isnull": True, f"{way}state_since__gte": at_local(first, dt.time())})
    return goes_on | closed | ended & Q(**{f"{way}state__in": sorted(FINISHED_STATES)})


def leaves_on(day: Any) -> QuerySet[Any]:
    """The leaves that hold on this day: a date, or an expression that is one."""
    found: QuerySet[Any] = _rows("CoordinatorLeave").filter(starts_on__lte=day, ends_on__gte=day)
    return found


def _covered_by(user: Any) -> QuerySet[Any]:
    return leaves_on(local_today()).filter(cover__user=user, cover__user__is_active=True)


THE_MANAGER = "regiomanager_van_de_zaak"
"""Beside the values of `KeptBy`: the one person who has the case on their name."""


def manager_keeps() -> Q:
    """Whether the manager of a case has an open account and looks after its region, as a condition on Case."""
    own, as_deputy = (manages(region, user=OuterRef("manager")) for region in ("region", "region__deputy"))
    return Q(own) | Q(as_deputy) & ~Q(manages("region"))


@cache
def kept_by() -> Choice:
    """Who looks after a case now, as a column of a query on cases: `THE_MANAGER`, or of its region (`KeptBy`)."""
    mine = When(Q(manager__isnull=False) & manager_keeps(), then=Value(THE_MANAGER))
    return Choice(mine, default=keeping("region", "region__deputy"))


def open_contracts() -> QuerySet[Any]:
    """The contracts of every kind that have not ended."""
    found: QuerySet[Any] = _rows("CoordinatorContract").filter(ended_on__isnull=True)
    return found


def working_contracts() -> QuerySet[Any]:
    found = open_contracts().filter(kind=ContractKind.CONFERENCE)
    return found.select_related("coordinator__user", "coach")


def undecided() -> QuerySet[Any]:
    """The safety signals that wait for a decision."""
    found: QuerySet[Any] = _rows("SafetySignal").filter(decided_at__isnull=True)
    return found


def undecided_ban() -> Q:
    """A contact ban that waits for a decision, as a condition on ContactBan."""
    return Q(decided_at__isnull=True)


def without_decision() -> Exists:
    """Whether a case has a safety signal without a decision, as a condition or column of a query on cases."""
    return Exists(undecided().filter(case=OuterRef("pk")))


def words_on(*purposes: str) -> "ConsentQuerySet":
    """The last words about these purposes, of any case."""
    found: ConsentQuerySet = _rows("Consent").filter(purpose__in=purposes).last_words()
    return found


class CaseQuerySet(QuerySet[Any]):
    """Cases. Every view starts at `for_user`."""

    def with_file(self) -> Self:
        """Fetch along what every page of a case shows: region, who keeps it, referrer, main persons, contract."""
        found = self.with_file_columns().prefetch_related(
            "main_persons",
            Prefetch("contracts", queryset=working_contracts(), to_attr="active_contracts"),
        )
        return found.with_calling_words()

    def with_file_columns(self) -> Self:
        """The same without main persons, contract and words about calling: as much as one question can ask."""
        found = self.select_related("region", "programme", "manager", "safety_professional", "referrer__organisation")
        return found.annotate(
            kept_by=kept_by(),
            was_merged=Exists(Merge.objects.filter(case_number=OuterRef("number"))),
            has_statements=Exists(_rows("OwnStatement").standing().filter(request__case=OuterRef("pk"))),
        )

    def with_calling_words(self) -> Self:
        """Fetch along who may be called (`may_be_called`), for pages that show many cases."""
        words = words_on(ConsentPurpose.CALLING)
        return self.prefetch_related(Prefetch("consents", queryset=words, to_attr="calling_words"))

    def with_last_contact(self) -> Self:
        """Annotate `contacted_at`, the moment of the last contact."""
        return self.annotate(contacted_at=Max("contacts__at"))

    def for_user(self, user: Any) -> Self:
        """Cases this person may reach: see `reachable_cases`. One row per case."""
        return self.filter(reachable_cases(user))

    def destroyed_for(self, user: Any) -> Self:
        """The files that were destroyed and that this person looked after: their numbers, and nothing else of them."""
        if not user.is_authenticated or not user.is_active or user.role not in KEEPERS:
            return self.none()
        found = self.filter(destroyed_on__isnull=False).order_by("-destroyed_on", "-number")
        return found if user.role == Role.NATIONAL else found.filter(region__in=user.kept_regions())

    def of_case(self, number: str) -> Self:
        """The case of this number."""
        return self.filter(number=number)


class CaseBoundQuerySet(QuerySet[Any]):
    """Rows of a file. Reachable when the matrix lets the role read `subject`, and the case is reachable."""

    subject: Subject
    path: str

    def for_user(self, user: Any) -> Self:
        """Rows of reachable cases; none at all for a role that may not read this subject."""
        if not user.is_authenticated or not allows(user.role, self.subject, READ):
            return self.none()
        return self.filter(**{f"{self.path}__in": _rows("Case").for_user(user)})

    def of_case(self, number: str) -> Self:
        """Rows of the case of this number."""
        return self.filter(**{f"{self.path}__number": number})

    @classmethod
    def manager(cls, subject: str, path: str = "case") -> models.Manager[Any]:
        bound: Any = type(f"{subject.title()}QuerySet", (cls,), {"subject": Subject(subject), "path": path})
        manager: models.Manager[Any] = bound.as_manager()
        return manager


class PrivacyRequestQuerySet(CaseBoundQuerySet):
    """What people ask about what is kept of them."""

    def unanswered(self) -> Self:
        """Still to be answered, the first term first."""
        return self.filter(state=PrivacyRequestState.OPEN).order_by("due_on", "pk")


class OwnStatementQuerySet(CaseBoundQuerySet):
    """What people say of their own file, beside it."""

    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(withdrawn_on__isnull=True)


class ConsentQuerySet(CaseBoundQuerySet):
    """What people of a family said yes and no to, one row each time."""

    def last_words(self, on: dt.date | None = None) -> Self:
        """THE read: of everybody who has a say the last word for each purpose; with `on`, how it was that day.

        Somebody of the circle is one person as whomever they speak; of who is not in it every word is here, for only
        their name tells who it is, and that the database cannot read: `last_of_each` in `cases/consented.py` lets go
        of the earlier ones. Filter it by case, person and purpose.
        """
        # Of many files at once: what is said of a whole family names nobody.
        said = ("case_id", "main_person_id", "purpose", "speaker")
        found = self if on is None else self.filter(said_on__lte=on)
        speaker = Choice(
            When(person__isnull=False, then=F("person_id")),
            When(given_as__in=["", AskedAs.SELF.value], then=Value(0)),
            default=Value(0) - F("pk"),
            output_field=models.BigIntegerField(),
        )
        return found.annotate(speaker=speaker).order_by(*said, "-said_on", "-pk").distinct(*said)


class NamedCaseBoundQuerySet(CaseBoundQuerySet, NamedQuerySet):  # type: ignore[override]
    """The same of people, who have a name."""


class DraftQuerySet(QuerySet[Any]):
    """Aanmeldingen that are not sent yet."""

    def still_open(self) -> Self:
        """Not sent, and their time is not over: the clock may be late in deleting them."""
        return self.filter(case=None, expires_at__gt=timezone.now())

    def for_user(self, user: Any) -> Self:
        """One's own; and for whoever keeps the region, the calls that were broken off by somebody who is gone.

        Who has no account holds a draft by the session, which the database does not know.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.role != Role.REGIONAL_MANAGER:
            return self.filter(user=user)
        gone = Q(user__is_active=False) | ~Q(user__role=Role.REGIONAL_MANAGER)
        left = self.filter(gone, is_by_phone=True, user__regions__in=user.kept_regions())
        return self.filter(Q(user=user) | Q(pk__in=left.order_by().values("pk")))


class IntendedPlanQuerySet(QuerySet[Any]):
    """What professionals would have decided without a conference. Nobody else of the case ever sees it (M-09)."""

    def for_user(self, user: Any) -> Self:
        """The author's own until it is locked; after that of onderzoekers, who get no case along with it, and of the
        words only what a data manager released; to that end those that nobody looked at yet are of data managers.
        None of a family that objects to research (R17).
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.role == Role.PROFESSIONAL:
            return self.filter(author=user, locked_at__isnull=True, case__in=_rows("Case").for_user(user))
        locked = self.filter(locked_at__isnull=False, case__research_objection=False)
        if user.role == Role.NATIONAL:
            return locked.filter(redacted_on=None)
        return locked if user.role == Role.RESEARCHER else self.none()


class CoordinatorQuerySet(QuerySet[Any]):
    """Profiles of coordinators."""

    def for_user(self, user: Any) -> Self:
        """A regional manager sees who works in the own regions; landelijk beheer all; a coordinator the own profile."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.role == Role.NATIONAL:
            return self.all()
        if user.role == Role.REGIONAL_MANAGER:
            return self.filter(user__regions__in=user.kept_regions()).distinct()
        return self.filter(user=user)

    def with_load(self) -> Self:
        """Annotate `load`, the cases worked on now, and `worked`, how many contracts there ever were."""
        working = Q(contracts__ended_on__isnull=True)
        return self.annotate(
            load=Count("contracts", filter=working, distinct=True), worked=Count("contracts", distinct=True)
        )

    def for_pool(self) -> Self:
        """With load, the last days of work, regions, leave and employers: what the pool shows of each."""
        return (
            self.with_load()
            .annotate(last_started=Max("contracts__started_on"), last_ended=Max("contracts__ended_on"))
            .select_related("user__organisation")
            .prefetch_related("user__regions", "leaves", "employers")
        )


class CoordinatorBoundQuerySet(QuerySet[Any]):
    """Rows of a profile: for whoever may see the profile."""

    def for_user(self, user: Any) -> Self:
        return self.filter(coordinator__in=_rows("Coordinator").for_user(user).values("pk"))


class OwnImportQuerySet(QuerySet[Any]):
    """Profiles that wait for a yes: of nobody but who read them in."""

    def for_user(self, user: Any) -> Self:
        return self.filter(by=user) if user.is_authenticated and user.is_active else self.none()


class CoordinatorRequestQuerySet(QuerySet[Any]):
    """Offers of a case to a coordinator."""

    def for_user(self, user: Any) -> Self:
        """Who may make contracts: of reachable cases. A coordinator: the own ones, from the moment of asking."""
        if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.CONTRACT, READ):
            return self.none()
        if user.role == Role.COORDINATOR:
            return self.filter(coordinator__user=user, opened_at__isnull=False)
        return self.filter(case__in=_rows("Case").for_user(user))

    def live(self) -> Self:
        """Waiting for an answer, or for their turn."""
        return self.filter(state__in=sorted(LIVE_REQUEST_STATES))


class OfferQuerySet(QuerySet[Any]):
    """Conferences that were offered to a family."""

    def for_user(self, user: Any) -> Self:
        """A professional the own offers; a regional manager those in the own regions; nobody else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.role == Role.REGIONAL_MANAGER:
            return self.filter(region__in=user.kept_regions())
        return self.filter(offered_by=user) if user.role == Role.PROFESSIONAL else self.none()


class AdviceQuerySet(QuerySet[Any]):
    """Advice on whether a conference fits."""

    def for_user(self, user: Any) -> Self:
        """A regional manager that of the own regions; nobody else."""
        if not user.is_authenticated or not user.is_active or user.role != Role.REGIONAL_MANAGER:
            return self.none()
        return self.filter(region__in=user.kept_regions())


class OwnFilterQuerySet(NamedQuerySet):
    """Saved filters of the worklist."""

    def for_user(self, user: Any) -> Self:
        """The own ones."""
        return self.filter(user=user) if user.is_authenticated and user.is_active else self.none()
