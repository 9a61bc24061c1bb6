"""The next step of each state, who is to do it and before when; and the stepper above it."""

import datetime as dt

import pytest

from cases import norms
from cases.casepage.next_step import NO_TERM, STEPS, Doer, NextStep, Step, next_step_for
from cases.casepage.phases import PHASE_OF_STATE, stepper_of
from cases.casepage.tabs import tabs_for
from cases.codes import CaseState
from cases.models import Case
from ekc.accounts.codes import Role
from ekc.dates import local_today
from tests.factories import make_case, make_contact, make_user


def states_of(case: Case) -> list[str]:
    return [step["state"] for step in stepper_of(case, list(case.moves.all()))]


# --- what comes next --------------------------------------------------------------------------------------------


def test_first_contact_is_due_two_working_days_after_the_assignment(assigned, anna):
    assigned.contracts.update(started_on=dt.date(2026, 11, 20))  # a Friday

    step = next_step_for(assigned, anna)

    assert step.title == "Bel de familie voor een eerste afspraak"
    assert (step.who, step.due_on) == ("Anna Coördinator", dt.date(2026, 11, 24))
    assert step.url.endswith("/contacten/vastleggen/")


def test_after_the_first_contact_the_visit_comes_next(assigned, anna):
    make_contact(assigned, by=anna)

    step = next_step_for(assigned, anna)

    assert step.title == "Leg uit wat een Eigen Kracht-conferentie is"
    assert step.url.endswith("/uitleg/")


def test_after_the_visit_the_family_decides(assigned, anna):
    assigned.information_visit_on = local_today()

    step = next_step_for(assigned, anna)

    assert step.url.endswith("/voorbereiding-starten/")
    assert step.other_url.endswith("/afzien/")


def test_manager_sees_the_step_of_the_coordinator_without_its_button(assigned, carla):
    step = next_step_for(assigned, carla)

    assert (step.who, step.url) == ("Anna Coördinator", "")


def test_professional_hears_who_is_at_it_and_nothing_of_the_preparation(assigned):
    professional = make_user(Role.PROFESSIONAL)

    step = next_step_for(assigned, professional)

    assert step.title == "De coördinator legt de familie uit wat een conferentie is"
    assert (step.url, step.due_on) == ("", None)


@pytest.mark.parametrize("state", [CaseState.ENDED_IN_ACTIVATION, CaseState.FOLLOWED_UP])
def test_what_ended_is_registered_next(anna, state):
    case = make_case(state=state, with_coordinator=anna)

    step = next_step_for(case, anna)

    assert step.url.endswith("/registratie/")
    assert step.due_on == local_today() + dt.timedelta(days=norms.REGISTRATION_DAYS)


def test_registration_falls_to_the_manager_once_the_coordinator_is_gone(carla):
    case = make_case(state=CaseState.ONE_MONTH_CALLED, with_coordinator=False, manager=carla)

    step = next_step_for(case, carla)

    assert (step.who, step.url.endswith("/registratie/")) == ("Carla Manager", True)


def test_registered_case_is_closed_next(anna):
    case = make_case(state=CaseState.REGISTERED, with_coordinator=anna)

    assert next_step_for(case, anna).url.endswith("/afsluiten/")


def test_a_new_aanmelding_is_called_by_the_manager_within_two_working_days(carla):
    case = make_case(state=CaseState.REFERRED, manager=carla, received_on=dt.date(2026, 11, 20))

    step = next_step_for(case, carla)

    assert (step.who, step.due_on) == ("Carla Manager", dt.date(2026, 11, 24))


@pytest.mark.parametrize("state", [CaseState.CLOSED, CaseState.NOT_SUITABLE, CaseState.WITHDRAWN])
def test_finished_case_has_no_next_step(carla, state):
    assert next_step_for(make_case(state=state), carla) is None


def test_lowest_order_that_knows_a_step_wins(assigned, anna):
    never = Step(lambda facts: None, "nooit", Doer.COORDINATOR)
    first = Step(lambda facts: NO_TERM, "eerst", Doer.COORDINATOR)
    with STEPS.standing_in("never", never, order=-2), STEPS.standing_in("first", first, order=-1):
        assert next_step_for(assigned, anna).title == "eerst"


@pytest.mark.parametrize(("days", "term"), [(-1, "late"), (0, "nearly"), (2, "nearly"), (3, "in_time")])
def test_term_of_a_step_is_told_on_the_day(days, term):
    assert NextStep("iets", due_on=local_today() + dt.timedelta(days=days)).term == term


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (dt.date(2026, 11, 19), 2, dt.date(2026, 11, 23)),  # Thursday: Friday, Monday
        (dt.date(2026, 11, 21), 1, dt.date(2026, 11, 23)),  # Saturday: Monday
        (dt.date(2026, 11, 19), 0, dt.date(2026, 11, 19)),
    ],
)
def test_working_days_leave_out_the_weekend(day, days, expected):
    assert norms.add_working_days(day, days) == expected


# --- stepper and tabs ------------------------------------------------------------------------------------------


def test_every_state_has_its_phase():
    assert set(PHASE_OF_STATE) == set(CaseState.values)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (CaseState.REFERRED, ["current", "upcoming", "upcoming", "upcoming", "upcoming", "upcoming"]),
        (CaseState.ACTIVATION, ["done", "current", "upcoming", "upcoming", "upcoming", "upcoming"]),
        (CaseState.HELD_WITHOUT_PLAN, ["done", "done", "done", "stopped", "current", "upcoming"]),
        (CaseState.ENDED_IN_ACTIVATION, ["done", "stopped", "stopped", "stopped", "stopped", "current"]),
        (CaseState.PLAN_WITHOUT_MEETING, ["done", "done", "stopped", "current", "upcoming", "upcoming"]),
        (CaseState.NOT_SUITABLE, ["stopped"] * 6),
        (CaseState.CLOSED, ["done"] * 6),
    ],
)
def test_stepper_shows_how_far_a_case_came(db, state, expected):
    assert states_of(make_case(state=state)) == expected


def test_tabs_follow_the_lifecycle_and_the_role(world):
    labels = {
        who: [str(tab["label"]) for tab in tabs_for(world.people[who], world.own.case, current="circle")]
        for who in ("anna", "dirk")
    }

    assert labels["anna"][:3] == ["Overzicht", "Kring", "Contacten"]
    assert labels["anna"][-1] == "Verloop"
    assert not {"Kring", "Contacten"} & set(labels["dirk"])
