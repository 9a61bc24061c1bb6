"""Reads of the case, and the one place that says which files a person may reach (design 4.2)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ekc.accounts.codes import Role
from ekc.accounts.matrix import READ, Subject, allows
from ekc.accounts.models import User
from ekc.audit.codes import Outcome
from ekc.audit.models import ReadLine
from ekc.dates import local_today

from .codes import LIVE_OFFER_STATES, PREPARING_STATES, CaseState, ContractKind, OfferState, Variant
from .norms import SILENCE_DAYS


def reachable_cases(user: Any) -> Q:
    """The files that stand open for this person, as a condition on Case.

    Regional manager: the regions that are theirs. Coordinator: cases with a contract that has not
    ended (R-03). Professional: cases they referred or write the frame of. All others: none.
    """
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    if user.role == Role.REGIONAL_MANAGER:
        return Q(region__in=user.regions.all())
    if user.role == Role.COORDINATOR:
        return Q(contracts__coordinator__user=user, contracts__ended_on__isnull=True)
    if user.role == Role.PROFESSIONAL:
        return Q(referrer__user=user) | Q(safety_professional=user)
    return Q(pk__in=[])


def names_of(main_persons: Iterable[Any]) -> str:
    """The names of main persons in one line: "Sem, Noor en Emma"; empty where none has a name."""
    names = [person.name for person in main_persons if person.name]
    return str(_(" en ")).join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def who_of(case: Any) -> str:
    """Whom a case is about, in one line: its main persons, or that it is an Alle Hens; empty where nothing is known."""
    names = names_of(case.main_persons.all())
    # An Alle Hens can be about nobody in particular (domain.md 3.6).
    return names or (str(Variant.COMMUNITY.label) if case.variant == Variant.COMMUNITY else "")


def programmes_of(case: Any) -> QuerySet[Any]:
    """The programmes that can pay for this case: of its region and running today, and the one that it has."""
    from .models import FundingProgramme

    today = local_today()
    runs = (Q(starts_on=None) | Q(starts_on__lte=today)) & (Q(ends_on=None) | Q(ends_on__gte=today))
    here = FundingProgramme.objects.filter(runs, regions=case.region_id).values("pk")
    return FundingProgramme.objects.filter(Q(pk__in=here) | Q(pk=case.programme_id))


def active_contract(case: Any) -> Any:
    """The contract under which somebody works on this case now, with coordinator and coach; None without one."""
    if not hasattr(case, "active_contracts"):
        case.active_contracts = list(_active_contracts().filter(case=case))
    return next(iter(case.active_contracts), None)


def _active_contracts() -> QuerySet[Any]:
    from .models import CoordinatorContract

    found: QuerySet[Any] = CoordinatorContract.objects.filter(ended_on__isnull=True, kind=ContractKind.CONFERENCE)
    return found.select_related("coordinator__user", "coach")


def last_contact_at(case: Any) -> dt.datetime | None:
    """When somebody was last spoken to or written to in this case; None when nobody was."""
    if not hasattr(case, "contacted_at"):
        case.contacted_at = case.contacts.aggregate(at=Max("at"))["at"]
    found: dt.datetime | None = case.contacted_at
    return found


def silent_days(case: Any) -> int:
    """For how many days nobody was contacted, when that is too long for a case in preparation; else 0 (norms)."""
    if case.state not in PREPARING_STATES | {CaseState.SCHEDULED}:
        return 0
    contract, last = active_contract(case), last_contact_at(case)
    known = [contract.started_on if contract else None, case.information_visit_on, last and timezone.localdate(last)]
    days: int = (local_today() - max([day for day in known if day], default=case.received_on)).days
    return days if days >= SILENCE_DAYS else 0


def managers_of(case: Any) -> QuerySet[User]:
    """The regional managers of the region of this case who have an account that works."""
    found: QuerySet[User] = User.objects.active().filter(role=Role.REGIONAL_MANAGER, regions=case.region_id)
    return found


def open_bans(case: Any) -> QuerySet[Any]:
    """The contact bans of a case that hold today."""
    found: QuerySet[Any] = case.contact_bans.filter(Q(until__isnull=True) | Q(until__gte=local_today()))
    return found.filter(lifted_on__isnull=True).select_related("person", "other", "other_main", "decided_with")


def undecided_signals(case: Any) -> QuerySet[Any]:
    """The safety signals of a case that wait for a decision."""
    found: QuerySet[Any] = case.safety_signals.filter(decided_at__isnull=True)
    return found


def without_decision() -> Exists:
    """Whether a case has a safety signal without a decision, as a condition or column of a query on cases."""
    from .models import SafetySignal

    return Exists(SafetySignal.objects.filter(case=OuterRef("pk"), decided_at__isnull=True))


def reads_of(case: Any) -> QuerySet[Any]:
    """Who read this file, newest first. For who manages the case; the whole log is for landelijk beheer."""
    found: QuerySet[Any] = ReadLine.objects.filter(case_number=case.number, outcome=Outcome.SHOWN)
    return found.order_by("-at")


class CaseQuerySet(QuerySet[Any]):
    """Cases. Every view starts at `for_user`."""

    def with_file(self) -> Self:
        """Fetch along what every page of a case shows: region, referrer, main persons, active contract."""
        return self.select_related(
            "region", "programme", "manager", "safety_professional", "referrer__organisation"
        ).prefetch_related(
            "main_persons",
            Prefetch("contracts", queryset=_active_contracts(), to_attr="active_contracts"),
        )

    def with_last_contact(self) -> Self:
        """Annotate `contacted_at`, the moment of the last contact."""
        return self.annotate(contacted_at=Max("contacts__at"))

    def for_user(self, user: Any) -> Self:
        """Cases this person may reach: see `reachable_cases`. One row per case."""
        found = self.filter(reachable_cases(user))
        return found.distinct() if user.is_authenticated and user.role == Role.PROFESSIONAL else found


class CaseBoundQuerySet(QuerySet[Any]):
    """Rows of a file. Reachable when the matrix lets the role read `subject`, and the case is reachable."""

    subject: Subject
    path: str

    def for_user(self, user: Any) -> Self:
        """Rows of reachable cases; none at all for a role that may not read this subject."""
        if not user.is_authenticated or not allows(user.role, self.subject, READ):
            return self.none()
        from .models import Case

        return self.filter(**{f"{self.path}__in": Case.objects.for_user(user)})

    @classmethod
    def manager(cls, subject: str, path: str = "case") -> models.Manager[Any]:
        bound: Any = type(f"{subject.title()}QuerySet", (cls,), {"subject": Subject(subject), "path": path})
        manager: models.Manager[Any] = bound.as_manager()
        return manager


class DraftQuerySet(QuerySet[Any]):
    """Aanmeldingen that are not sent yet."""

    def still_open(self) -> Self:
        """Not sent, and their time is not over: the clock may be late in deleting them."""
        return self.filter(case=None, expires_at__gt=timezone.now())

    def for_user(self, user: Any) -> Self:
        """One's own. Who has no account holds a draft by the session, which the database does not know."""
        return self.filter(user=user) if user.is_authenticated and user.is_active else self.none()


