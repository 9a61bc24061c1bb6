"""What figures may be chosen by, besides programme, period and region: declared once, for form, address and command."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from cases.codes import Variant
from conferences.codes import ConferenceState
from conferences.models import Conference

YES, NO = "ja", "nee"
YES_NO = ((YES, "Ja"), (NO, "Nee"))
MANY_MEETINGS = 3
"""This many meetings, and more, stand in one row."""
MEETINGS = (
    ("0", "Geen hele bijeenkomst"),
    ("1", "1 bijeenkomst"),
    ("2", "2 bijeenkomsten"),
    ("3+", "3 of meer bijeenkomsten"),
)


@dataclass(frozen=True)
class Dimension:
    """`code` stands in an address and in a file; `cases` says which cases a choice is about."""

    code: str
    label: str
    choices: tuple[tuple[str, str], ...]
    cases: Callable[[str], Q]

    def label_of(self, value: str) -> str:
        return dict(self.choices)[value]


def _with_meeting(condition: Q) -> Q:
    return Q(pk__in=Conference.objects.filter(condition).values("case"))


HELD = Q(state=ConferenceState.HELD)
BROKEN_OFF = _with_meeting(Q(state=ConferenceState.BROKEN_OFF))
"""A meeting was broken off, whether or not the family met again."""
ADJOURNED = _with_meeting(Q(state=ConferenceState.ADJOURNED) | HELD & (Q(meetings__gt=1) | ~Q(after_all="")))
"""A meeting ended and another was to come, whether or not it came."""


def _is(condition: Q) -> Callable[[str], Q]:
    return lambda value: condition if value == YES else ~condition


def _meetings(value: str) -> Q:
    if value == "0":
        return ~_with_meeting(HELD)
    if value.endswith("+"):
        return _with_meeting(HELD & Q(meetings__gte=MANY_MEETINGS))
    return _with_meeting(HELD & Q(meetings=int(value)))


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        "variant",
        "Soort conferentie",
        tuple((str(code), str(label)) for code, label in Variant.choices),
        lambda value: Q(variant=value),
    ),
    Dimension("adjourned", "Verdaagd", YES_NO, _is(ADJOURNED)),
    Dimension("broken_off", "Afgebroken", YES_NO, _is(BROKEN_OFF)),
    Dimension("meetings", "Aantal bijeenkomsten", MEETINGS, _meetings),
)

Ways = tuple[tuple[str, str], ...]
"""What was chosen: the code of a dimension and a value of it, in the order of the dimensions."""


def ways_of(chosen: Mapping[str, str]) -> Ways | None:
    """What was chosen of the dimensions; None where a value is none of its dimension."""
    found = tuple((each.code, chosen[each.code]) for each in DIMENSIONS if chosen.get(each.code))
    return found if all(value in dict(_dimension(code).choices) for code, value in found) else None


def cases_of(ways: Ways) -> Q:
    """The cases that a choice is about."""
    condition = Q()
    for code, value in ways:
        condition &= _dimension(code).cases(value)
    return condition


def labels_of(ways: Ways) -> Sequence[tuple[str, str]]:
    """The choice in words."""
    return [(_dimension(code).label, _dimension(code).label_of(value)) for code, value in ways]


def _dimension(code: str) -> Dimension:
    return next(each for each in DIMENSIONS if each.code == code)
