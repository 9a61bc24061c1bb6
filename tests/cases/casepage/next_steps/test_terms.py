"""From which day a term runs, as acts make it: the term of each moment, and what waiting does not wipe."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from cases import norms
from cases.casepage.acts.kept_steps import bring_steps_up_to_date
from cases.casepage.next_step import NextStep, next_step_for
from cases.casepage.reads.kept_steps import kept_step, late_on
from cases.circle.acts.contacts import log_contact
from cases.codes import CaseState, ContactGroup, ContactMethod, WaitingReason
from cases.coordinators.acts.assign import assign_coordinator
from cases.coordinators.acts.requests import stop_requests
from cases.desk.acts.referrer_questions import ask_referrer, record_answer
from cases.desk.acts.triage import let_wait, start_screening
from cases.models import Case
from cases.preparation.acts.ending import hand_back
from conferences.codes import ConferenceState
from conferences.planning.acts.planning import postpone_conference
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import add_months, local_today
from followup.acts.call_days import plan_calls, plan_experience_call
from followup.acts.calls import record_call
from followup.codes import CallKind, CallState
from followup.models import Call
from followup.terms import last_day_of, term_of
from plans.acts.distribution import Recipient, send_plan
from plans.codes import DeliveryChannel, PlanState
from tests.factories import (
    make_attendance,
    make_case,
    make_circle_person,
    make_conference,
    make_contact,
    make_plan,
    make_request,
    make_user,
)
from tests.followup.said import SAID

pytestmark = pytest.mark.django_db
COORDINATOR_WAITS = WaitingReason.NO_COORDINATOR


class Clock:
    """The day on which everything happens until it is set to another."""

    def __init__(self, travel: Any) -> None:
        self._travel = travel

    def to(self, month: int, day: int) -> None:
        self._travel.move_to(dt.datetime(2026, month, day, 12, tzinfo=dt.UTC))


@pytest.fixture
def on():
    with time_machine.travel(dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC), tick=False) as travel:
        yield Clock(travel)


@pytest.fixture
def carla(on: Clock) -> User:
    return make_user(Role.REGIONAL_MANAGER)


@pytest.fixture
def anna(on: Clock) -> User:
    return make_user(Role.COORDINATOR)


def page(case: Case, user: User) -> NextStep:
    found = next_step_for(Case.objects.with_file().get(pk=case.pk), user)
    assert found is not None
    return found


def term(case: Case, user: User) -> dt.date | None:
    """The term on the page, which is that of the worklist."""
    bring_steps_up_to_date()
    kept = kept_step(Case.objects.get(pk=case.pk))
    assert kept is not None
    step = page(case, user)
    late = Case.objects.filter(late_on(local_today()), pk=case.pk).exists()
    assert (kept.key, late) == (step.key, step.term == "late")
    return step.due_on


def january(day: int) -> dt.date:
    return dt.date(2026, 1, day)


def received(carla: User, state: str = CaseState.REFERRED, **fields: object) -> Case:
    return make_case(state=state, manager=carla, received_on=january(5), main_persons=["Sem"], **fields)


def test_a_new_aanmelding_is_called_first_and_decided_on_after_that(on: Clock, carla: User) -> None:
    case = received(carla)
    assert (page(case, carla).title, term(case, carla)) == ("Bel de aanmelder", january(7))

    start_screening(case, by=carla)

    assert (page(case, carla).title, term(case, carla)) == ("Beoordeel de aanmelding", january(12))


def test_after_the_first_call_the_explanation_has_its_own_term(on: Clock, carla: User, anna: User) -> None:
    case = received(carla)
    assign_coordinator(case, anna.coordinator, by=carla)
    assert term(case, carla) == term(case, anna) == january(7)

    on.to(1, 6)
    log_contact(case, by=anna, method=ContactMethod.CALL, group=ContactGroup.PARENT)

    assert page(case, anna).title == "Leg uit wat een Eigen Kracht-conferentie is"
    assert term(case, carla) == term(case, anna) == january(19)


def _sent_on_the_22nd(on: Clock, carla: User, anna: User) -> Case:
    on.to(1, 15)
    case = make_case(
        state=CaseState.HELD_WITH_PLAN,
        manager=carla,
        with_coordinator=anna,
        received_on=dt.date(2025, 10, 1),
        information_visit_on=dt.date(2025, 10, 10),
        preparation_started_on=dt.date(2025, 11, 10),
        referrer_type="hoofdpersoon",
    )
    make_attendance(make_conference(case, state="gehouden", held_on=january(15)))
    plan_calls(case, january(15))
    plan = make_plan(case, state=PlanState.NOT_NEEDED)
    assert term(case, carla) == january(22)
    on.to(1, 22)
    send_plan(plan, by=anna, recipients=[Recipient(DeliveryChannel.HANDED, person=make_circle_person(case))])
    return Case.objects.get(pk=case.pk)


def test_the_first_call_hangs_on_the_day_of_the_conference(on: Clock, carla: User, anna: User) -> None:
    case = _sent_on_the_22nd(on, carla, anna)
    assert (page(case, carla).title, term(case, carla)) == ("Niets te doen tot 15 februari 2026", None)

    on.to(2, 10)

    assert term(case, carla) == term(case, anna) == dt.date(2026, 2, 15)


def test_the_follow_up_is_late_five_months_after_the_conference(on: Clock, carla: User, anna: User) -> None:
    case = _sent_on_the_22nd(on, carla, anna)
    on.to(2, 14)
    record_call(Call.objects.get(case=case, kind=CallKind.ONE_MONTH), by=anna, state=CallState.REACHED, **SAID)
    assert page(case, carla).title == "Niets te doen tot 15 april 2026"

    on.to(4, 15)
    assert term(case, carla) == term(case, anna) == dt.date(2026, 6, 15)
    assert page(case, carla).term == "in_time"

    on.to(6, 16)
    assert page(case, carla).term == "late"


@pytest.mark.parametrize(
    ("held_on", "last"),
    [
        (dt.date(2025, 11, 28), dt.date(2026, 4, 28)),
        (dt.date(2025, 11, 30), dt.date(2026, 4, 30)),
        (dt.date(2025, 12, 31), dt.date(2026, 5, 31)),
        (dt.date(2025, 8, 31), dt.date(2026, 1, 31)),
        (dt.date(2025, 9, 30), dt.date(2026, 2, 28)),
    ],
)
def test_five_months_are_five_months_at_the_end_of_a_month_too(
    on: Clock, carla: User, anna: User, held_on: dt.date, last: dt.date
) -> None:
    case = make_case(
        state=CaseState.ONE_MONTH_CALLED,
        manager=carla,
        with_coordinator=anna,
        received_on=held_on - dt.timedelta(days=90),
    )
    make_conference(case, state="gehouden", held_on=held_on)
    plan_calls(case, held_on)
    Call.objects.filter(case=case, kind=CallKind.ONE_MONTH).update(
        state=CallState.NOT_REACHED, done_on=add_months(held_on, 1)
    )

    on.to(last.month, last.day)
    assert term(case, carla) == term(case, anna) == last
    call = Call.objects.get(case=case, kind=CallKind.THREE_MONTHS)
    assert (last_day_of(call), term_of(call)) == (last, "nearly")

    on.to(last.month + 1, 1)
    assert page(case, carla).term == term_of(call) == "late"


def test_the_plan_has_the_term_of_the_house_from_the_day_of_the_conference(
    on: Clock, carla: User, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.norms.PLAN_TO_EVERYONE_DAYS", 3)
    on.to(1, 20)
    case = make_case(state=CaseState.HELD_WITH_PLAN, manager=carla, with_coordinator=anna)
    make_attendance(make_conference(case, state="gehouden", held_on=january(15)))
    assert term(case, carla) == term(case, anna) == january(18), "to be written"

    make_plan(case, state=PlanState.NOT_NEEDED)

    assert term(case, carla) == term(case, anna) == january(18), "to be sent"


# --- waiting does not wipe a term that was missed -----------------------------------------------------------------


def test_a_decision_that_was_late_stays_late_while_the_case_waits(on: Clock, carla: User) -> None:
    case = received(carla, CaseState.SCREENING)
    on.to(1, 14)

    let_wait(case, by=carla, waiting_reason=COORDINATOR_WAITS)

    assert term(case, carla) == january(12)
    assert page(case, carla).term == "late"


def test_who_makes_a_case_wait_in_time_has_the_term_of_waiting(on: Clock, carla: User) -> None:
    case = received(carla, CaseState.SCREENING)
    on.to(1, 12)

    let_wait(case, by=carla, waiting_reason=COORDINATOR_WAITS)

    assert term(case, carla) == january(26)


def test_a_decision_that_was_late_stays_late_while_the_referrer_is_asked(on: Clock, carla: User) -> None:
    case = received(carla, CaseState.SCREENING)
    on.to(1, 14)

    ask_referrer(case, by=carla, text="Wie woont er bij Sem?")

    assert term(case, carla) == january(12)


def test_an_answer_that_was_late_stays_late_when_the_case_then_waits(on: Clock, carla: User) -> None:
    case = received(carla, CaseState.SCREENING)
    on.to(1, 8)
    ask_referrer(case, by=carla, text="Wie woont er bij Sem?")
    assert term(case, carla) == january(15)

    on.to(1, 20)
    let_wait(case, by=carla, waiting_reason=COORDINATOR_WAITS)

    assert term(case, carla) == january(15)


def test_the_earliest_of_all_that_was_missed_counts(on: Clock, carla: User) -> None:
    case = received(carla, CaseState.SCREENING)
    on.to(1, 14)
    ask_referrer(case, by=carla, text="Wie woont er bij Sem?")
    on.to(1, 30)

    let_wait(case, by=carla, waiting_reason=COORDINATOR_WAITS)

    assert term(case, carla) == january(12)


def test_after_the_answer_the_decision_has_its_own_term_again(on: Clock, carla: User) -> None:
    case = received(carla)
    on.to(1, 8)
    ask_referrer(case, by=carla, text="Wie woont er bij Sem?")
    assert term(case, carla) == january(7), "the call was late"

    record_answer(case, by=carla, answer="Moeder.")

    assert term(case, carla) == january(12)


def test_a_first_call_that_was_late_stays_late_when_the_case_is_handed_back(on: Clock, carla: User, anna: User) -> None:
    case = received(carla)
    assign_coordinator(case, anna.coordinator, by=carla)
    on.to(1, 9)

    hand_back(case, by=anna, reason="Ik ken de vader.")

    assert term(case, carla) == january(7)


def test_handing_back_in_time_has_the_term_of_waiting(on: Clock, carla: User, anna: User) -> None:
    case = received(carla)
    assign_coordinator(case, anna.coordinator, by=carla)
    on.to(1, 7)

    hand_back(case, by=anna, reason="Ik ken de vader.")

    assert term(case, carla) == january(21)


def test_a_new_coordinator_begins_with_a_clean_term(on: Clock, carla: User, anna: User) -> None:
    case = received(carla, CaseState.SCREENING)
    on.to(1, 14)
    let_wait(case, by=carla, waiting_reason=COORDINATOR_WAITS)
    on.to(1, 15)

    assign_coordinator(case, anna.coordinator, by=carla)

    assert term(case, carla) == term(case, anna) == january(19)


@pytest.mark.parametrize(("day", "expected"), [(12, dt.date(2026, 1, 14)), (13, dt.date(2026, 1, 12))])
def test_asking_a_coordinator_wipes_no_term_either(
    on: Clock, carla: User, anna: User, day: int, expected: dt.date
) -> None:
    case = received(carla, CaseState.SCREENING)
    on.to(1, day)

    make_request(case, anna.coordinator, by=carla)

    assert term(case, carla) == expected


def test_a_term_that_ran_out_while_a_coordinator_was_thinking_is_not_wiped_by_waiting(
    on: Clock, carla: User, anna: User
) -> None:
    case = received(carla, CaseState.SCREENING)
    on.to(1, 12)
    make_request(case, anna.coordinator, by=carla)
    on.to(1, 13)
    assert term(case, carla) == january(14), "the answer has its own term"

    let_wait(case, by=carla, waiting_reason=COORDINATOR_WAITS)
    stop_requests(case, by=carla)

    assert term(case, carla) == january(12)


# --- a second meeting ------------------------------------------------------------------------------------


def test_a_second_meeting_that_is_put_off_leaves_the_case_where_the_first_left_it(
    on: Clock, carla: User, anna: User
) -> None:
    on.to(1, 15)
    case = make_case(
        state=CaseState.SCHEDULED,
        manager=carla,
        with_coordinator=anna,
        received_on=dt.date(2025, 8, 1),
        preparation_started_on=dt.date(2025, 9, 1),
        meetings_held=1,
    )
    make_conference(case, state=ConferenceState.ADJOURNED)
    second = make_conference(case, sequence=2)

    postpone_conference(second, by=anna, reason="Oma is ziek.")

    case.refresh_from_db()
    assert case.state == CaseState.ADJOURNED
    assert (page(case, anna).key, term(case, anna), term(case, carla)) == ("choose_day", None, None)


def test_a_first_meeting_that_is_put_off_has_the_term_of_the_preparation(on: Clock, carla: User, anna: User) -> None:
    on.to(1, 15)
    case = make_case(state=CaseState.SCHEDULED, manager=carla, with_coordinator=anna, preparation_started_on=january(5))
    make_contact(case, by=anna)

    postpone_conference(make_conference(case), by=anna, reason="Oma is ziek.")

    case.refresh_from_db()
    assert case.state == CaseState.ACTIVATION
    assert term(case, anna) == term(case, carla) == january(5) + dt.timedelta(days=norms.CONFERENCE_DAYS)


# --- calls -----------------------------------------------------------------------------------------------


def test_a_call_with_the_professional_that_is_far_away_hides_no_call_with_the_family(
    on: Clock, carla: User, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = _sent_on_the_22nd(on, carla, anna)
    monkeypatch.setattr(norms, "EXPERIENCE_CALL_DAYS", 60)
    Case.objects.filter(pk=case.pk).update(referrer_type="school")
    plan_experience_call(Case.objects.get(pk=case.pk), january(15))

    on.to(2, 16)
    assert (page(case, carla).key, page(case, carla).term) == ("first_call_home", "late")
    assert term(case, carla) == term(case, anna) == dt.date(2026, 2, 15)

    record_call(Call.objects.get(case=case, kind=CallKind.ONE_MONTH), by=anna, state=CallState.REACHED, **SAID)
    on.to(3, 10)
    assert (page(case, carla).key, term(case, carla)) == ("experience_call", dt.date(2026, 3, 16))
    assert page(case, anna).key == "follow_up"
