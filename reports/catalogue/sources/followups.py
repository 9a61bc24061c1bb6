"""The follow-up: when, who was spoken to, and what they said."""

from collections import Counter
from fractions import Fraction

from django.db.models import Count, F, Min, OuterRef, Q, Subquery

from conferences.codes import ConferenceState
from conferences.models import Conference
from ekc.figures import round_half_up
from followup.codes import CallKind
from followup.models import Interview

from ..cube import Cube
from ..selection import Selection

# What was said in the call after one month is no follow-up (domain.md 3.1, moves 13 and 14).
_OF_FOLLOW_UP = Q(call__isnull=True) | Q(call__kind=CallKind.THREE_MONTHS)
DAYS_A_MONTH = Fraction("30.44")
MOMENTS = (
    ("tot_3", "tot 3 maanden na conferentie", 3),
    ("4_5", "4-5 maanden na conferentie", 5),
    ("langer_dan_5", "langer dan 5 maanden na conferentie", None),
)
UNKNOWN = ""


def moments(selection: Selection) -> Cube:
    """Conferences with a follow-up by its moment; a case counts by the first date that is known."""
    spoken = Interview.objects.filter(_OF_FOLLOW_UP, case=OuterRef("pk")).order_by()
    first = spoken.values("case").annotate(first=Min("contacted_on")).values("first")
    held = Conference.objects.filter(case=OuterRef("pk"), state=ConferenceState.HELD).values("held_on")[:1]
    rows = (
        selection.held()
        .filter(pk__in=Interview.objects.filter(_OF_FOLLOW_UP).values("case"))
        .annotate(length=Subquery(first) - Subquery(held))
        .values_list("length")
        .annotate(number=Count("pk"))
    )
    found: Counter[str] = Counter()
    for length, number in rows:
        found[UNKNOWN if length is None else band_of(length.days)] += number
    return Cube.of(("moment",), found.items())


def band_of(days: int) -> str:
    """The band of a number of days: months of 30.44 days, rounded half up to whole months."""
    months = round_half_up(days / DAYS_A_MONTH)
    return next(code for code, _label, highest in MOMENTS if highest is None or months <= highest)


def interviews(selection: Selection) -> Cube:
    """Persons spoken to, by who they are and what they said."""
    names = ("role", "plan_executed", "share_of_agreements", "situation", "contact_with_professionals")
    return _interviews(selection, names)


def looking_back(selection: Selection) -> Cube:
    """Persons spoken to, by who they are and the marks they gave looking back."""
    return _interviews(selection, ("role", "grade_conference", "grade_plan"))


def _interviews(selection: Selection, names: tuple[str, ...]) -> Cube:
    rows = (
        Interview.objects.filter(_OF_FOLLOW_UP, case__in=selection.held())
        .order_by()
        .annotate(who=F("role"))
        .values_list(*names)
        .annotate(number=Count("pk"))
    )
    return Cube.of(names, rows)
