"""Who looks after a case now: asked of living accounts each time, and kept nowhere, so that it cannot go stale.

The regional manager of the case, for as long as the account is open and the region is theirs; else whoever keeps the
region: its own regional managers, those of the region that stands in for it, or landelijk beheer.
"""

from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekc.accounts.codes import KeptBy, Role
from ekc.accounts.models import Region, User
from ekc.outbox.models import Message
from ekc.written_once import Question

from .codes import LIVING_STATES
from .locks import lock_case
from .models import Case
from .querysets import THE_MANAGER, ended_accesses, kept_by, manager_keeps, open_contracts
from .workflow import FRAME_MATTERS_STATES

# --- who ------------------------------------------------------------------------------------------------------------


def who_keeps(case: Case) -> str:
    """Who looks after this case: `THE_MANAGER`, or of its region (`KeptBy`). A list annotates it, a page asks."""
    if not hasattr(case, "kept_by"):
        case.kept_by = Case.objects.annotate(kept_by=kept_by()).values_list("kept_by", flat=True).get(pk=case.pk)
    return str(case.kept_by)


def is_unkept(case: Case) -> bool:
    """Whether the case lies with landelijk beheer until it is handed to a regional manager."""
    return who_keeps(case) == KeptBy.NATIONAL


def keepers_of(case: Any) -> QuerySet[User]:
    """Who can act on this case as its regional manager does: whoever keeps its region now."""
    found: QuerySet[User] = User.objects.keepers_of(case.region_id)
    return found


def living_manager(case: Case) -> User | None:
    """The regional manager of the case; None when there is none, or when the account or the region is gone."""
    if case.manager_id is None:
        return None
    return keepers_of(case).filter(pk=case.manager_id, role=Role.REGIONAL_MANAGER).first()


KEEPER_NAMES: dict[KeptBy, Promise] = {
    KeptBy.MANAGERS: _("de regiomanager"),
    KeptBy.DEPUTY: _("de waarnemend regiomanager"),
    KeptBy.NATIONAL: _("landelijk beheer"),
}


def keeper_name(case: Case) -> str | Promise:
    """Who looks after this case, in words for a page."""
    kept = who_keeps(case)
    return str(case.manager) if kept == THE_MANAGER else KEEPER_NAMES[KeptBy(kept)]


def takes_over(case: Case, by: User) -> dict[str, Any]:
    """The field to save when `by` decides on a case that is on nobody's name, or on that of somebody who is gone.

    Locks the row: two at once would both be first.
    """
    return {} if living_manager(lock_case(case)) else {"manager": by}


# --- who is gone ------------------------------------------------------------------------------------------------------


class Gone(StrEnum):
    """Why a case stands under Signalen although nothing of it is late."""

    KEEPER = "keeper"
    MANAGER = "manager"
    COORDINATOR = "coordinator"
    WRITER = "writer"
    CLIMBED = "climbed"


GONE_WORDS: dict[Gone, Promise] = {
    Gone.KEEPER: _("In deze regio werkt geen regiomanager."),
    Gone.MANAGER: _("De regiomanager van deze zaak werkt niet meer in deze regio."),
    Gone.COORDINATOR: _("Het account van de coördinator is gesloten."),
    Gone.WRITER: _("Wie het veiligheidskader schrijft, werkt niet meer aan deze zaak."),
    Gone.CLIMBED: _("Een bericht ging naar iemand anders, omdat degene voor wie het was er niet meer is."),
}


def _without_writer() -> QuerySet[Any]:
    """The cases whose veiligheidskader, or the test of a plan against it, is the task of who has no access any more."""
    named = Q(safety_professional__is_active=False) | _stopped("safety_professional")
    applied = Q(safety_professional=None) & (Q(referrer__user__is_active=False) | _stopped("referrer__user"))
    found: QuerySet[Any] = Case.objects.filter(named | applied, state__in=sorted(FRAME_MATTERS_STATES))
    return found.exclude(safety_triggers=[])


def _stopped(person: str) -> Q:
    """The access of this person of a case ended."""
    return Q(Exists(ended_accesses().filter(case=OuterRef("pk"), user=OuterRef(person))))


def somebody_is_gone() -> Q:
    """The cases in which somebody with a task is gone, or of which a notice climbed, as a condition on Case."""
    contracts = open_contracts().filter(coordinator__user__is_active=False)
    climbed = Message.objects.filter(climbed=True).exclude(case_number="")
    return (
        Q(region__in=Region.objects.unkept().order_by().values("pk"))
        | Q(manager__isnull=False) & ~manager_keeps()
        | Q(pk__in=contracts.order_by().values("case"))
        | Q(pk__in=_without_writer().order_by().values("pk"))
        | Q(number__in=climbed.order_by().values("case_number"))
    )


def gone_columns() -> dict[str, Any]:
    """What `gone_from` reads of a case, as columns of a query."""
    contracts = open_contracts().filter(coordinator__user__is_active=False)
    return {
        "kept_by": kept_by(),
        "coordinator_gone": Exists(contracts.filter(case=OuterRef("pk"))),
        "writer_gone": Exists(_without_writer().filter(pk=OuterRef("pk"))),
        "notice_climbed": Exists(Message.objects.filter(case_number=OuterRef("number"), climbed=True)),
    }


def _who_is_gone(case: int) -> QuerySet[Any]:
    columns = gone_columns()
    # Who looks after it `who_keeps` knows, of most pages without asking.
    del columns["kept_by"]
    found: QuerySet[Any] = Case.objects.filter(pk=case).order_by().annotate(**columns).values(*columns)
    return found


_WHO_IS_GONE: Question[dict[str, Any]] = Question(_who_is_gone)


def gone_from(case: Case) -> list[Gone]:
    """Who is gone from a case that is under way; in words: `GONE_WORDS`."""
    if case.state not in LIVING_STATES:
        return []
    if not hasattr(case, "notice_climbed"):
        for name, value in _WHO_IS_GONE(case=case.pk)[0].items():
            setattr(case, name, value)
    kept = who_keeps(case)
    is_gone = {
        Gone.KEEPER: is_unkept(case),
        Gone.MANAGER: case.manager_id is not None and kept not in (THE_MANAGER, KeptBy.NATIONAL),
        Gone.COORDINATOR: case.coordinator_gone,
        Gone.WRITER: case.writer_gone,
        Gone.CLIMBED: case.notice_climbed,
    }
    return [gone for gone, is_so in is_gone.items() if is_so]


def count_unreached() -> int:
    """How many files no active user reaches: those that fall to landelijk beheer where nobody is left there."""
    if User.objects.able().filter(role=Role.NATIONAL).exists():
        return 0
    return Case.objects.filter(region__in=Region.objects.unkept().order_by().values("pk")).count()
