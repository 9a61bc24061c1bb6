"""What the case page says must be done after the conference, and from which day."""

import datetime as dt

import pytest
import time_machine

from cases.casepage.next_step import NextStep, next_step_for
from cases.codes import CaseState
from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import local_today
from followup.acts.call_days import plan_calls
from followup.acts.calls import record_call
from followup.codes import CallKind, CallState
from followup.models import Call
from followup.terms import term_of
from plans.codes import PlanState
from tests.factories import make_case, make_conference, make_plan
from tests.followup.said import SAID
from tests.people import coordinator_of

pytestmark = pytest.mark.django_db
HELD_ON = dt.date(2026, 3, 31)


@pytest.fixture
def case() -> Case:
    found = make_case(state=CaseState.PLAN_SENT)
    make_conference(found, state="gehouden", held_on=HELD_ON)
    make_plan(found, state=PlanState.NOT_NEEDED)
    plan_calls(found, HELD_ON)
    return found


def step_on(case: Case, day: dt.date, user: User | None = None) -> NextStep:
    with time_machine.travel(dt.datetime.combine(day, dt.time(12), dt.UTC), tick=False):
        step = next_step_for(Case.objects.get(pk=case.pk), user or coordinator_of(case))
    assert step is not None
    return step


def call_of(case: Case, kind: str) -> Call:
    return Call.objects.get(case=case, kind=kind)


def test_a_month_after_the_last_of_march_is_the_last_of_april(case: Case) -> None:
    assert call_of(case, CallKind.ONE_MONTH).due_on == dt.date(2026, 4, 30)
    assert call_of(case, CallKind.THREE_MONTHS).due_on == dt.date(2026, 6, 30)


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (dt.date(2026, 4, 22), "Niets te doen tot 30 april 2026"),
        (dt.date(2026, 4, 23), "Bel na één maand"),
        (dt.date(2026, 5, 20), "Bel na één maand"),
    ],
)
def test_a_week_before_its_term_a_call_becomes_the_next_step(case: Case, day: dt.date, title: str) -> None:
    assert step_on(case, day).title == title


def test_before_that_there_is_no_term_to_miss(case: Case) -> None:
    assert step_on(case, dt.date(2026, 4, 1)).due_on is None


def test_after_the_first_call_the_follow_up_is_next_and_late_only_after_five_months(case: Case) -> None:
    record_call(call_of(case, CallKind.ONE_MONTH), by=coordinator_of(case), state=CallState.REACHED, **SAID)

    step = step_on(case, dt.date(2026, 7, 1))

    assert step.title == "Vraag na drie maanden hoe het gaat"
    assert step.due_on == dt.date(2026, 8, 31)


@pytest.mark.parametrize(("days", "term"), [(30, "in_time"), (0, "nearly"), (-1, "late")])
def test_a_first_call_is_late_the_day_after_its_term(case: Case, days: int, term: str) -> None:
    Call.objects.update(due_on=local_today() + dt.timedelta(days=days))

    assert term_of(call_of(case, CallKind.ONE_MONTH)) == term


@pytest.mark.parametrize(
    ("day", "term"),
    [(dt.date(2026, 7, 15), "in_time"), (dt.date(2026, 8, 31), "nearly"), (dt.date(2026, 9, 1), "late")],
)
def test_the_follow_up_has_two_months(case: Case, day: dt.date, term: str) -> None:
    with time_machine.travel(dt.datetime.combine(day, dt.time(12), dt.UTC), tick=False):
        assert term_of(call_of(case, CallKind.THREE_MONTHS)) == term


def test_a_call_that_was_made_has_no_term(case: Case) -> None:
    record_call(call_of(case, CallKind.ONE_MONTH), by=coordinator_of(case), state=CallState.REFUSED)

    assert term_of(call_of(case, CallKind.ONE_MONTH)) == ""
