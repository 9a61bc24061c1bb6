"""The meeting that was held, who was there, and the plan. Durations are differences of real moments."""

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, Count, DateField, Q, Sum, TimeField, Value, When
from django.db.models.expressions import Combinable, CombinedExpression
from django.db.models.functions import Coalesce, TruncDate, TruncTime
from django.db.models.query import QuerySet
from django.utils import timezone

from cases.codes import Position
from conferences.codes import ConferenceState, InterpreterKind
from conferences.models import Attendance, Conference
from plans.models import Plan

from ..cube import Cube
from ..selection import Selection

# Code, label, and the hours below which the band ends: lower edge included, upper edge excluded.
DURATIONS = (
    ("<1", "Tot 1 uur", 1),
    ("1-3", "1-3 uur", 3),
    ("3-5", "3-5 uur", 5),
    ("5-8", "5-8 uur", 8),
    ("8-10", "8-10 uur", 10),
    (">10", "> 10 uur", None),
)
EVENING_STARTS, EVENING_BEGUN = dt.time(17), dt.time(18)
PLAN_FACTS = (
    "plan_agreed",
    "accepted_as_safe",
    "evaluation_agreed",
    "reconvening_agreed",
    "professional_help_requested",
)


def _held(selection: Selection) -> QuerySet[Any]:
    found: QuerySet[Any] = Conference.objects.filter(case__in=selection.held(), state=ConferenceState.HELD)
    return found.order_by()


def _duration(start: str, end: str) -> Combinable:
    from django.db.models import DurationField, ExpressionWrapper, F

    length: CombinedExpression = F(end) - F(start)
    return ExpressionWrapper(length, output_field=DurationField())


def _band(name: str) -> Combinable:
    bands = [
        When(**{f"{name}__lt": dt.timedelta(hours=hours)}, then=Value(code))
        for code, _label, hours in DURATIONS
        if hours is not None
    ]
    return Case(*bands, default=Value(DURATIONS[-1][0]), output_field=CharField())


def _day_part() -> Combinable:
    """By local clock time; a meeting that goes on past midnight ends after 18:00."""
    past_midnight = Q(ended_day__gt=TruncDate("started_at", tzinfo=timezone.get_current_timezone()))
    return Case(
        When(started_clock__gte=EVENING_STARTS, then=Value("avond")),
        When(past_midnight | Q(ended_clock__gt=EVENING_BEGUN), then=Value("dag_en_avond")),
        default=Value("dag"),
        output_field=CharField(),
    )


def conferences(selection: Selection) -> Cube:
    """Held meetings by place, length, part of the day, day of the week and interpreter."""
    names = ("location_type", "whole", "private", "day_part", "day", "external")
    zone = timezone.get_current_timezone()
    rows = (
        _held(selection)
        .annotate(
            whole_length=_duration("started_at", "ended_at"),
            private_length=_duration("private_time_from", "private_time_until"),
            started_clock=TruncTime("started_at", tzinfo=zone, output_field=TimeField()),
            ended_clock=TruncTime("ended_at", tzinfo=zone, output_field=TimeField()),
            ended_day=TruncDate("ended_at", tzinfo=zone, output_field=DateField()),
        )
        .annotate(
            whole=_band("whole_length"),
            private=_band("private_length"),
            day_part=_day_part(),
            day=Case(When(held_on__iso_week_day__gte=6, then=Value("weekend")), default=Value("doordeweeks")),
            external=Case(When(interpreter=InterpreterKind.EXTERNAL, then=Value(True)), default=Value(False)),
        )
        .values_list(*names)
        .annotate(number=Count("pk"))
    )
    return Cube.of(names, rows)


def participants(selection: Selection) -> Cube:
    """Participants by position; `minor` tells how many of them are known to be minors."""
    rows = (
        Attendance.objects.filter(conference__in=_held(selection))
        .order_by()
        .values_list("position")
        .annotate(number=Sum("persons"), minors=Coalesce(Sum("minors"), Value(0)))
    )
    counted = [(position, persons, minors) for position, persons, minors in rows]
    return Cube.of(
        ("position", "minor"),
        [(position, False, persons - minors) for position, persons, minors in counted]
        + [(position, True, minors) for position, _persons, minors in counted],
    )


def gatherings(selection: Selection) -> dict[str, int | None]:
    """How many meetings have their participants registered, and the smallest and largest of them."""
    sizes = (
        Attendance.objects.filter(conference__in=_held(selection))
        .order_by()
        .values("conference")
        .annotate(size=Sum("persons"))
    )
    from django.db.models import Max, Min

    found: dict[str, int | None] = sizes.aggregate(
        conferences=Count("conference"), smallest=Min("size"), largest=Max("size")
    )
    return found


def plans(selection: Selection) -> dict[str, int]:
    """Of how many conferences the plan has each fact, and how many persons will live elsewhere."""
    facts = {name: Count("pk", filter=Q(**{name: True})) for name in PLAN_FACTS}
    found: dict[str, int] = Plan.objects.filter(case__in=selection.held()).aggregate(
        **facts,
        residence_change=Count("pk", filter=Q(persons_changing_residence__gt=0)),
        persons_changing_residence=Coalesce(Sum("persons_changing_residence"), Value(0)),
    )
    return found


KNOWN_POSITIONS = frozenset(Position.values) - {Position.UNKNOWN.value}
