"""A call has a window: before it one needs a reason and the figures leave it out; "bereikt" says who and what."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.codes import CaseState
from cases.models import Case
from ekc.dates import add_months, local_today
from ekc.refusal import Refusal
from followup.acts.call_days import plan_calls
from followup.acts.calls import record_attempt, record_call
from followup.acts.rounds import finish_round, record_interview
from followup.codes import DONE_STATES, ROUNDS, CallKind, CallState, Group, Missed
from followup.models import Call, Interview, Miss
from plans.codes import PlanState
from tests.factories import make_case, make_conference, make_plan
from tests.followup.said import EARLY, NOBODY, SAID, call_home, call_of
from tests.people import coordinator_of, signed_in

pytestmark = pytest.mark.django_db
HELD_ON = dt.date(2026, 3, 31)


def on(day: dt.date) -> Any:
    return time_machine.travel(dt.datetime.combine(day, dt.time(12), dt.UTC), tick=False)


@pytest.fixture
def case() -> Case:
    found = make_case(state=CaseState.PLAN_SENT)
    make_conference(found, state="gehouden", held_on=HELD_ON)
    make_plan(found, state=PlanState.NOT_NEEDED)
    plan_calls(found, HELD_ON)
    return found


def said(case: Case, **fields: Any) -> Interview:
    answers = {"role": "aanmelder", "plan_executed": "geheel", **fields}
    return record_interview(case, by=coordinator_of(case), **answers)


def test_on_the_day_of_the_conference_nothing_can_be_written_down_as_reached(case: Case) -> None:
    by = coordinator_of(case)
    with on(HELD_ON):
        with pytest.raises(Refusal, match="Dit gesprek is vanaf 23 april 2026"):
            call_home(case, by=by)
        with pytest.raises(Refusal, match="Dit gesprek is vanaf 23 juni 2026"):
            said(case)
        with pytest.raises(Refusal, match="Dit gesprek is vanaf 23 juni 2026"):
            finish_round(call_of(case, CallKind.THREE_MONTHS), by=by, missed=NOBODY)

    assert set(case.calls.values_list("state", flat=True)) == {CallState.DUE}
    assert not Interview.objects.exists()


@pytest.mark.parametrize(("day", "is_early"), [(dt.date(2026, 4, 22), True), (dt.date(2026, 4, 23), False)])
def test_the_window_begins_a_week_before_the_day(case: Case, day: dt.date, is_early: bool) -> None:
    with on(day):
        call = call_home(case, by=coordinator_of(case), early_reason=EARLY)

    assert call.early_reason == (EARLY if is_early else "")


@pytest.mark.parametrize(("day", "dark"), [(HELD_ON, 0), (dt.date(2026, 4, 24), 1), (dt.date(2026, 6, 28), 2)])
def test_only_what_can_be_asked_by_now_stands_out(case: Case, day: dt.date, dark: int) -> None:
    with on(day):
        client = signed_in(coordinator_of(case))
        page = client.get(reverse("followup:followup", args=[case.number])).content.decode()

    assert page.split("<main", 1)[1].count('class="btn btn-primary"') == dark


@pytest.mark.parametrize("missing", ["spoken_with", "summary"])
@pytest.mark.parametrize("state", [CallState.REACHED, CallState.PARTLY])
@pytest.mark.parametrize("empty", ["", "   "])
def test_reached_says_who_was_spoken_to_and_what_was_said(case: Case, state: str, missing: str, empty: str) -> None:
    with on(dt.date(2026, 5, 1)), pytest.raises(Refusal, match="met wie"):
        record_call(call_of(case), by=coordinator_of(case), state=state, **{**SAID, missing: empty})


def test_a_round_is_not_reached_without_anybody_who_said_something(case: Case) -> None:
    call, by = call_of(case, CallKind.THREE_MONTHS), coordinator_of(case)
    with on(dt.date(2026, 7, 1)):
        call_home(case, by=by)
        with pytest.raises(Refusal, match="niet gesproken met de hoofdpersoon, de aanmelder en iemand"):
            finish_round(call, by=by)
        with pytest.raises(Refusal, match="Kies of het plan is uitgevoerd"):
            said(case, plan_executed="")


@pytest.mark.parametrize(
    ("roles", "why", "state"),
    [
        (["volwassen_hoofdpersoon", "aanmelder", "familie_netwerk"], "", CallState.REACHED),
        (["minderjarige_hoofdpersoon", "aanmelder", "familie_netwerk"], "", CallState.REACHED),
        (["aanmelder", "familie_netwerk"], Missed.REFUSED, CallState.PARTLY),
        (["aanmelder"], Missed.NOT_REACHED, CallState.PARTLY),
        ([], Missed.NOT_REACHED, CallState.NOT_REACHED),
        ([], Missed.REFUSED, CallState.REFUSED),
    ],
)
def test_how_a_round_went_follows_from_who_was_spoken_to(case: Case, roles: list[str], why: str, state: str) -> None:
    by = coordinator_of(case)
    with on(dt.date(2026, 7, 1)):
        call_home(case, by=by)
        for role in roles:
            said(case, role=role)
        call = finish_round(call_of(case, CallKind.THREE_MONTHS), by=by, missed=dict.fromkeys(Group, why))

    assert call.state == state
    assert Miss.objects.filter(call=call).count() == {CallState.REACHED: 0}.get(state, 3 - len(roles))
    assert Case.objects.get(pk=case.pk).state == CaseState.FOLLOWED_UP


def test_a_family_that_applied_itself_has_no_referrer_to_speak(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(referrer_type="familie_netwerk")
    by = coordinator_of(case)
    with on(dt.date(2026, 7, 1)):
        call_home(case, by=by)
        said(case, role="volwassen_hoofdpersoon")
        said(case, role="familie_netwerk")
        call = finish_round(call_of(case, CallKind.THREE_MONTHS), by=by)

    assert call.state == CallState.REACHED


def test_a_second_record_of_a_role_is_asked_about_and_never_made_unnoticed(case: Case) -> None:
    with on(dt.date(2026, 7, 1)):
        said(case, role="familie_netwerk")
        with pytest.raises(Refusal, match="er al een gesprek"):
            said(case, role="familie_netwerk")
        other = said(case, role="familie_netwerk", another=True)

    assert other.number == 2
    with pytest.raises(IntegrityError, match="interview_of_a_role_is_numbered"), transaction.atomic():
        Interview.objects.filter(pk=other.pk).update(number=1)


def test_every_attempt_has_its_day_and_caller(case: Case) -> None:
    by = coordinator_of(case)
    with on(dt.date(2026, 5, 4)):
        record_attempt(call_of(case), by=by, tried_on=dt.date(2026, 5, 2))
        record_attempt(call_of(case), by=by)
        with pytest.raises(Refusal, match="nog niet geweest"):
            record_attempt(call_of(case), by=by, tried_on=dt.date(2026, 5, 5))
        with pytest.raises(Refusal, match="vóór de conferentie"):
            record_attempt(call_of(case), by=by, tried_on=HELD_ON - dt.timedelta(days=1))
        page = signed_in(by).get(reverse("followup:followup", args=[case.number])).content.decode()

    assert [each.tried_on.day for each in call_of(case).attempts.all()] == [2, 4]
    assert "02-05-2026, 04-05-2026" in page


# --- the database ----------------------------------------------------------------------------------------


def _breaks() -> list[tuple[str, dict[str, Any]]]:
    early = {"state": "niet_bereikt", "done_on": HELD_ON}
    return [
        *(("call_before_window_has_reason", {"kind": kind, **early}) for kind in CallKind),
        *(
            ("call_reached_says_whom_and_what", {"kind": kind, "state": "bereikt", "done_on": dt.date(2026, 7, 1)})
            for kind in CallKind
            if kind not in ROUNDS
        ),
        *(
            ("call_reached_has_interview", {"kind": kind, "state": state, "done_on": dt.date(2027, 7, 1)})
            for kind in ROUNDS
            for state in ("bereikt", "deels_bereikt")
        ),
        *(("call_to_make_has_window", {"kind": kind, "opens_on": None}) for kind in CallKind),
        *(("call_window_before_its_day", {"kind": kind, "opens_on": dt.date(2030, 1, 1)}) for kind in CallKind),
    ]


@pytest.mark.parametrize(("name", "fields"), _breaks())
def test_the_database_refuses_it_too(name: str, fields: dict[str, Any]) -> None:
    case, day = make_case(state=CaseState.PLAN_SENT), dt.date(2026, 6, 30)
    call = Call.objects.create(case=case, kind=fields["kind"], opens_on=dt.date(2026, 6, 23), due_on=day)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**fields)


def test_the_database_refuses_an_early_interview_without_a_reason(case: Case) -> None:
    told = {"case": case, "call": call_of(case, CallKind.THREE_MONTHS), "role": "aanmelder", "contacted_on": HELD_ON}
    with pytest.raises(IntegrityError, match="interview_before_window_has_reason"), transaction.atomic():
        Interview.objects.create(**told)

    assert Interview.objects.create(**told, early_reason=EARLY).pk


def test_what_was_written_down_before_calls_had_a_window_stays_as_it_was() -> None:
    case = make_case(state=CaseState.FOLLOWED_UP)
    for kind in CallKind:
        for state in DONE_STATES:
            call = Call.objects.create(case=case, kind=kind, due_on=local_today(), state=state, done_on=local_today())
            Call.objects.filter(pk=call.pk).update(by=coordinator_of(case))
            call.delete()
    old = Interview.objects.create(case=case, role="aanmelder", contacted_on=HELD_ON)

    assert list(Interview.objects.counted()) == [old]


# --- the page ---------------------------------------------------------------------------------------------


def test_the_page_asks_why_it_was_early_and_keeps_what_was_typed(case: Case) -> None:
    client = signed_in(coordinator_of(case))
    url = reverse("followup:call", args=[case.number, call_of(case).pk])
    sent = {"state": "bereikt", "done_on": "2026-04-01", **SAID, "nudge": "Tante Karin belt."}
    with on(dt.date(2026, 4, 2)):
        page = client.post(url, sent).content.decode()
        assert "Waarom al vóór 23 april 2026?" in page
        assert "Tante Karin belt." in page
        client.post(url, {**sent, "early_reason": EARLY})
        tab = client.get(reverse("followup:followup", args=[case.number])).content.decode()

    assert call_of(case).early_reason == EARLY
    assert "telt niet mee in de cijfers" in tab


def test_in_the_window_nothing_is_asked_about_it(case: Case) -> None:
    with on(dt.date(2026, 4, 23)):
        page = signed_in(coordinator_of(case)).get(reverse("followup:call", args=[case.number, call_of(case).pk]))

    assert "Waarom al" not in page.content.decode()


def test_on_no_page_of_a_round_anything_is_chosen_beforehand(case: Case) -> None:
    call = call_of(case, CallKind.THREE_MONTHS)
    client = signed_in(coordinator_of(case))
    with on(add_months(HELD_ON, 3)):
        for name in ("call", "round_interview", "agreements"):
            page = client.get(reverse(f"followup:{name}", args=[case.number, call.pk])).content.decode()
            assert 'type="radio"' in page
            assert " checked" not in page, name
