"""The tab "Conferentie" of the case page."""

from collections.abc import Mapping
from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.casepage.shell import case_page
from cases.codes import CaseState, Variant
from cases.models import Case, Party
from cases.told_text import Secrets
from cases.workflow import CONCLUDABLE_STATES, OUTCOME_CHANGES_STATES
from ekc.names import by_name

from .codes import ANOTHER_DAY_STATES, DAY_TO_COME_STATES, OVER_STATES, RUNNING_STATES, ConferenceState
from .planning.reads.day_poll import in_words
from .queries import invitations_of, meetings_of, newest_poll, people_count
from .shell import case_for
from .shown_place import place_in_file, safe_place

TONES: Mapping[str, str] = {
    ConferenceState.POSTPONED: "waiting",
    ConferenceState.ADJOURNED: "waiting",
    ConferenceState.HELD: "done",
    ConferenceState.BROKEN_OFF: "stopped",
}


@require_GET
def conference(request: HttpRequest, number: str) -> HttpResponse:
    """What is planned, who was asked, and what the day was like. A professional sees place and time (R-05)."""
    case = case_for(request, number, "conference.view")
    meetings = meetings_of(case)
    coming = meetings[-1] if meetings else None
    sees_people = rules.has_perm("invitation.view", request.user, case)
    secrets = Secrets(case)
    for meeting in meetings:
        meeting.case = case
        meeting.tone = TONES.get(meeting.state, "active")
        # Over, and not the one whose buttons stand below the last.
        meeting.is_between = meeting.state in OVER_STATES and not (meeting is coming and meeting.is_held)
        meeting.present = by_name(meeting.attendances.all())
        # Somebody's name in the place is of the circle, so not for a professional.
        meeting.place = place_in_file(meeting, secrets) if sees_people else safe_place(meeting, secrets)
    coming = secrets.veiled(coming) if coming else None
    context = {
        **case_page(request, case, tab="conference"),
        "meetings": [secrets.veiled(meeting) for meeting in meetings],
        "coming": coming,
        "invitations": invitations_of(coming) if coming and sees_people else [],
        "sees_people": sees_people,
        "counts": people_count(meetings) if sees_people else None,
        **_around(case, sees_people=sees_people),
        "may_change": rules.has_perm("conference.change", request.user, case),
        "may_complete": rules.has_perm("conference.complete", request.user, case),
        "may_plan": rules.has_perm("conference.plan", request.user, case)
        and case.state in DAY_TO_COME_STATES
        and (coming is None or coming.state in ANOTHER_DAY_STATES),
        "may_change_outcome": case.state in OUTCOME_CHANGES_STATES,
        "has_plan": case.state == CaseState.HELD_WITH_PLAN,
        "may_conclude": case.state in CONCLUDABLE_STATES and any(each.state in OVER_STATES for each in meetings),
        "is_planned": coming is not None and coming.state == ConferenceState.PLANNED,
        "is_running": coming is not None and coming.state in RUNNING_STATES,
        "is_over": coming is not None and coming.state in OVER_STATES,
        "is_held": coming is not None and coming.state == ConferenceState.HELD,
    }
    return render(request, "conferences/tab.html", context)


def _around(case: Case, *, sees_people: bool) -> dict[str, Any]:
    """The open question for a day and the parties: of the circle, so not for a professional (R-05)."""
    if not sees_people:
        return {"poll": None, "has_parties_page": False, "may_propose": False}
    poll = newest_poll(case)
    return {
        "poll": poll,
        "poll_stand": in_words(poll) if poll else "",
        "poll_answered": poll.answered if poll else 0,
        "poll_asked": poll.asked if poll else 0,
        "may_propose": case.state in DAY_TO_COME_STATES and (poll is None or not poll.is_open),
        "has_parties_page": case.variant != Variant.FAMILY,
        "parties": _parties_of(case) if case.variant != Variant.FAMILY else [],
    }


def _parties_of(case: Case) -> list[Party]:
    """Those that have a part."""
    return [party for party in case.parties.prefetch_related("members") if not party.is_ended]
