"""What counts for a programme: one meaning per word, for the desk and for who pays (`docs/adr/0010`).

A target is a number of conferences. A case takes one of its places from the moment the programme is chosen for it,
and gives it back when it ends without a conference. So always: target = held + open + still possible.
"""

from django.db.models import Q

from cases.codes import (
    NOT_YET_STARTED_STATES,
    RECEIVED_STATES,
    STARTED_STATES,
    TAKES_PLACE_STATES,
    CaseOutcome,
)

WITHOUT_CONFERENCE = frozenset(
    {CaseOutcome.ENDED_IN_ACTIVATION, CaseOutcome.PLAN_WITHOUT_MEETING, CaseOutcome.BROKEN_OFF}
)
"""There was no conference that went on to its end."""


def received(path: str = "") -> Q:
    """An aanmelding came in; one that came in twice is one."""
    return _in(path, RECEIVED_STATES) & Q(**{f"{path}merged_into__isnull": True})


def not_yet(path: str = "") -> Q:
    """Came in, and the preparation has still to begin."""
    return _in(path, NOT_YET_STARTED_STATES)


def started(path: str = "") -> Q:
    """The preparation began (R-10)."""
    return _in(path, STARTED_STATES)


def held(path: str = "") -> Q:
    """The conference was held."""
    return started(path) & Q(**{f"{path}outcome": CaseOutcome.CONFERENCE_HELD})


def ended(path: str = "") -> Q:
    """The preparation began, and ended without a conference."""
    return started(path) & Q(**{f"{path}outcome__in": sorted(WITHOUT_CONFERENCE)})


def takes_place(path: str = "") -> Q:
    """Counts against the target: the conference was held, or may still be."""
    # As lists of what counts: turned round, the condition would become a subquery where `path` leads to many cases.
    outcomes = ["", *sorted(set(CaseOutcome.values) - WITHOUT_CONFERENCE)]
    return _in(path, TAKES_PLACE_STATES) & Q(**{f"{path}outcome__in": outcomes})


def places_left(target: int | None, taken: int) -> int | None:
    """What is left of a target; below zero when more was given out than agreed, None without a target."""
    return None if target is None else target - taken


def _in(path: str, states: frozenset[str]) -> Q:
    return Q(**{f"{path}state__in": sorted(states)})
