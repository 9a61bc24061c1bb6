"""The regional manager asks the professional who referred how it went (domain.md 3.1, move 16)."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from cases.models import Case
from conferences.signals import conference_held
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.outbox.acts import run_due_rows
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from followup.acts.calls import record_attempt, record_call
from followup.codes import CallKind, CallState
from followup.models import Call
from tests.followup.said import EARLY, SAID
from tests.world import World, make_world

pytestmark = pytest.mark.django_db
REMARK = "De samenwerking was prettig, de uitleg vooraf kon beter."
TOLD = {"spoken_with": "Dirk", "summary": REMARK}


@pytest.fixture
def sent() -> World:
    """A case whose conference was three weeks ago: the experience call is late, the others are still to come."""
    world = make_world(state=CaseState.PLAN_SENT)
    conference = world.own.conference
    conference.held_on = local_today() - dt.timedelta(days=21)
    conference.save(update_fields=["held_on"])
    Case.objects.filter(pk=world.own.case.pk).update(referrer_type="bureau_jeugdzorg", manager=world.carla)
    conference.case.refresh_from_db()
    meet(world)
    return world


def meet(world: World) -> None:
    """The conference was just held; after that the plan was sent."""
    conference, own = world.own.conference, Case.objects.filter(pk=world.own.case.pk)
    own.update(state=CaseState.HELD_WITH_PLAN)
    conference_held.send(sender=type(conference), conference=conference)
    own.update(state=CaseState.PLAN_SENT)


def experience(world: World) -> Call:
    return Call.objects.get(case=world.own.case, kind=CallKind.EXPERIENCE)


def page(user: User, name: str, *args: object) -> tuple[int, str]:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(f"followup:{name}", args=args))
    return answer.status_code, answer.content.decode()


def test_a_held_conference_plans_a_call_with_the_professional_two_weeks_later(sent: World) -> None:
    assert experience(sent).due_on == sent.own.conference.held_on + dt.timedelta(days=14)


def test_a_lay_referrer_gets_no_such_call(sent: World) -> None:
    Call.objects.all().delete()
    sent.own.conference.case.referrer_type = "familie_netwerk"

    meet(sent)

    assert set(Call.objects.values_list("kind", flat=True)) == {CallKind.ONE_MONTH, CallKind.THREE_MONTHS}


def test_the_regional_manager_is_reminded_and_not_the_coordinator(sent: World) -> None:
    run_due_rows()

    assert [message.to for message in Message.objects.filter(key__startswith="call-")] == [sent.carla.email]


def test_the_regional_manager_writes_it_down_and_the_case_stays_where_it_is(sent: World) -> None:
    client = Client()
    client.force_login(sent.carla)
    url = reverse("followup:call", args=[sent.own.case.number, experience(sent).pk])

    client.post(
        url, {"state": "bereikt", "done_on": local_today().isoformat(), "spoken_with": "Dirk", "summary": REMARK}
    )

    assert (experience(sent).state, experience(sent).summary) == (CallState.REACHED, REMARK)
    assert Case.objects.get(pk=sent.own.case.pk).state == CaseState.PLAN_SENT


def test_the_coordinator_neither_reads_nor_writes_what_the_professional_said(sent: World) -> None:
    record_call(experience(sent), by=sent.carla, state=CallState.REACHED, spoken_with="Dirk", summary=REMARK)

    assert page(sent.anna, "call", sent.own.case.number, experience(sent).pk)[0] == 403
    assert REMARK not in page(sent.anna, "followup", sent.own.case.number)[1]
    assert REMARK in page(sent.carla, "followup", sent.own.case.number)[1]


def test_nobody_writes_down_somebody_elses_call(sent: World) -> None:
    with pytest.raises(Refusal, match="iemand anders"):
        record_call(experience(sent), by=sent.anna, state=CallState.REACHED, **SAID)


def test_the_office_makes_a_call_that_the_coordinator_cannot(sent: World) -> None:
    one_month = Call.objects.get(case=sent.own.case, kind=CallKind.ONE_MONTH)

    record_attempt(one_month, by=sent.carla)
    record_call(one_month, by=sent.carla, state=CallState.NOT_REACHED, early_reason=EARLY)

    one_month.refresh_from_db()
    assert (one_month.attempts.count(), one_month.by) == (2, sent.carla)


def test_the_call_is_the_next_step_of_the_regional_manager_only(sent: World) -> None:
    assert "Bel de aanmelder over de ervaringen" in page(sent.carla, "followup", sent.own.case.number)[1]
    assert "Bel de aanmelder over de ervaringen" not in page(sent.anna, "followup", sent.own.case.number)[1]
