"""Reads of meetings."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from cases.models import Case
from ekc.names import by_name

from .codes import ConferenceState
from .models import Attendance, Conference, Invitation


def meetings_of(case: Case) -> list[Conference]:
    """All meetings of a case in order, with who was there."""
    return list(
        case.conferences.order_by("sequence").prefetch_related(
            "attendances__person", "attendances__main_person", "food_shares", "letters__person", "letters__main_person"
        )
    )


def invitations_of(conference: Conference) -> list[Invitation]:
    """Who was asked to this meeting, with their answers."""
    return by_name(conference.invitations.select_related("person", "main_person", "referrer"))


def newest_poll(case: Case) -> Any:
    """The newest question for a day with how many were `asked` and have `answered`; None without one."""
    return (
        case.day_polls.select_related("chosen")
        .annotate(asked=Count("guests"), answered=Count("guests", filter=Q(guests__answered_at__isnull=False)))
        .order_by("-pk")
        .first()
    )


@dataclass(frozen=True)
class PeopleCount:
    """Participants of the last meeting (WESP 2.8.3): coordinators and external interpreters are not counted."""

    persons: int
    minors: int


def people_count(meetings: list[Conference]) -> PeopleCount | None:
    """Participants of the last meeting that has any; None before somebody was recorded."""
    for meeting in reversed(meetings):
        rows: list[Attendance] = list(meeting.attendances.all())
        if rows:
            return PeopleCount(sum(row.persons for row in rows), sum(row.minors or 0 for row in rows))
    return None


def coming_meeting(case: Case) -> Conference | None:
    """The newest meeting of a case; None without one, and while it is put off."""
    found: Conference | None = case.conferences.order_by("-sequence").first()
    return None if found is None or found.state == ConferenceState.POSTPONED else found
