"""What is counted per case: the aanmelding, its course, and what was named in it."""

from typing import Any

from django.db.models import Count, Exists, F, Func, OuterRef, Sum, Value
from django.db.models.functions import Coalesce

from cases.models import ContactTotal, MainPerson

from ..cube import Cube
from ..selection import ACTIVATION, OPEN, OTHER_OUTCOME, Selection


def cases(selection: Selection) -> Cube:
    """Counted cases by what the tables of 2.1 to 2.3, 2.7 and 2.9 ask."""
    names = (
        "outcome",
        "referrer_type",
        "help_duration",
        "earlier_conference",
        "not_held_reason",
        "cooperation_grade",
    )
    return Cube.of(names, selection.counted().values_list(*names).annotate(number=Count("pk")))


def left_out(selection: Selection) -> dict[str, int]:
    """Cases that do not count: still open, and complete without phase 1 or 2."""
    found: dict[str, int] = selection.received().aggregate(
        open=Count("pk", filter=OPEN), other=Count("pk", filter=OTHER_OUTCOME)
    )
    return found


def several(selection: Selection, field: str) -> Cube:
    """How often each code was named in a list of codes of the case (`problems`, `subjects`, `refused_by`)."""
    code: Any = Func(F(field), function="unnest")
    rows = selection.counted().annotate(code=code).values_list("outcome", "code").annotate(number=Count("pk"))
    return Cube.of(("outcome", "code"), rows)


def composition(selection: Selection) -> Cube:
    """Counted cases by whether there are minor and adult main persons."""

    def has(kind: str) -> Exists:
        return Exists(MainPerson.objects.filter(case=OuterRef("pk"), kind=kind))

    rows = (
        selection.counted()
        .annotate(children=has("minderjarig"), adults=has("meerderjarig"))
        .values_list("children", "adults")
        .annotate(number=Count("pk"))
    )
    return Cube.of(("children", "adults"), rows)


def contacts(selection: Selection) -> Cube:
    """Persons spoken to per group, of cases that ended without a conference."""
    rows = (
        ContactTotal.objects.filter(case__in=selection.counted().filter(outcome=ACTIVATION))
        .order_by()
        .values_list("group")
        .annotate(number=Coalesce(Sum("persons"), Value(0)))
    )
    return Cube.of(("group",), rows)
