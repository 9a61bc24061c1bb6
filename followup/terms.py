"""Until when a call may be made, and how near that day is (domain.md 3.8)."""

import datetime as dt

from cases.norms import NEARLY_LATE_DAYS
from ekc.dates import add_months, local_today

from .codes import CallKind, CallState
from .models import Call

EARLY_DAYS = 7
"""A call may be made a week before its term; earlier there is nothing to do yet."""
FOLLOW_UP_MONTHS = 2
"""The three-month follow-up is made after three to five months, and is late after that."""


def last_day_of(call: Call) -> dt.date:
    """The last day on which this call is in time."""
    return add_months(call.due_on, FOLLOW_UP_MONTHS) if call.kind == CallKind.THREE_MONTHS else call.due_on


def is_too_early(call: Call) -> bool:
    """Whether there is nothing to do yet."""
    return (call.due_on - local_today()).days > EARLY_DAYS


def term_of(call: Call) -> str:
    """`in_time`, `nearly` or `late` for a call that is still to be made; empty for one that is not."""
    if call.state != CallState.DUE:
        return ""
    days_left = (last_day_of(call) - local_today()).days
    return "late" if days_left < 0 else "nearly" if days_left <= NEARLY_LATE_DAYS else "in_time"
