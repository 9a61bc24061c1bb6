"""Until when a call may be made, and how near that day is (domain.md 3.8)."""

import datetime as dt

from cases import norms
from ekc.dates import add_months, local_today

from .codes import CallKind, CallState
from .models import Call


def last_day(kind: str, day: dt.date) -> dt.date:
    """The last day on which a call of this kind is in time, that is made on or after `day`."""
    return add_months(day, norms.FOLLOW_UP_WINDOW_MONTHS) if kind == CallKind.THREE_MONTHS else day


def last_day_of(call: Call) -> dt.date:
    """The last day on which this call is in time."""
    return last_day(call.kind, call.due_on)


def term_of(call: Call) -> str:
    """`in_time`, `nearly` or `late` for a call that is still to be made; empty for one that is not."""
    return norms.light(last_day_of(call), local_today()) if call.state == CallState.DUE else ""
