""" "Klaar voor de dag": what must stand before the meeting, computed from the file where it can be.

Each app brings the points that it knows of in `AppConfig.ready`; `acts.py` ticks and passes over.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.models import Case, ChecklistItem
from ekc.registry import Registry


@dataclass(frozen=True)
class Point:
    """One point. `missing` says in a few words what is not there yet; empty when all is well."""

    code: str
    label: str | Promise
    missing: str | Promise = ""
    url: str = ""
    # Nothing in the file can show it: somebody ticks it.
    is_ticked: bool = False
    # No reason is good enough to go on without it.
    is_obligatory: bool = False


@dataclass(frozen=True)
class CheckedPoint:
    """A point with what somebody said about it."""

    point: Point
    is_done: bool
    skipped_reason: str

    @property
    def is_open(self) -> bool:
        """Missing, and nobody gave a reason to go on without it."""
        return not self.is_done and not self.skipped_reason


Check = Callable[[Case], Point | None]
POINTS: Registry[Check] = Registry("point of klaar voor de dag")
"""Functions that give one point of a case, or None where it does not apply, each under the code of its point.

Orders in use: 10-55 people, questions and safety (cases), 52 who may not meet and 60-80 place, food and
interpreter (conferences), 90 the frame (plans).
"""


def checklist_of(case: Case) -> list[CheckedPoint]:
    """All points of a case in order. A fixed number of queries."""
    said = {item.code: item for item in ChecklistItem.objects.filter(case=case)}
    points = [point for check in POINTS if (point := check(case)) is not None]
    return [_checked(point, said.get(point.code)) for point in points]


def open_points(case: Case) -> list[Point]:
    """What is missing without a reason."""
    return [checked.point for checked in checklist_of(case) if checked.is_open]


def _checked(point: Point, item: ChecklistItem | None) -> CheckedPoint:
    ticked = item is not None and item.done_on is not None
    done = not point.missing and (ticked or not point.is_ticked)
    skipped = "" if done or item is None or point.is_obligatory else item.skipped_reason
    return CheckedPoint(point, done, skipped)


def some_names(names: Iterable[str], most: int = 4) -> str:
    """The first few, and how many more there are."""
    listed = list(names)
    shown = ", ".join(listed[:most])
    more = len(listed) - most
    return _("%(names)s en nog %(more)d") % {"names": shown, "more": more} if more > 0 else shown
