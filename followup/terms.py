"""Until when a call may be made, and how near that day is (domain.md 3.8)."""

import datetime as dt

from cases import norms
from conferences.next_steps import meeting_facts
from ekc.dates import add_months, local_today

from .codes import CallKind, CallState
from .models import Call


def last_day(kind: str, day: dt.date, held_on: dt.date | None) -> dt.date:
    """The last day on which a call of this kind is in time, that is made on or after `day`.

    Months are counted from the conference: three months after 30 November is the last of February, and five months
    after it the 30th of April.
    """
    if kind != CallKind.THREE_MONTHS:
        return day
    if held_on and add_months(held_on, norms.FOLLOW_UP_MONTHS) == day:
        return add_months(held_on, norms.FOLLOW_UP_MONTHS + norms.FOLLOW_UP_WINDOW_MONTHS)
    return add_months(day, norms.FOLLOW_UP_WINDOW_MONTHS)


def last_day_of(call: Call) -> dt.date:
    """The last day on which this call is in time."""
    meetings = meeting_facts([call.case]) if call.kind == CallKind.THREE_MONTHS else {}
    meeting = meetings.get(call.case_id)
    return last_day(call.kind, call.due_on, meeting.held_on if meeting else None)


def term_of(call: Call) -> str:
    """`in_time`, `nearly` or `late` for a call that is still to be made; empty for one that is not."""
    return norms.light(last_day_of(call), local_today()) if call.state == CallState.DUE else ""
