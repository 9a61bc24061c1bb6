"""What is owed can be written down by who is asked for it: access waits for it, and the office may complete (R-03)."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.codes import AccessEnd, CaseState
from cases.models import Case
from cases.preparation.acts.finishing import finish_work
from cases.preparation.acts.registration import register_case
from conferences.day.acts.presence import mark_presence
from conferences.day.reads.presence import Who
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.refusal import Refusal
from followup.acts.call_days import plan_calls
from followup.acts.calls import record_call
from followup.codes import CallKind, CallState
from followup.models import Call
from plans.codes import PlanState
from tests.factories import make_attendance, make_case, make_conference, make_plan, make_programme, make_user
from tests.followup.said import SAID
from tests.people import coordinator_of, signed_in
from tests.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    """Sent six weeks after its conference; nobody wrote down who was there, nor any hours."""
    found = make_case(state=CaseState.PLAN_SENT)
    held = make_conference(found, state="gehouden", held_on=local_today() - dt.timedelta(days=40))
    make_plan(found, state=PlanState.NOT_NEEDED)
    plan_calls(found, held.held_on)
    return found


@pytest.fixture
def sent() -> World:
    world = make_world(state=CaseState.PLAN_SENT)
    plan_calls(world.own.case, world.own.conference.held_on)
    return world


def call_of(case: Case) -> Call:
    return Call.objects.get(case=case, kind=CallKind.ONE_MONTH)


def test_a_call_that_nobody_planned_is_put_ready_by_who_is_asked_for_it(sent: World) -> None:
    case = sent.own.case
    Call.objects.all().delete()
    tab, plan = (reverse(f"followup:{name}", args=[case.number]) for name in ("followup", "plan"))
    assert plan in signed_in(sent.anna).get(tab).content.decode()

    signed_in(sent.anna).post(plan)

    assert call_of(case).state == CallState.DUE
    assert plan not in signed_in(sent.anna).get(tab).content.decode()


def test_access_does_not_end_while_something_is_owed(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(programme=make_programme(coordinator_access_ends=AccessEnd.ONE_MONTH))
    by = coordinator_of(case)

    record_call(call_of(case), by=by, state=CallState.REACHED, **SAID)

    assert Case.objects.for_user(by).filter(pk=case.pk).exists()
    with pytest.raises(Refusal, match="wie er bij de conferentie waren; je uren"):
        finish_work(case, by=by)
    make_attendance(case.conferences.get(), name="Oma", position="opa_oma")
    finish_work(case, by=by, no_hours=True)
    assert not Case.objects.for_user(by).filter(pk=case.pk).exists()


def test_the_registration_ends_the_access_of_whose_work_was_over(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(programme=make_programme(coordinator_access_ends=AccessEnd.ONE_MONTH))
    by, manager = coordinator_of(case), make_user(Role.REGIONAL_MANAGER, region=case.region)
    record_call(call_of(case), by=by, state=CallState.REACHED, **SAID)
    mark_presence(
        case.conferences.get(), Who(name="Oma", position="opa_oma"), by=manager, part="informatie", present=True
    )

    register_case(
        case,
        by=manager,
        help_duration="geen",
        problems=["anders"],
        subjects=["anders"],
        cooperation_grade=None,
        cooperation_note="Dat weet alleen de coördinator.",
    )

    assert case.contracts.get().ended_on == local_today()
    assert case.conferences.get().attendances.get().by_office
