"""Conferences held against the target of a programme, through time: the points of a line and of its table."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from conferences.codes import ConferenceState
from conferences.models import Conference
from ekc import dutch
from ekc.dates import add_months, local_today

from .querysets import regions_for

MOST_POINTS = 30
"""More months than this, and a point is a quarter; more quarters, and it is a year."""


@dataclass(frozen=True)
class Point:
    """One month, quarter or year: what was held in it, what was held up to its end, and what the pace asks by then."""

    label: str
    held: int
    total: int
    pace: int | None


def progress_of(programme: Any, user: Any) -> list[Point]:
    """From the begin of the programme (or its first conference) until its end or now; empty before anything began.

    `pace` spreads the target evenly over the days of the programme; None without target, begin or end, and for
    who counts only a part of the programme.
    """
    months = held_per_month(programme, user)
    first = min([day for day in (programme.starts_on, min(months, default=None)) if day], default=None)
    today = local_today()
    if first is None or first > today:
        return []
    # What was held after the programme ended counts too, on its own day.
    last = max(min(today, programme.ends_on or today), max(months, default=first))
    pace = programme if regions_for(user) is None else None
    return _points(months, first.replace(day=1), last, pace)


def held_per_month(programme: Any, user: Any) -> dict[dt.date, int]:
    """How many conferences were held in each month, by its first day, as far as this person counts them."""
    held: QuerySet[Any] = Conference.objects.filter(state=ConferenceState.HELD, case__programme=programme)
    regions = regions_for(user)
    if regions is not None:
        held = held.filter(case__region__in=regions)
    rows = held.order_by().annotate(month=TruncMonth("held_on")).values_list("month").annotate(held=Count("pk"))
    return dict(rows)


def _points(months: dict[dt.date, int], first: dt.date, last: dt.date, programme: Any) -> list[Point]:
    step = _step(first, last)
    begin = first if step == 1 else first.replace(month=(first.month - 1) // step * step + 1)
    held: Counter[dt.date] = Counter()
    for month, count in months.items():
        held[_begin_of(month, begin, step)] += count
    points, total = [], 0
    while begin <= last:
        after = add_months(begin, step)
        total += held[begin]
        points.append(Point(_label(begin, step), held[begin], total, _pace(programme, after - dt.timedelta(days=1))))
        begin = after
    return points


def _step(first: dt.date, last: dt.date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return next((step for step in (1, 3) if months <= MOST_POINTS * step), 12)


def _begin_of(month: dt.date, begin: dt.date, step: int) -> dt.date:
    passed = (month.year - begin.year) * 12 + month.month - begin.month
    return add_months(begin, passed // step * step)


def _label(begin: dt.date, step: int) -> str:
    if step == 1:
        return f"{dutch.MONTHS[begin.month - 1]} {begin.year}"
    return f"{begin.year}" if step == 12 else f"{begin.year}, kwartaal {(begin.month - 1) // 3 + 1}"


def _pace(programme: Any, day: dt.date) -> int | None:
    if programme is None or not (programme.target and programme.starts_on and programme.ends_on):
        return None
    whole = (programme.ends_on - programme.starts_on).days + 1
    passed = min(max((day - programme.starts_on).days + 1, 0), whole)
    return int(programme.target * passed / whole + 0.5)
