"""What plans do when the floors below say that something happened."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from cases.codes import FINISHED_STATES
from cases.models import Case, CirclePerson
from cases.signals import access_ended, case_moved, people_merged, safety_professional_named, who_takes_part
from cases.workflow import PLAN_TO_SEND_STATES
from conferences.models import Conference
from conferences.signals import conference_start_taken_back, conference_starting, meets_again, outcome_changing
from ekc.accounts.models import User
from ekc.merging.ledger import Ledger
from ekc.refusal import Refusal

from .acts.frame import lock_frame, unlock_frame_of
from .acts.guests import let_go_of_guest
from .acts.tasks import settle_marks
from .acts.testing import go_on_without
from .acts.versions import open_proposals_again
from .acts.writing import drop_draft, note_unwritten_plan
from .models import FrameGuest
from .queries import open_change, plan_is_established, plan_of


@receiver(conference_starting)
def lock_frame_at_the_start(*, conference: Conference, **_kwargs: Any) -> None:
    """Part 1 begins: the frame is fixed, or the meeting may not begin without it (domain.md 3.8)."""
    lock_frame(conference.case)


@receiver(case_moved)
def a_plan_that_is_not_written_out_counts(*, case: Case, action: str, source: str, **_kwargs: Any) -> None:
    """The family agreed on a plan and stops before it was written out: the figures know that there is one."""
    if action == "stop_afterwards" and source in PLAN_TO_SEND_STATES:
        note_unwritten_plan(case)


@receiver(case_moved)
def what_was_proposed_stays_open_where_its_version_does_not_come(*, case: Case, **_kwargs: Any) -> None:
    """The case is over while a next version was written: the family goes on with what it proposed by itself."""
    plan = plan_of(case) if case.state in FINISHED_STATES else None
    version = open_change(plan) if plan is not None else None
    if version is not None:
        open_proposals_again(version)


@receiver(outcome_changing)
def an_established_plan_is_not_undone(*, case: Case, with_plan: bool, **_kwargs: Any) -> None:
    """What the family agreed on and a professional may have accepted, stays; a draft that was no plan goes."""
    if not with_plan:
        drop_draft(case)


@receiver(meets_again)
def an_established_plan_asks_for_no_other_meeting(*, case: Case, **_kwargs: Any) -> None:
    """What was established holds; whoever wants it otherwise changes the plan, without a meeting of ours."""
    if plan_is_established(case):
        raise Refusal(_("Het plan is vastgesteld. Wil de familie iets anders? Verander het plan op het tabblad Plan."))


@receiver(conference_start_taken_back)
def unlock_frame(*, conference: Conference, **_kwargs: Any) -> None:
    """Part 1 did not begin after all: the professional may improve the frame again."""
    unlock_frame_of(conference.case)


@receiver(safety_professional_named)
def who_decided_already_is_not_waited_for(*, case: Case, **_kwargs: Any) -> None:
    """Who tests along may be the one who answers for safety now: then nobody else has to decide."""
    plan = plan_of(case)
    if plan is not None:
        go_on_without(plan)


@receiver(access_ended)
def nobody_waits_for_who_stopped(*, case: Case, user: User, **_kwargs: Any) -> None:
    """Who tested along decides no more: the others do."""
    for asked in FrameGuest.objects.filter(case=case, user=user, released_at=None):
        let_go_of_guest(asked)


@receiver(who_takes_part)
def nobody_waits_for_who_has_no_part(*, case: Case, **_kwargs: Any) -> None:
    settle_marks(case)


@receiver(people_merged)
def one_yes_of_two_who_are_one(*, double: CirclePerson, ledger: Ledger, **_kwargs: Any) -> None:
    settle_marks(double.case, ledger=ledger)