class IntendedPlanQuerySet(QuerySet[Any]):
    """What professionals would have decided without a conference. Nobody else of the case ever sees it (M-09)."""

    def for_user(self, user: Any) -> Self:
        """The author's own until it is locked; after that of onderzoekers, who get no case along with it."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.role == Role.PROFESSIONAL:
            from .models import Case

            return self.filter(author=user, locked_at__isnull=True, case__in=Case.objects.for_user(user))
        return self.filter(locked_at__isnull=False) if user.role == Role.RESEARCHER else self.none()


class CoordinatorQuerySet(QuerySet[Any]):
    """Profiles of coordinators."""

    def for_user(self, user: Any) -> Self:
        """A regional manager sees who works in the own regions; landelijk beheer all; a coordinator the own profile."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.role == Role.NATIONAL:
            return self.all()
        if user.role == Role.REGIONAL_MANAGER:
            return self.filter(user__regions__in=user.regions.all()).distinct()
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
            .select_related("user")
            .prefetch_related("user__regions", "leaves", "employers")
        )


class CoordinatorBoundQuerySet(QuerySet[Any]):
    """Rows of a profile: for whoever may see the profile."""

    def for_user(self, user: Any) -> Self:
        from .models import Coordinator

        return self.filter(coordinator__in=Coordinator.objects.for_user(user).values("pk"))


class OwnImportQuerySet(QuerySet[Any]):
    """Profiles that wait for a yes: of nobody but who read them in."""

    def for_user(self, user: Any) -> Self:
        return self.filter(by=user) if user.is_authenticated and user.is_active else self.none()


class CoordinatorOfferQuerySet(QuerySet[Any]):
    """Offers of a case to a coordinator."""

    def for_user(self, user: Any) -> Self:
        """Who may make contracts: of reachable cases. A coordinator: the own ones, from the moment of asking."""
        if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.CONTRACT, READ):
            return self.none()
        if user.role == Role.COORDINATOR:
            return self.filter(coordinator__user=user, opened_at__isnull=False)
        from .models import Case

        return self.filter(case__in=Case.objects.for_user(user))

    def live(self) -> Self:
        """Waiting for an answer, or for their turn."""
        return self.filter(state__in=sorted(LIVE_OFFER_STATES))


def open_offer(case: Any) -> Any:
    """The offer of this case that waits for an answer now; None where nobody is asked."""
    from .models import CoordinatorOffer

    found = CoordinatorOffer.objects.filter(case=case, state=OfferState.OPEN)
    return found.select_related("coordinator__user").first()


class OfferQuerySet(QuerySet[Any]):
    """Conferences that were offered to a family."""

    def for_user(self, user: Any) -> Self:
        """A professional the own offers; a regional manager those in the own regions; nobody else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.role == Role.REGIONAL_MANAGER:
            return self.filter(region__in=user.regions.all())
        return self.filter(offered_by=user) if user.role == Role.PROFESSIONAL else self.none()


class AdviceQuerySet(QuerySet[Any]):
    """Advice on whether a conference fits."""

    def for_user(self, user: Any) -> Self:
        """A regional manager that of the own regions; nobody else."""
        if not user.is_authenticated or not user.is_active or user.role != Role.REGIONAL_MANAGER:
            return self.none()
        return self.filter(region__in=user.regions.all())


class OwnFilterQuerySet(QuerySet[Any]):
    """Saved filters of the worklist."""

    def for_user(self, user: Any) -> Self:
        """The own ones."""
        return self.filter(user=user) if user.is_authenticated and user.is_active else self.none()
