"""When a call is made: its month by programme, its window, and how near its last day is (domain.md 3.8)."""

import datetime as dt

from django.utils import timezone

from cases import norms
from cases.models import Case, FundingProgramme
from conferences.models import Conference
from conferences.next_steps import meeting_facts
from ekc.dates import add_months, local_today

from .codes import ROUNDS, CallKind, CallState
from .models import Call


def months_of(programme: FundingProgramme | None, kind: str) -> int | None:
    """How many months after the conference a call of this kind is; None where the programme wants none."""
    own = {
        CallKind.ONE_MONTH: programme and programme.first_call_months,
        CallKind.THREE_MONTHS: programme and programme.follow_up_months,
        CallKind.SIX_MONTHS: programme and programme.second_follow_up_months,
        CallKind.TWELVE_MONTHS: programme and programme.third_follow_up_months,
    }
    usual = {CallKind.ONE_MONTH: norms.FIRST_CALL_MONTHS, CallKind.THREE_MONTHS: norms.FOLLOW_UP_MONTHS}
    return own[CallKind(kind)] or usual.get(CallKind(kind))


def window_from(due_on: dt.date) -> dt.date:
    """The first day on which a call with the family may be made."""
    return due_on - dt.timedelta(days=norms.CALL_EARLY_DAYS)


def counted_from(case: Case) -> dt.date | None:
    """The day from which the calls of a case are counted: of the meeting that was held last, else of the planned one.

    Where no other meeting came after all, the plan or the end of it is of later than the meeting that counts.
    """
    meetings = Conference.objects.filter(case=case).order_by("-sequence")
    held = meetings.exclude(held_on=None).first()
    if held is not None:
        return held.concluded_on or held.held_on
    planned = meetings.exclude(planned_start=None).first()
    return timezone.localdate(planned.planned_start) if planned else None


def last_day(kind: str, day: dt.date, held_on: dt.date | None, months: int | None = None) -> dt.date:
    """The last day on which a call of this kind is in time, that is made on or after `day`.

    Months are counted from the conference: three months after 30 November is the last of February, and five months
    after it the 30th of April.
    """
    if kind not in ROUNDS:
        return day
    months = months or norms.FOLLOW_UP_MONTHS
    if held_on and add_months(held_on, months) == day:
        return add_months(held_on, months + norms.FOLLOW_UP_WINDOW_MONTHS)
    return add_months(day, norms.FOLLOW_UP_WINDOW_MONTHS)


def last_day_of(call: Call) -> dt.date:
    """The last day on which this call is in time."""
    meetings = meeting_facts([call.case]) if call.is_round else {}
    meeting = meetings.get(call.case_id)
    return last_day(call.kind, call.due_on, meeting.held_on if meeting else None, call.months)


def term_of(call: Call) -> str:
    """`in_time`, `nearly` or `late` for a call that is still to be made; empty for one that is not."""
    return norms.light(last_day_of(call), local_today()) if call.state == CallState.DUE else ""
