"""Totals per programme for who pays it: numbers of cases, nothing about anybody."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from cases.desk.reads import programme_places
from cases.models import Case
from ekc.dates import local_today

from .queries import paid_programmes_for
from .querysets import regions_for


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
    "received": programme_places.received(),
    "not_yet": programme_places.not_yet(),
    "started": programme_places.started(),
    "held": programme_places.held(),
    "ended": programme_places.ended(),
}


def totals_for(user: Any) -> list[Totals]:
    """The programmes of this person with their totals, in three or four queries."""
    programmes = (
        paid_programmes_for(user).select_related("funder").prefetch_related("regions").order_by("name_key", "pk")
    )
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
            # Of the whole programme, wherever.
            taken=Count("pk", filter=programme_places.takes_place()),
        )
    )
    found = {row.pop("programme"): row for row in rows}
    return [_totals(programme, found.get(programme.pk, {})) for programme in programmes]


def _totals(programme: Any, row: dict[str, int]) -> Totals:
    left = programme_places.places_left(programme.target, row.get("taken", 0))
    possible = None if left is None else max(left, 0)
    if possible and programme.ends_on is not None and programme.ends_on < local_today():
        possible = 0
    return Totals(programme=programme, still_possible=possible, **{name: row.get(name, 0) for name in COUNTS})
