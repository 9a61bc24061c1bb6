"""Reads of meetings."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from cases.models import Case
from ekc.dates import at_local
from ekc.names import by_name

from .codes import RUNNING_STATES, ConferenceState
from .models import Attendance, Conference, Invitation


def meetings_of(case: Case) -> list[Conference]:
    """All meetings of a case in order, with who was there."""
    return list(
        case.conferences.order_by("sequence").prefetch_related(
            "attendances__person",
            "attendances__main_person",
            "attendances__party",
            "food_shares",
            "letters__person",
            "letters__main_person",
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


def planned_day(case: Case) -> dt.date | None:
    """The day on which this case meets, where one is planned."""
    found = coming_meeting(case)
    if found is None or found.state != ConferenceState.PLANNED or found.planned_start is None:
        return None
    return timezone.localdate(found.planned_start)


def cases_that_meet(day: dt.date) -> QuerySet[Any]:
    """The keys of the cases whose conference is held on this day, or runs already; a subquery."""
    begins = Q(planned_start__gte=at_local(day, dt.time.min))
    ends = Q(planned_start__lt=at_local(day + dt.timedelta(days=1), dt.time.min))
    planned = Q(begins, ends, state=ConferenceState.PLANNED)
    found: QuerySet[Any] = Conference.objects.filter(planned | Q(state__in=RUNNING_STATES))
    return found.values("case")
