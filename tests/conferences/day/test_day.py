"""Planning, moving and holding a conference, as a coordinator does it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.codes import CaseOutcome, CaseState, Position
from cases.models import Case
from cases.preparation.acts.ending import end_in_activation
from cases.preparation.reads.registration import missing_for_registration
from conferences.codes import ConferenceState, InvitationAnswer
from conferences.day.acts.day import (
    adjourn_conference,
    correct_times,
    hold_conference,
    record_conference,
    start_information,
    start_presentation,
    start_private_time,
)
from conferences.day.acts.meeting_again import return_to_private_time
from conferences.day.acts.presence import Presence, record_attendance
from conferences.inviting.acts.inviting import invite, record_answer
from conferences.models import Attendance, Conference
from conferences.planning.acts.planning import plan_conference, postpone_conference
from ekc.accounts.models import User
from ekc.dates import at_local, local_today
from ekc.refusal import Refusal
from followup.models import Call
from tests.factories import make_ban, make_case, make_circle_person, make_conference, make_main_person, make_question
from tests.rows import the_one

pytestmark = pytest.mark.django_db
CLOCKS = {
    "started": dt.time(13),
    "private_from": dt.time(14),
    "private_until": dt.time(16, 30),
    "ended": dt.time(17, 30),
}


@pytest.fixture
def case() -> Case:
    return make_case(state=CaseState.ACTIVATION)


@pytest.fixture
def coordinator(case: Case) -> User:
    return case.contracts.get().coordinator.user


def plan(case: Case, coordinator: User, days: int = 14) -> Conference:
    start = at_local(local_today() + dt.timedelta(days=days), dt.time(13))
    return plan_conference(case, by=coordinator, planned_start=start, planned_end=start + dt.timedelta(hours=5))


def reload(obj):
    return type(obj).objects.get(pk=obj.pk)


def test_planning_makes_a_meeting_and_moves_the_case(case: Case, coordinator: User) -> None:
    conference = plan(case, coordinator)

    assert (conference.sequence, conference.state) == (1, ConferenceState.PLANNED)
    assert reload(case).state == CaseState.SCHEDULED


def test_planning_again_moves_the_same_meeting_and_all_that_hangs_on_its_date(case: Case, coordinator: User) -> None:
    plan(case, coordinator, days=14)
    moved = plan(case, coordinator, days=30)

    assert case.conferences.count() == 1
    held_on = timezone.localdate(moved.planned_start)
    assert Call.objects.get(case=case, kind="na_1_maand").due_on > held_on


def test_a_conference_before_the_preparation_is_refused(case: Case, coordinator: User) -> None:
    with pytest.raises(Refusal, match="vóór het begin van de voorbereiding"):
        plan(case, coordinator, days=-365)

    assert not case.conferences.exists()


def test_postponing_needs_a_reason_and_takes_the_calls_away(case: Case, coordinator: User) -> None:
    conference = plan(case, coordinator)
    with pytest.raises(Refusal, match="waarom"):
        postpone_conference(conference, by=coordinator, reason=" ")

    postpone_conference(conference, by=coordinator, reason="Oma is ziek.")

    assert reload(case).state == CaseState.ACTIVATION
    assert set(case.calls.values_list("state", flat=True)) == {"vervallen"}


def test_a_postponed_conference_is_planned_again_as_the_same_meeting(case: Case, coordinator: User) -> None:
    postpone_conference(plan(case, coordinator), by=coordinator, reason="Oma is ziek.")

    again = plan(case, coordinator, days=40)

    assert (again.sequence, again.state) == (1, ConferenceState.PLANNED)
    assert set(case.calls.values_list("state", flat=True)) == {"te_doen"}


def test_the_three_parts_follow_each_other_by_the_clock(case: Case, coordinator: User) -> None:
    conference = plan(case, coordinator)
    question = make_question(case)
    at = timezone.now() - dt.timedelta(hours=5)

    start_information(conference, by=coordinator, at=at)
    start_private_time(conference, by=coordinator, at=at + dt.timedelta(hours=1))
    start_presentation(conference, by=coordinator, at=at + dt.timedelta(hours=3))
    held = hold_conference(conference, by=coordinator, with_plan=True, at=at + dt.timedelta(hours=4))

    assert held.ended_at - held.started_at == dt.timedelta(hours=4)
    assert reload(question).confirmed_at == at
    case = reload(case)
    assert (case.state, case.outcome, case.meetings_held) == (
        CaseState.HELD_WITH_PLAN,
        CaseOutcome.CONFERENCE_HELD,
        1,
    )


def test_a_button_pressed_twice_is_refused_and_changes_nothing(case: Case, coordinator: User) -> None:
    conference = plan(case, coordinator)
    start_information(conference, by=coordinator)
    begun = reload(conference).started_at

    with pytest.raises(Refusal, match="kan nu niet"):
        start_information(reload(conference), by=coordinator)

    assert reload(conference).started_at == begun


def test_going_back_to_private_time_is_counted_and_needs_the_open_question(case: Case, coordinator: User) -> None:
    conference = plan(case, coordinator)
    start_information(conference, by=coordinator)
    start_private_time(conference, by=coordinator)
    start_presentation(conference, by=coordinator)
    with pytest.raises(Refusal, match="vraag"):
        return_to_private_time(conference, by=coordinator, question="")

    return_to_private_time(conference, by=coordinator, question="Waar slaapt Sem?")
    start_presentation(conference, by=coordinator)

    assert reload(conference).returns_to_private_time == 1
    assert the_one(conference.moves, reason="Waar slaapt Sem?")


def test_an_adjourned_conference_gets_a_second_meeting_and_counts_two(case: Case, coordinator: User) -> None:
    first = plan(case, coordinator)
    start_information(first, by=coordinator)
    start_private_time(first, by=coordinator)
    start_presentation(first, by=coordinator)
    adjourn_conference(first, by=coordinator, reason="Het was te laat.")
    second = plan(case, coordinator, days=3)
    start_information(second, by=coordinator)
    start_private_time(second, by=coordinator)
    start_presentation(second, by=coordinator)

    held = hold_conference(second, by=coordinator, with_plan=True)

    assert (held.sequence, held.meetings, reload(case).meetings_held) == (2, 2, 2)


def in_presentation(held_on: dt.date) -> tuple[Conference, User]:
    conference = make_conference(
        make_case(state=CaseState.IN_CONFERENCE), state=ConferenceState.PRESENTATION, held_on=held_on
    )
    return conference, conference.case.contracts.get().coordinator.user


def test_a_forgotten_button_does_not_make_an_endless_meeting() -> None:
    conference, by = in_presentation(local_today() - dt.timedelta(days=2))

    with pytest.raises(Refusal, match="Achteraf vastleggen"):
        hold_conference(conference, by=by, with_plan=True)
    with pytest.raises(Refusal, match="Achteraf vastleggen"):
        adjourn_conference(conference, by=by, reason="Te laat.")

    record_conference(conference, by=by, day=local_today() - dt.timedelta(days=2), with_plan=True, **CLOCKS)
    assert reload(conference).ended_at - reload(conference).started_at == dt.timedelta(hours=4, minutes=30)


def test_holding_without_a_plan_needs_a_reason() -> None:
    conference, by = in_presentation(local_today() - dt.timedelta(days=2))
    ended = conference.private_time_until + dt.timedelta(hours=1)
    with pytest.raises(Refusal, match="waarom er geen plan"):
        hold_conference(conference, by=by, with_plan=False, at=ended)

    hold_conference(
        conference, by=by, with_plan=False, no_plan_reason="De familie wil eerst een deskundige horen.", at=ended
    )

    assert reload(conference.case).state == CaseState.HELD_WITHOUT_PLAN


def test_the_whole_day_can_be_written_down_afterwards(case: Case, coordinator: User) -> None:
    conference = plan(case, coordinator)
    yesterday = local_today() - dt.timedelta(days=1)

    held = record_conference(conference, by=coordinator, day=yesterday, with_plan=True, **CLOCKS)

    assert held.held_on == yesterday
    assert held.private_time_until - held.private_time_from == dt.timedelta(hours=2, minutes=30)
    assert reload(case).state == CaseState.HELD_WITH_PLAN
    assert Call.objects.get(case=case, kind="na_1_maand").due_on > yesterday


def test_a_day_to_come_cannot_be_written_down(case: Case, coordinator: User) -> None:
    conference = plan(case, coordinator)

    with pytest.raises(Refusal, match="nog niet geweest"):
        record_conference(
            conference, by=coordinator, day=local_today() + dt.timedelta(days=1), with_plan=True, **CLOCKS
        )


def test_times_can_be_put_right_and_calls_move_along(case: Case, coordinator: User) -> None:
    conference = plan(case, coordinator)
    yesterday = local_today() - dt.timedelta(days=1)
    record_conference(conference, by=coordinator, day=yesterday, with_plan=True, **CLOCKS)
    before = Call.objects.get(case=case, kind="na_3_maanden").due_on

    correct_times(conference, by=coordinator, day=local_today() - dt.timedelta(days=20), **CLOCKS)

    assert Call.objects.get(case=case, kind="na_3_maanden").due_on < before


def test_a_conference_cannot_begin_without_the_frame_that_safety_asks_for() -> None:
    case = make_case(state=CaseState.SCHEDULED, needs_frame=True)
    conference = make_conference(case)

    with pytest.raises(Refusal, match="veiligheidskader is nog niet ingediend"):
        start_information(conference, by=case.contracts.get().coordinator.user)

    assert reload(conference).state == ConferenceState.PLANNED


# --- who was there ---------------------------------------------------------------------------------


def held_conference() -> Conference:
    return make_conference(make_case(state=CaseState.HELD_WITH_PLAN), state=ConferenceState.HELD)


def test_attendance_counts_main_persons_circle_and_others_by_position() -> None:
    conference = held_conference()
    case, by = conference.case, conference.case.contracts.get().coordinator.user
    parts = {"in_information": True, "in_private_time": False, "in_presentation": True}
    present = [
        Presence(main_person=case.main_persons.get(), **parts),
        Presence(person=make_circle_person(case, is_minor=True, position=Position.COUSIN), **parts),
        Presence(name="Juf Els", position=Position.SCHOOL, **parts),
    ]

    record_attendance(conference, present, by=by)

    rows = Attendance.objects.filter(conference=conference).order_by("position")
    assert [(row.position, row.minors) for row in rows] == [
        (Position.MINOR_MAIN_PERSON, 1),
        (Position.COUSIN, 1),
        (Position.SCHOOL, 0),
    ]


def test_who_was_in_no_part_was_not_there() -> None:
    conference = held_conference()
    nowhere = Presence(
        person=make_circle_person(conference.case), in_information=False, in_private_time=False, in_presentation=False
    )

    record_attendance(conference, [nowhere], by=conference.case.contracts.get().coordinator.user)

    assert not conference.attendances.exists()


def test_a_professional_cannot_be_present_in_private_time() -> None:
    conference = held_conference()
    worker = Presence(
        name="Mevrouw De Wit",
        position=Position.CARE_WORKER,
        in_information=True,
        in_private_time=True,
        in_presentation=True,
    )

    with pytest.raises(Refusal, match="alleen familie en netwerk"):
        record_attendance(conference, [worker], by=conference.case.contracts.get().coordinator.user)


def test_the_database_refuses_a_professional_in_private_time_too() -> None:
    with pytest.raises(IntegrityError, match="no_professional_in_private_time"), transaction.atomic():
        Attendance.objects.create(conference=held_conference(), position=Position.REFERRER, in_private_time=True)


def test_attendance_before_the_beginning_is_refused(case: Case, coordinator: User) -> None:
    conference = plan(case, coordinator)

    with pytest.raises(Refusal, match="nog niet begonnen"):
        record_attendance(conference, [], by=coordinator)


def test_who_was_set_aside_cannot_be_invited(case: Case, coordinator: User) -> None:
    conference = plan(case, coordinator)

    with pytest.raises(Refusal, match="doet niet mee"):
        invite(conference, by=coordinator, person=make_circle_person(case, set_aside=True))


def test_two_people_under_a_contact_ban_are_not_both_invited(case: Case, coordinator: User) -> None:
    conference = plan(case, coordinator)
    mother, father = make_circle_person(case, name="Els"), make_circle_person(case, name="Rob")
    make_ban(mother, father, by=coordinator)
    invite(conference, by=coordinator, person=mother)

    with pytest.raises(Refusal, match="contactverbod"):
        invite(conference, by=coordinator, person=father)

    assert conference.invitations.count() == 1


def test_stopping_the_preparation_takes_the_planned_day_off(case: Case, coordinator: User) -> None:
    conference = plan(case, coordinator)

    end_in_activation(case, by=coordinator, reason="netwerk_te_klein")

    assert reload(conference).state == ConferenceState.POSTPONED
    assert set(case.calls.values_list("state", flat=True)) == {"vervallen"}


def test_a_held_conference_is_registered_only_with_its_participants() -> None:
    conference = held_conference()
    assert "wie er bij de conferentie waren" in [str(each) for each in missing_for_registration(conference.case)]

    Attendance.objects.create(conference=conference, position=Position.PARENT)

    assert "wie er bij de conferentie waren" not in [str(each) for each in missing_for_registration(conference.case)]


def test_an_answer_may_change_until_the_day(case: Case, coordinator: User) -> None:
    conference = plan(case, coordinator)
    invitation = invite(conference, by=coordinator, main_person=make_main_person(case, name="Lot"))
    record_answer(invitation, by=coordinator, answer=InvitationAnswer.COMES)

    record_answer(
        invitation, by=coordinator, answer=InvitationAnswer.DOES_NOT_COME, absent_reason="Moet die dag werken."
    )

    assert reload(invitation).absent_reason == "Moet die dag werken."


# --- what the database refuses ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"private_time_from": -1}, "private_time_inside_meeting"),
        ({"private_time_until": 9}, "private_time_inside_meeting"),
        ({"ended_at": 25}, "conference_shorter_than_a_day"),
        ({"ended_at": None}, "conference_met_has_times"),
        ({"meetings": 0}, "conference_meetings_at_least_one"),
        ({"state": "zomaar"}, "conference_state_known"),
    ],
)
def test_the_database_refuses_an_impossible_meeting(change: dict, constraint: str) -> None:
    conference = held_conference()
    values = {
        name: conference.started_at + dt.timedelta(hours=value)
        if name.endswith(("_at", "_from", "_until")) and value is not None
        else value
        for name, value in change.items()
    }

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Conference.objects.filter(pk=conference.pk).update(**values)


def test_the_database_refuses_a_second_held_conference() -> None:
    conference = held_conference()

    with pytest.raises(IntegrityError, match="one_held_conference_per_case"), transaction.atomic():
        make_conference(conference.case, state=ConferenceState.HELD, sequence=2)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"persons": 0}, "attendance_at_least_one_person"),
        ({"persons": 1, "minors": 2}, "attendance_minors_fit_persons"),
        ({"position": "buurman"}, "attendance_position_known"),
    ],
)
def test_the_database_refuses_an_impossible_attendance(fields: dict, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Attendance.objects.create(**{"conference": held_conference(), "position": Position.PARENT, **fields})
