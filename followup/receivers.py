"""What follow-up does when the floors below say that something happened."""

from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils import timezone

from cases.codes import CaseState
from cases.models import Case
from cases.signals import case_moved, programme_changed
from conferences.codes import JUST_MET_STATES
from conferences.models import Conference
from conferences.signals import conference_held, conference_planned, conference_postponed, meets_again

from .acts.call_days import (
    cancel_calls,
    move_calls,
    move_calls_with_programme,
    plan_calls,
    plan_experience_call,
    plan_lapsed_follow_up,
)
from .acts.reminders import remind_who_takes_over
from .codes import LATER_ROUNDS, NO_CALLS_STATES, NO_LATER_ROUND_STATES, CallKind
from .queries import due_calls_in_words


@receiver(conference_planned)
def plan_calls_after_planned_day(*, conference: Conference, **_kwargs: Any) -> list[str]:
    """The calls move along; the coordinator reads to when."""
    if conference.planned_start is None:
        return []
    plan_calls(conference.case, timezone.localdate(conference.planned_start))
    return due_calls_in_words(conference.case)


@receiver(conference_held)
def plan_calls_after_the_day(*, conference: Conference, **_kwargs: Any) -> list[str]:
    if conference.held_on is None:
        return []
    # Where no other meeting came after all, the plan or the end of it is of later than the meeting that counts.
    day = conference.concluded_on or conference.held_on
    if Case.objects.filter(pk=conference.case_id, state__in=sorted(JUST_MET_STATES)).exists():
        plan_calls(conference.case, day)
        plan_experience_call(conference.case, day)
    else:
        # The day was put right later: whom nobody was to call any more is not called after all.
        move_calls(conference.case, day)
    return due_calls_in_words(conference.case)


@receiver(conference_postponed)
def cancel_calls_without_a_day(*, conference: Conference, **_kwargs: Any) -> list[str]:
    lapsed = due_calls_in_words(conference.case)
    cancel_calls(conference.case)
    return lapsed


@receiver(meets_again)
def cancel_calls_until_the_last_meeting(*, case: Case, **_kwargs: Any) -> None:
    """They are planned anew once that was."""
    cancel_calls(case)


@receiver(case_moved)
def plan_calls_after_a_plan_without_meeting(*, case: Case, action: str, source: str, **_kwargs: Any) -> None:
    """Such a family is called too; with no meeting to count from, the term runs from the day the plan was sent."""
    if action == "send_plan" and source == CaseState.PLAN_WITHOUT_MEETING:
        plan_calls(case, timezone.localdate())


@receiver(case_moved)
def who_takes_over_hears_of_calls(*, case: Case, action: str, **_kwargs: Any) -> None:
    """A reminder that went to who had the case goes to who calls now; a follow-up that had lapsed is asked again."""
    if action == "hand_over":
        plan_lapsed_follow_up(case)
        remind_who_takes_over(case)


@receiver(case_moved)
def cancel_calls_of_an_ended_case(*, case: Case, **_kwargs: Any) -> None:
    if case.state in NO_LATER_ROUND_STATES:
        cancel_calls(case)
    elif case.state in NO_CALLS_STATES:
        cancel_calls(case, kinds=set(CallKind) - set(LATER_ROUNDS))


@receiver(programme_changed)
def calls_go_by_the_programme(*, cases: QuerySet[Case], **_kwargs: Any) -> None:
    """The months of the calls are settings of a programme: what is still to be made moves with them."""
    for case in cases.filter(calls__isnull=False).select_related("programme").distinct():
        move_calls_with_programme(case)
