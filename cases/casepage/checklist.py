""" "Klaar voor de dag": what must stand before the meeting, computed from the file where it can be.

Each app registers the points that it knows of, as with next steps; `domain/readiness.py` ticks and passes over.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.circle.acts.questions import current_questions
from cases.codes import Variant, WishAnswered, WishKind
from cases.models import Case, ChecklistItem
from cases.queries import open_bans, undecided_signals

from .file_facts import waits_to_be_heard


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
_CHECKS: list[tuple[int, str, Check]] = []


def register_point(order: int) -> Callable[[Check], Check]:
    """Register a function that gives one point of a case, or None where it does not apply.

    Orders in use: 10-55 people, questions and safety (cases), 52 who may not meet and 60-80 place, food and
    interpreter (conferences), 90 the frame (plans).
    """

    def add(check: Check) -> Check:
        _CHECKS[:] = [row for row in _CHECKS if row[2] is not check]
        _CHECKS.append((order, f"{check.__module__}.{check.__qualname__}", check))
        _CHECKS.sort(key=lambda row: row[:2])
        return check

    return add


def checklist_of(case: Case) -> list[CheckedPoint]:
    """All points of a case in order. A fixed number of queries."""
    said = {item.code: item for item in ChecklistItem.objects.filter(case=case)}
    points = [point for _order, _name, check in _CHECKS if (point := check(case)) is not None]
    return [_checked(point, said.get(point.code)) for point in points]


def open_points(case: Case) -> list[Point]:
    """What is missing without a reason."""
    return [checked.point for checked in checklist_of(case) if checked.is_open]


def _checked(point: Point, item: ChecklistItem | None) -> CheckedPoint:
    ticked = item is not None and item.done_on is not None
    done = not point.missing and (ticked or not point.is_ticked)
    skipped = "" if done or item is None or point.is_obligatory else item.skipped_reason
    return CheckedPoint(point, done, skipped)


# --- the points of this app ------------------------------------------------------------------------------


@register_point(10)
def question_is_shared(case: Case) -> Point:
    missing = "" if current_questions(case).exists() else _("Er is nog geen vraag opgeschreven.")
    url = reverse("cases:question_add", args=[case.number]) if missing else ""
    return Point("vraag", _("Iedereen kent de vraag"), missing, url, is_ticked=True)


@register_point(20)
def everybody_is_approached(case: Case) -> Point:
    names = [
        person.name
        for person in case.circle.all()
        if person.takes_part and person.approached_on is None and not person.other_way_code
    ]
    missing = _("Nog niet benaderd: %(names)s.") % {"names": _some(names)} if names else ""
    if not case.circle.exists():
        missing = _("Er staat nog niemand in de kring.")
    return Point("benaderd", _("Iedereen is benaderd"), missing, reverse("cases:circle", args=[case.number]))


@register_point(30)
def children_are_prepared(case: Case) -> Point | None:
    children = [person for person in case.main_persons.all() if person.is_minor and not person.unborn]
    if not children:
        return None
    unheard = [str(child) for child in children if waits_to_be_heard(child)]
    alone = [str(child) for child in children if not child.support_person]
    missing = " ".join(
        filter(
            None,
            [
                _("Eigen wens nog niet gevraagd: %(names)s.") % {"names": _some(unheard)} if unheard else "",
                _("Nog geen steunpersoon: %(names)s.") % {"names": _some(alone)} if alone else "",
            ],
        )
    )
    first = next((child for child in children if str(child) in {*unheard, *alone}), children[0])
    url = reverse("cases:main_person", args=[case.number, first.pk])
    return Point("kinderen", _("De kinderen zijn voorbereid"), missing, url)


@register_point(40)
def information_is_arranged(case: Case) -> Point:
    wishes = case.information_wishes.filter(kind=WishKind.INFORMATION, answered=WishAnswered.OPEN, is_confirmed=False)
    missing = _("Nog niemand heeft toegezegd: %(what)s.") % {"what": _some(str(wish) for wish in wishes)}
    url = reverse("cases:preparation", args=[case.number])
    return Point("informatie", _("Wie informatie geeft, heeft dat toegezegd"), missing if wishes else "", url)


@register_point(50)
def safety_is_decided(case: Case) -> Point:
    bans = any(not ban.is_decided for ban in open_bans(case))
    missing = ""
    if undecided_signals(case).exists():
        missing = _("Over een signaal is nog niets besloten.")
    elif any(signal.forbids_the_day for signal in case.safety_signals.all()):
        missing = _("Besloten is dat het zo niet kan doorgaan.")
    elif bans:
        missing = _("Over een contactverbod is nog niets besloten.")
    url = reverse("cases:preparation", args=[case.number])
    return Point("veiligheid", _("De veiligheid is geregeld"), missing, url, is_obligatory=True)


@register_point(55)
def responsibility_is_taken(case: Case) -> Point | None:
    if case.variant != Variant.RESTORATIVE:
        return None
    missing = "" if case.responsibility_on else _("Nog niet vastgelegd of de dader verantwoordelijkheid neemt.")
    url = reverse("cases:responsibility", args=[case.number])
    return Point("verantwoordelijkheid", _("De dader neemt verantwoordelijkheid"), missing, url, is_obligatory=True)


def _some(names: Iterable[str], most: int = 4) -> str:
    listed = list(names)
    shown = ", ".join(listed[:most])
    more = len(listed) - most
    return _("%(names)s en nog %(more)d") % {"names": shown, "more": more} if more > 0 else shown
