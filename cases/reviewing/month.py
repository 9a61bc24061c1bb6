"""The readings of one month that a review is about: files that somebody with an account opened or downloaded.

What stood on a list is not among them: a list has a line for each of its cases, and nobody read those.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, Min, OuterRef, QuerySet, Subquery, Value, When
from django.db.models import Case as DbCase

from cases.models import Case
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.audit.codes import Outcome, ReadAction
from ekc.audit.models import ReadLine
from ekc.dates import add_months, at_local

LOOKED_AT_BY_NATIONAL = (Role.REGIONAL_MANAGER, Role.NATIONAL)
"""What these read is no matter of a region: they would look at themselves and at each other."""
LOOKED_INTO = (ReadAction.READ, ReadAction.EXPORT)
AT_ONCE = 500
"""So many cases are asked of at once."""
MOST_BACK = 11
"""A program that stood still draws no further back than a year."""


@dataclass(frozen=True)
class Pair:
    """A reader, a case, and the first of their readings of it in this month."""

    reader: int
    number: str
    reading: int


@dataclass(frozen=True)
class Month:
    """One month of the log. `first`: its first day."""

    first: dt.date

    def lines(self) -> QuerySet[ReadLine]:
        return lines_between(self.first, add_months(self.first, 1))

    def placed(self) -> QuerySet[Any]:
        """The readings with the region in which they are looked at, as `region`: that of the case; none for what is
        read by who looks at others, and for a case that is gone."""
        region = Case.objects.filter(number=OuterRef("case_number")).order_by().values("region_id")[:1]
        is_of_none = When(role__in=LOOKED_AT_BY_NATIONAL, then=Value(None))
        return self.lines().annotate(
            region=DbCase(is_of_none, default=Subquery(region), output_field=BigIntegerField())
        )

    def regions_of(self, readings: Sequence[int]) -> dict[int, int | None]:
        """In which region each of these readings is looked at."""
        found: dict[int, int | None] = {}
        for begin in range(0, len(readings), AT_ONCE):
            some = self.placed().filter(pk__in=readings[begin : begin + AT_ONCE])
            found |= dict(some.values_list("pk", "region"))
        return found

    @cached_property
    def pairs(self) -> list[Pair]:
        """Each reader with each case that they looked into."""
        found = self.lines().values("user_id", "case_number").annotate(first=Min("pk")).order_by("first")
        return [Pair(*each) for each in found.values_list("user_id", "case_number", "first")]

    @cached_property
    def readers(self) -> dict[int, User]:
        return User.objects.in_bulk({pair.reader for pair in self.pairs})

    def by_case(self) -> Iterator[dict[str, list[Pair]]]:
        """The pairs by the number of their case, some hundreds of cases at a time."""
        cases: dict[str, list[Pair]] = {}
        for pair in self.pairs:
            cases.setdefault(pair.number, []).append(pair)
        numbers = list(cases)
        for begin in range(0, len(numbers), AT_ONCE):
            yield {number: cases[number] for number in numbers[begin : begin + AT_ONCE]}


def lines_between(first: dt.date, before: dt.date) -> QuerySet[ReadLine]:
    """Readings from a day until the day `before`, of people with an account."""
    found = ReadLine.objects.filter(at__gte=at_local(first, dt.time.min), at__lt=at_local(before, dt.time.min))
    found = found.filter(action__in=LOOKED_INTO, outcome=Outcome.SHOWN, user__isnull=False)
    return found.exclude(case_number="").order_by()


def months_to_draw(today: dt.date, drawn: Sequence[dt.date]) -> list[dt.date]:
    """The months that are over and have no review yet, after the last one that has; where none has, the last alone."""
    last = add_months(today.replace(day=1), -1)
    begin = max([add_months(max(drawn), 1), add_months(last, -MOST_BACK)]) if drawn else last
    found = []
    while begin <= last:
        found.append(begin)
        begin = add_months(begin, 1)
    return found
