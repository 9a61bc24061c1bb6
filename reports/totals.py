"""Totals per programme for who pays it: numbers of cases, nothing about anybody."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from cases.codes import NEVER_STARTED_STATES, STARTED_STATES, CaseOutcome, CaseState
from cases.models import Case
from ekc.dates import local_today

from .queries import paid_programmes_for, regions_for

HELD = Q(outcome=CaseOutcome.CONFERENCE_HELD)
ENDED = Q(outcome__in=(CaseOutcome.ENDED_IN_ACTIVATION, CaseOutcome.PLAN_WITHOUT_MEETING))
STARTED = Q(state__in=sorted(STARTED_STATES))
# No contract yet: the preparation has not begun, and the case is not finished either.
NOT_YET = ~Q(state__in=sorted(STARTED_STATES | NEVER_STARTED_STATES | {CaseState.OFFERED}))


@dataclass(frozen=True)
class Totals:
    """One programme, as far as the reader counts it. `still_possible` is of the whole programme; None: no target."""

    programme: Any
    offered: int
    """Every family to whom a conference was offered or who asked for one itself."""
    received: int
    not_yet: int
    started: int
    held: int
    ended: int
    still_possible: int | None

    @property
    def preparing(self) -> int:
        """Started, and neither held nor ended without a conference."""
        return self.started - self.held - self.ended

    @property
    def open(self) -> int:
        """On the way: not started yet, or in preparation."""
        return self.not_yet + self.preparing


COUNTS = {
    "offered": Q(),
    "received": ~Q(state__in=(CaseState.OFFERED, CaseState.OFFER_DECLINED)),
    "not_yet": NOT_YET,
    "started": STARTED,
    "held": STARTED & HELD,
    "ended": STARTED & ENDED,
}


def totals_for(user: Any) -> list[Totals]:
    """The programmes of this person with their totals, in three or four queries."""
    programmes = paid_programmes_for(user).select_related("funder").prefetch_related("regions").order_by("name")
    return _totals_of(list(programmes), user)


def totals_of(programme: Any, user: Any) -> Totals:
    """The totals of one programme that this person may see."""
    return _totals_of([programme], user)[0]


def _totals_of(programmes: list[Any], user: Any) -> list[Totals]:
    regions = regions_for(user)
    mine = Q() if regions is None else Q(region__in=[region.pk for region in regions])
    rows = (
        Case.objects.filter(programme__in=programmes)
        .order_by()
        .values("programme")
        .annotate(
            **{name: Count("pk", filter=condition & mine) for name, condition in COUNTS.items()},
            # What has been used of the programme: held, or under way to it, wherever.
            used=Count("pk", filter=STARTED & ~ENDED),
        )
    )
    found = {row.pop("programme"): row for row in rows}
    return [_totals(programme, found.get(programme.pk, {})) for programme in programmes]


def _totals(programme: Any, row: dict[str, int]) -> Totals:
    possible = None if programme.target is None else max(programme.target - row.get("used", 0), 0)
    if possible and programme.ends_on is not None and programme.ends_on < local_today():
        possible = 0
    return Totals(programme=programme, still_possible=possible, **{name: row.get(name, 0) for name in COUNTS})
