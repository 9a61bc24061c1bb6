"""What plans do when the floors below say that something happened."""

from typing import Any

from django.dispatch import receiver

from cases.models import Case, CirclePerson
from cases.signals import case_moved, people_merged, who_takes_part
from cases.workflow import PLAN_TO_SEND_STATES
from conferences.models import Conference
from conferences.signals import conference_start_taken_back, conference_starting, outcome_changing
from ekc.merging.ledger import Ledger

from .acts.frame import lock_frame, unlock_frame_of
from .acts.tasks import settle_marks
from .acts.writing import drop_draft, note_unwritten_plan


@receiver(conference_starting)
def lock_frame_at_the_start(*, conference: Conference, **_kwargs: Any) -> None:
    """Part 1 begins: the frame is fixed, or the meeting may not begin without it (domain.md 3.8)."""
    lock_frame(conference.case)


@receiver(case_moved)
def a_plan_that_is_not_written_out_counts(*, case: Case, action: str, source: str, **_kwargs: Any) -> None:
    """The family agreed on a plan and stops before it was written out: the figures know that there is one."""
    if action == "stop_afterwards" and source in PLAN_TO_SEND_STATES:
        note_unwritten_plan(case)


@receiver(outcome_changing)
def an_established_plan_is_not_undone(*, case: Case, with_plan: bool, **_kwargs: Any) -> None:
    """What the family agreed on and a professional may have accepted, stays; a draft that was no plan goes."""
    if not with_plan:
        drop_draft(case)


@receiver(conference_start_taken_back)
def unlock_frame(*, conference: Conference, **_kwargs: Any) -> None:
    """Part 1 did not begin after all: the professional may improve the frame again."""
    unlock_frame_of(conference.case)


@receiver(who_takes_part)
def nobody_waits_for_who_has_no_part(*, case: Case, **_kwargs: Any) -> None:
    settle_marks(case)


@receiver(people_merged)
def one_yes_of_two_who_are_one(*, double: CirclePerson, ledger: Ledger, **_kwargs: Any) -> None:
    settle_marks(double.case, ledger=ledger)
