"""The day as it is planned, and what moves along with it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.codes import CaseState
from conferences.codes import ConferenceState, DuePurpose, InterpreterKind, InvitationAnswer
from conferences.day.acts.day import DayTimes, adjourn_conference, correct_times, record_adjourned, record_conference
from conferences.models import Conference
from conferences.planning.acts.planning import ARRANGED_FIELDS, Dish, postpone_conference
from ekc.dates import at_local, local_today
from ekc.outbox.acts.due import run_due_rows
from ekc.outbox.codes import DueState
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from tests.factories import make_case, make_circle_person, make_conference, make_invitation

from ..people import CLOCKS, coordinator_of, plan, preparing, reload

pytestmark = pytest.mark.django_db
TWO_DAYS_AGO = local_today() - dt.timedelta(days=2)


def test_who_brings_what_is_kept_in_order_and_replaced() -> None:
    case = preparing()
    conference = plan(case, dishes=[Dish("Oma", "soep"), Dish("Buurvrouw", "brood")])
    plan(case, dishes=[Dish("Oma", "roti")])

    assert [str(share) for share in conference.food_shares.all()] == ["Oma: roti"]


def test_planning_without_a_word_about_food_leaves_it() -> None:
    case = preparing()
    conference = plan(case, dishes=[Dish("Oma", "soep")])

    plan(case, days=20)

    assert conference.food_shares.count() == 1


def test_an_interpreter_needs_a_language() -> None:
    with pytest.raises(Refusal, match="welke taal"):
        plan(preparing(), interpreter=InterpreterKind.EXTERNAL)


def test_moving_the_day_says_what_moved_along() -> None:
    case = preparing()
    conference = plan(case)
    make_invitation(conference, make_circle_person(case), answer=InvitationAnswer.COMES, sent_at=timezone.now())

    moved = plan(case, days=30)

    said = "; ".join(moved.followed)
    assert "gesprek na één maand" in said
    assert "draaiboek" in said
    assert "1 genodigde hoort het van jou of per brief: zie Uitnodigingen." in moved.followed


def test_changing_the_place_moves_nothing_that_hangs_on_the_date() -> None:
    case = preparing()
    plan(case)
    before = DueRow.objects.get(purpose=DuePurpose.CONFERENCE_TOMORROW, state=DueState.WAITING).pk

    changed = plan(case, venue_name="De Haard")

    assert "draaiboek" not in "; ".join(changed.followed)
    assert DueRow.objects.get(purpose=DuePurpose.CONFERENCE_TOMORROW, state=DueState.WAITING).pk == before


def test_the_mail_about_the_run_sheet_leaves_the_day_before_and_moves_with_the_day() -> None:
    case = preparing()
    plan(case)
    plan(case, days=30)

    row = DueRow.objects.get(purpose=DuePurpose.CONFERENCE_TOMORROW, state=DueState.WAITING)
    assert row.due_at == at_local(local_today() + dt.timedelta(days=29), dt.time(17))


def test_putting_off_cancels_the_mail_and_says_so() -> None:
    conference = plan(preparing())

    postponed = postpone_conference(conference, by=coordinator_of(conference.case), reason="Oma is ziek.")

    assert not DueRow.objects.filter(purpose=DuePurpose.CONFERENCE_TOMORROW, state=DueState.WAITING).exists()
    assert "de mail over het draaiboek" in postponed.followed
    assert any("gesprek na één maand" in sentence for sentence in postponed.followed)


def test_the_mail_about_the_run_sheet_names_nobody_and_goes_to_the_coordinator() -> None:
    conference = plan(preparing())
    DueRow.objects.filter(purpose=DuePurpose.CONFERENCE_TOMORROW).update(
        due_at=timezone.now() - dt.timedelta(minutes=1)
    )

    run_due_rows()

    mail = Message.objects.get(key__startswith="run-sheet-")
    assert mail.to == coordinator_of(conference.case).email
    assert "Sem" not in mail.body + mail.subject


def test_a_meeting_that_was_put_off_after_its_mail_gets_a_second_mail() -> None:
    case = preparing()
    conference = plan(case)
    DueRow.objects.filter(purpose=DuePurpose.CONFERENCE_TOMORROW).update(
        due_at=timezone.now() - dt.timedelta(minutes=1)
    )
    run_due_rows()
    postpone_conference(conference, by=coordinator_of(case), reason="Oma is ziek.")

    plan(case, days=14)

    assert DueRow.objects.filter(purpose=DuePurpose.CONFERENCE_TOMORROW, state=DueState.WAITING).count() == 1


# --- a second meeting ---------------------------------------------------------------------------------


def presenting() -> Conference:
    held_on = local_today() - dt.timedelta(days=2)
    case = make_case(state=CaseState.IN_CONFERENCE)
    return make_conference(case, state=ConferenceState.PRESENTATION, held_on=held_on, food="Soep", diets="geen noten")


def test_an_adjournment_with_a_date_plans_the_second_meeting_at_the_same_place() -> None:
    first = presenting()
    at = first.private_time_until + dt.timedelta(minutes=20)
    start = at_local(local_today() + dt.timedelta(days=5), dt.time(10))

    adjourn_conference(first, by=coordinator_of(first.case), reason="Het was te laat.", at=at, next_start=start)

    second = first.case.conferences.get(sequence=2)
    assert (second.planned_start, second.state, second.diets) == (start, ConferenceState.PLANNED, "geen noten")
    assert {name: getattr(second, name) for name in ARRANGED_FIELDS} == {
        name: getattr(first, name) for name in ARRANGED_FIELDS
    }
    assert reload(first.case).state == CaseState.SCHEDULED


def test_a_second_meeting_cannot_be_before_the_first_ended() -> None:
    first = presenting()

    with pytest.raises(Refusal, match="tweede bijeenkomst kan niet"):
        adjourn_conference(
            first,
            by=coordinator_of(first.case),
            reason="Te laat.",
            next_start=first.started_at,
            at=first.private_time_until + dt.timedelta(minutes=5),
        )

    assert reload(first).state == ConferenceState.PRESENTATION


def test_a_day_that_ended_in_a_second_meeting_is_written_down_afterwards() -> None:
    first = plan(preparing())

    record_adjourned(
        first, by=coordinator_of(first.case), times=DayTimes(TWO_DAYS_AGO, **CLOCKS), reason="Te laat.", returns=2
    )

    first = reload(first)
    assert (first.state, first.returns_to_private_time) == (ConferenceState.ADJOURNED, 2)
    assert reload(first.case).state == CaseState.ADJOURNED


def test_times_of_the_first_of_two_meetings_can_be_put_right_until_the_second_begins() -> None:
    first = plan(preparing())
    by = coordinator_of(first.case)
    record_adjourned(first, by=by, times=DayTimes(local_today() - dt.timedelta(days=6), **CLOCKS), reason="Te laat.")
    second = plan(first.case, days=2)
    record_conference(second, by=by, day=TWO_DAYS_AGO, with_plan=True, **CLOCKS)

    correct_times(reload(first), by=by, day=local_today() - dt.timedelta(days=5), **CLOCKS)
    with pytest.raises(Refusal, match="na het begin van de volgende"):
        correct_times(reload(first), by=by, day=TWO_DAYS_AGO, **CLOCKS)

    assert reload(first).held_on == local_today() - dt.timedelta(days=5)


# --- what the database refuses ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"food_cost": Decimal("-1")}, "conference_food_cost_not_negative"),
        ({"interpreter": "geen", "interpreter_in_information": True}, "present_interpreter_is_external"),
        ({"interpreter": "extern", "interpreter_in_private_time": True}, "interpreter_in_private_time_by_wish"),
    ],
)
def test_the_database_refuses_an_impossible_plan(change: dict, constraint: str) -> None:
    conference = plan(preparing())

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Conference.objects.filter(pk=conference.pk).update(**change)


def test_a_press_that_came_late_through_a_bad_network_counts_at_its_own_time() -> None:
    from conferences.day.acts.day import start_information, start_private_time

    conference = plan(preparing())
    by = coordinator_of(conference.case)
    begun = timezone.now() - dt.timedelta(hours=2)
    start_information(conference, by=by, at=begun)

    with pytest.raises(Refusal, match="vorige deel"):
        start_private_time(conference, by=by, at=begun - dt.timedelta(minutes=1))
    with pytest.raises(Refusal, match="nog niet geweest"):
        start_private_time(conference, by=by, at=timezone.now() + dt.timedelta(hours=1))
    start_private_time(conference, by=by, at=begun + dt.timedelta(hours=1))

    assert reload(conference).private_time_from == begun + dt.timedelta(hours=1)
