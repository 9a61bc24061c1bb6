"""Later rounds that may be asked now, the latest first."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from cases import norms
from cases.models import Case
from conferences.next_steps import meeting_facts
from ekc.accounts.models import User
from ekc.dates import local_today

from ..codes import LATER_ROUND_STATES, LATER_ROUNDS, CallState
from ..models import Call
from ..terms import last_day


def waiting_rounds(user: User) -> QuerySet[Call]:
    """Of the cases of this person, the later rounds whose window is open."""
    mine = Case.objects.for_user(user).filter(state__in=sorted(LATER_ROUND_STATES))
    open_now = Call.objects.filter(state=CallState.DUE, kind__in=sorted(LATER_ROUNDS), opens_on__lte=local_today())
    found: QuerySet[Call] = open_now.filter(case__in=mine).select_related("case").order_by("due_on", "pk")
    return found.prefetch_related("case__main_persons")


def with_terms(calls: Sequence[Call]) -> list[dict[str, Any]]:
    """Each with its last day and how near that is; one query, however many there are."""
    meetings = meeting_facts([call.case for call in calls])
    rows = []
    for call in calls:
        meeting = meetings.get(call.case_id)
        until = last_day(call.kind, call.due_on, meeting.held_on if meeting else None, call.months)
        rows.append({"call": call, "last_day": until, "term": norms.light(until, local_today())})
    return rows
