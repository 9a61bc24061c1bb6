"""The plan is not safe yet, or the family wants to talk on: it goes back to private time, or comes together again
(domain.md 3.1, moves 9 and 10), also when the day was written down as held already.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.locks import lock_case
from cases.models import Case
from cases.moves import move_case
from cases.workflow import WORKFLOW
from conferences.codes import OVER_STATES, ConferenceState
from conferences.models import Conference
from conferences.moves import move_conference
from conferences.planning.acts.planning import plan_conference, plan_next_meeting
from conferences.signals import meets_again
from ekc.accounts.models import User
from ekc.refusal import Refusal

from .day import check_end

NOT_THE_END: dict[str, Any] = {"meetings": 1, "no_plan_reason": "", "after_all": "", "concluded_on": None}
"""What a meeting knew as the last one."""


@transaction.atomic
def return_to_private_time(conference: Conference, *, by: User, question: str) -> Conference:
    """Back to the family, with the open question as the reason; counted (move 9). Raises Refusal without it.

    What the others were in the room for does not count as private time. A meeting that was ended goes on, on its own
    day: later the family is among itself at a second meeting.
    """
    if not question.strip():
        raise Refusal(_("Schrijf op welke vraag nog open is. Die gaat mee terug naar de familie."), at="reason")
    action, more = "return_to_private_time", {}
    case = lock_case(conference.case)
    conference = Conference.objects.select_related("case").get(pk=conference.pk)
    if conference.state == ConferenceState.HELD:
        WORKFLOW.find(case.state, "resume_conference", by=by)
        check_end(conference, timezone.now())
        action, more = "resume", {**NOT_THE_END, "ended_at": None}
        meets_again.send(sender=Conference, case=case)
        move_case(
            case, "resume_conference", by=by, reason=question, outcome="", meetings_held=max(case.meetings_held - 1, 0)
        )
    return move_conference(conference, action, by=by, reason=question, **more, **_among_themselves(conference))


def _among_themselves(conference: Conference) -> dict[str, Any]:
    began, ended = timezone.now(), conference.private_time_until
    if conference.without_private_time:
        # Nobody goes back: it is the first time that they are among themselves.
        return {"without_private_time": False, "private_time_from": began}
    away = began - ended if ended is not None else dt.timedelta(0)
    return {
        "private_time_until": None,
        "private_time_away": F("private_time_away") + away,
        "returns_to_private_time": F("returns_to_private_time") + 1,
    }


@transaction.atomic
def meet_again(
    case: Case,
    *,
    by: User,
    reason: str,
    next_start: dt.datetime | None = None,
    next_end: dt.datetime | None = None,
) -> Conference:
    """There comes another meeting after all, on `next_start` where the family knows the day already.

    The meeting that was counts as one; the calls that were planned lapse until the last one was. Where there was none,
    the case goes back to its preparation, and what is returned is no row. Raises Refusal without a reason, and once
    the plan was established.
    """
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom er nog een bijeenkomst komt."), at="reason")
    case = lock_case(case)
    over = list(case.conferences.filter(state__in=sorted(OVER_STATES)).order_by("-sequence"))
    last = over[0] if over else None
    action = "meet_again" if over else "meet_after_all"
    WORKFLOW.find(case.state, action, by=by)
    meets_again.send(sender=Conference, case=case)
    for meeting in over:
        _was_not_the_end(meeting, by=by, reason=reason.strip(), is_last=meeting is last)
    case = move_case(case, action, by=by, reason=reason.strip(), outcome="", not_held_note="")
    meeting = last or Conference(case=case)
    meeting.case = case
    if next_start is not None:
        planned = _planned(meeting, by=by, start=next_start, end=next_end)
        meeting.followed = planned.followed
    return meeting


def _was_not_the_end(meeting: Conference, *, by: User, reason: str, is_last: bool) -> None:
    """Also of an earlier meeting, which counted as the end after the last was broken off."""
    if meeting.state == ConferenceState.HELD:
        why = reason if is_last else meeting.adjourned_reason or reason
        move_conference(meeting, "meet_again", by=by, reason=reason, adjourned_reason=why, **NOT_THE_END)
    elif meeting.after_all:
        meeting.after_all, meeting.concluded_on = "", None
        meeting.save(update_fields=["after_all", "concluded_on"])


def _planned(meeting: Conference, *, by: User, start: dt.datetime, end: dt.datetime | None) -> Conference:
    """The day of the next meeting, which takes over what was arranged; or of the first."""
    if meeting.pk is None:
        return plan_conference(meeting.case, by=by, planned_start=start, planned_end=end)
    return plan_next_meeting(meeting, by=by, start=start, end=end)
