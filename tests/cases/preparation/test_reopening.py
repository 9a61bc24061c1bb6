"""What was registered, closed or ended at the desk is taken up again, with who and why; the figures say so."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from cases.casepage.next_step import next_step_for
from cases.codes import (
    COUNTED_STATES,
    FINISHED_STATES,
    NEVER_STARTED_STATES,
    CaseOutcome,
    CaseState,
    EndReason,
    LeavingReason,
)
from cases.coordinators.acts.handing_over import hand_over
from cases.models import Case
from cases.preparation.acts.registration import close_case, register_case
from cases.preparation.acts.reopening import reopen_case, resume_preparation, stop_afterwards
from cases.workflow import WORKFLOW
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.dutch import long_date
from ekc.refusal import Refusal
from reports.catalogue import Selection, build_report
from reports.catalogue.report import report_as_json
from reports.codes import Audience
from reports.protecting import protect
from reports.rendering import texts
from tests.cases.coordinators.test_handing_over import successor
from tests.factories import make_attendance, make_case, make_conference, make_contract, make_user
from tests.reports.kept import check_every_count

pytestmark = pytest.mark.django_db
ANSWERS = {"help_duration": "geen", "problems": ["anders"], "subjects": ["anders"], "cooperation_grade": 7}


@pytest.fixture
def carla() -> User:
    return make_user(Role.REGIONAL_MANAGER)


def counted(state: str) -> Case:
    """A case that counts, with everything a registration asks."""
    case = make_case(state=state, **ANSWERS)
    make_attendance(make_conference(case, state="gehouden"), name="Oma")
    return case


@pytest.mark.parametrize("state", sorted(FINISHED_STATES | COUNTED_STATES))
def test_every_end_is_taken_up_again_with_a_reason(state: str, carla: User) -> None:
    case = make_case(state=state, manager=carla)
    with pytest.raises(Refusal, match="waarom"):
        reopen_case(case, by=carla, reason=" ")

    reopen_case(case, by=carla, reason="Er is iemand vergeten.")

    case.refresh_from_db()
    move = case.moves.latest("pk")
    assert case.state == WORKFLOW.table[state, "reopen"].target
    assert (case.closed_on, case.registered_on) == (None, None)
    assert (case.outcome == "") == (state in NEVER_STARTED_STATES)
    assert (move.action, move.by, move.reason) == ("reopen", carla, "Er is iemand vergeten.")


@pytest.mark.parametrize("state", sorted(FINISHED_STATES | COUNTED_STATES))
def test_what_is_taken_up_again_is_not_late_at_once(state: str, carla: User) -> None:
    case = make_case(state=state, manager=carla, received_on=local_today() - dt.timedelta(days=200))

    reopen_case(case, by=carla, reason="De moeder belde.")

    case.refresh_from_db()
    step = next_step_for(case, carla)
    assert step is None or step.term != "late"
    assert case.taken_up_on == local_today()


def test_the_overview_says_who_was_the_coordinator(carla: User) -> None:
    case = make_case(state=CaseState.CLOSED, manager=carla)
    client = Client()
    client.force_login(carla)
    assert "nog niemand" in client.get(case.get_absolute_url()).content.decode()
    contract = make_contract(case, make_user(Role.COORDINATOR), ended_on=local_today())

    page = client.get(case.get_absolute_url()).content.decode()

    assert f"{contract.coordinator}, tot en met {long_date(local_today())}" in page


def test_the_history_says_who_reopened_it_and_why(carla: User) -> None:
    case = counted(CaseState.CLOSED)
    client = Client()
    client.force_login(carla)

    client.post(reverse("cases:reopen", args=[case.number]), {"reason": "Verkeerd cijfer."})

    shown = client.get(reverse("cases:history", args=[case.number])).content.decode()
    assert "Heropenen: Heropend om te verbeteren" in shown
    assert "Verkeerd cijfer." in shown
    assert str(carla) in shown


def test_a_closed_case_is_put_right_registered_and_closed_again(carla: User) -> None:
    case = counted(CaseState.CLOSED)
    reopen_case(case, by=carla, reason="Verkeerd cijfer.")

    register_case(case, by=carla, cooperation_grade=8)
    close_case(case, by=carla)

    case.refresh_from_db()
    assert (case.state, case.cooperation_grade, case.closed_on) == (CaseState.CLOSED, 8, local_today())


def test_somebody_can_be_given_a_reopened_case(carla: User) -> None:
    case = counted(CaseState.CLOSED)
    reopen_case(case, by=carla, reason="De navraag ontbreekt.")

    contract = hand_over(case, successor(), by=carla, reason_code=LeavingReason.OTHER, reason="Er was niemand meer.")

    assert Case.objects.for_user(contract.coordinator.user).get() == case


def test_a_report_says_what_an_earlier_edition_may_say_otherwise(carla: User, monkeypatch: pytest.MonkeyPatch) -> None:
    check_every_count(monkeypatch)
    case, other = counted(CaseState.CLOSED), counted(CaseState.CLOSED)
    before = build_report(Selection())
    assert before.reopened.cases == 0
    assert "heropend" not in " ".join(texts.about(protect(before, Audience.INTERNAL)))
    assert "reopened" not in report_as_json(before)

    reopen_case(case, by=carla, reason="Verkeerd cijfer.")
    reopen_case(other, by=carla, reason="Verkeerd cijfer.")
    register_case(other, by=carla)

    after = build_report(Selection())
    said = " ".join(texts.about(protect(after, Audience.INTERNAL)))
    assert (after.reopened.cases, after.reopened.not_counted) == (2, 1)
    assert after.key_figures["requests"] == before.key_figures["requests"] - 1
    assert "2 zaken die al meetelden, zijn later heropend" in said
    assert f"het laatst op {long_date(local_today())}" in said
    assert "1 daarvan telt nu niet mee" in said
    assert report_as_json(after)["reopened"]["not_counted"] == 1


# --- what had stopped goes on ---------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [CaseState.ENDED_IN_ACTIVATION, CaseState.REOPENED])
def test_a_family_that_stopped_comes_back(state: str) -> None:
    case = make_case(
        state=state,
        outcome=CaseOutcome.ENDED_IN_ACTIVATION,
        not_held_reason=EndReason.NO_LONGER_NEEDED,
        meetings_held=0,
    )
    by = case.contracts.get().coordinator.user

    resume_preparation(case, by=by, reason="De familie wil toch.")

    case.refresh_from_db()
    assert (case.state, case.outcome, case.not_held_reason) == (CaseState.ACTIVATION, "", "")


def test_a_preparation_without_a_coordinator_does_not_go_on(carla: User) -> None:
    case = make_case(state=CaseState.ENDED_IN_ACTIVATION, with_coordinator=False)

    with pytest.raises(Refusal, match="geen coördinator"):
        resume_preparation(case, by=carla, reason="De familie wil toch.")


def test_a_case_that_had_its_conference_does_not_prepare_again(carla: User) -> None:
    case = counted(CaseState.REOPENED)

    with pytest.raises(Refusal, match="al een bijeenkomst"):
        resume_preparation(case, by=carla, reason="De familie wil toch.")


@pytest.mark.parametrize("state", sorted(WORKFLOW.sources("stop_afterwards")))
def test_a_family_stops_after_the_conference_and_nobody_is_pursued(state: str) -> None:
    case = make_case(state=state)
    by = case.contracts.get().coordinator.user
    with pytest.raises(Refusal, match="waarom de nazorg stopt"):
        stop_afterwards(case, by=by, reason="")

    stop_afterwards(case, by=by, reason="De familie wil niet meer gebeld worden.")

    case.refresh_from_db()
    assert case.state == CaseState.STOPPED_AFTERWARDS
    assert not case.calls.filter(state="te_doen").exists()


def test_a_plan_that_was_not_written_out_still_counts() -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)

    stop_afterwards(case, by=case.contracts.get().coordinator.user, reason="Zij gaan zelf verder.")

    assert case.plan.plan_agreed
