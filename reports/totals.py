"""Totals per programme for who pays it: numbers of cases, nothing about anybody."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from cases.codes import NEVER_STARTED_STATES, STARTED_STATES, CaseOutcome, CaseState
from cases.models import Case

from .queries import paid_programmes_for, regions_for

HELD = Q(outcome=CaseOutcome.CONFERENCE_HELD)
ENDED = Q(outcome__in=(CaseOutcome.ENDED_IN_ACTIVATION, CaseOutcome.PLAN_WITHOUT_MEETING))
STARTED = Q(state__in=sorted(STARTED_STATES))
# No contract yet: the preparation has not begun, and the case is not finished either.
NOT_YET = ~Q(state__in=sorted(STARTED_STATES | NEVER_STARTED_STATES | {CaseState.OFFERED}))


@dataclass(frozen=True)
class Totals:
    """One programme. `still_possible` is None without a target, and where only a part of the programme is counted."""

    programme: Any
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


def totals_for(user: Any) -> list[Totals]:
    """The programmes of this person with their totals, in two or three queries."""
    programmes = list(paid_programmes_for(user).select_related("funder").order_by("name"))
    regions = regions_for(user)
    cases = Case.objects.filter(programme__in=programmes).exclude(state=CaseState.OFFER_DECLINED)
    if regions is not None:
        cases = cases.filter(region__in=regions)
    rows = (
        cases.order_by()
        .values("programme")
        .annotate(
            received=Count("pk", filter=~Q(state=CaseState.OFFERED)),
            not_yet=Count("pk", filter=NOT_YET),
            started=Count("pk", filter=STARTED),
            held=Count("pk", filter=STARTED & HELD),
            ended=Count("pk", filter=STARTED & ENDED),
        )
    )
    found = {row.pop("programme"): row for row in rows}
    return [_totals(programme, found.get(programme.pk, {}), whole=regions is None) for programme in programmes]


def _totals(programme: Any, row: dict[str, int], *, whole: bool) -> Totals:
    numbers = {name: row.get(name, 0) for name in ("received", "not_yet", "started", "held", "ended")}
    possible = None
    if programme.target is not None and whole:
        under_way = numbers["started"] - numbers["held"] - numbers["ended"]
        possible = max(programme.target - numbers["held"] - under_way, 0)
    return Totals(programme=programme, still_possible=possible, **numbers)
