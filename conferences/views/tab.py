"""The tab "Conferentie" of the case page."""

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.views.shell import case_page

from ..codes import RUNNING_STATES, ConferenceState
from ..queries import invitations_of, meetings_of, people_count
from .common import case_for


@require_GET
def conference(request: HttpRequest, number: str) -> HttpResponse:
    """What is planned, who was asked, and what the day was like. A professional sees place and time (R-05)."""
    case = case_for(request, number, "conference.view")
    meetings = meetings_of(case)
    coming = meetings[-1] if meetings else None
    sees_people = rules.has_perm("invitation.view", request.user, case)
    context = {
        **case_page(request, case, tab="conference"),
        "meetings": meetings,
        "coming": coming,
        "invitations": invitations_of(coming) if coming and sees_people else [],
        "sees_people": sees_people,
        "counts": people_count(meetings) if sees_people else None,
        "may_change": rules.has_perm("conference.change", request.user, case),
        "may_plan": coming is None or coming.state not in RUNNING_STATES | {ConferenceState.HELD},
        "is_planned": coming is not None and coming.state == ConferenceState.PLANNED,
        "is_running": coming is not None and coming.state in RUNNING_STATES,
        "is_held": coming is not None and coming.state == ConferenceState.HELD,
    }
    return render(request, "conferences/tab.html", context)
