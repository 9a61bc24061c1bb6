"""An agreement that stalls: the family's own people hear it first, and after that there are other ways."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.codes import CaseState, ContractKind, Position
from cases.models import Case, ReferralDraft
from cases.moves import move_case
from cases.preparation.acts.registration import close_case
from cases.referral.acts.drafts import parts_of
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from followup.acts.call_days import plan_calls
from followup.acts.evaluation import record_evaluation
from followup.acts.stalled import begin_second_conference, start_review, tell_family
from followup.codes import OVERTAKEN, CallKind, Told, WhyNot
from followup.models import FamilyEvaluation, StallSignal
from followup.queries import stalled_agreements, watchers_of
from plans.acts.versions import begin_change
from plans.codes import PlanState
from plans.queries import current_version
from tests.factories import (
    before_it_was_established,
    make_case,
    make_circle_person,
    make_conference,
    make_plan,
    make_user,
)
from tests.followup.said import agreement_of, call_home, call_of, finish, held_months_ago, tell
from tests.people import coordinator_of, signed_in

pytestmark = pytest.mark.django_db
KARIN = "karin@voorbeeld.example"


@pytest.fixture
def case() -> Case:
    """Tante Karin watches the plan, Oom Piet calls everybody together; one agreement is not done."""
    found = make_case(state=CaseState.PLAN_SENT, manager=make_user(Role.REGIONAL_MANAGER))
    held = make_conference(found, state="gehouden", held_on=held_months_ago(3))
    make_plan(found, state=PlanState.NOT_NEEDED)
    make_circle_person(found, name="Karin Bos", email=KARIN)
    make_circle_person(found, name="Piet Bos", email="")
    version = current_version(found.plan)
    version.monitor, version.convener = "Karin Bos", "Piet Bos"
    with before_it_was_established():
        version.save(update_fields=["monitor", "convener"])
    plan_calls(found, held.held_on)
    return found


def stall(case: Case, why: str = WhyNot.NO_TIME, result: str = Told.NOT_DONE) -> None:
    call = call_of(case, CallKind.THREE_MONTHS)
    tell(call, agreement_of(case), result, by=coordinator_of(case), reason_code=why)


def told(case: Case) -> list[StallSignal]:
    people = [watcher.person for watcher in watchers_of(case)]
    return tell_family(case, by=coordinator_of(case), people=people)


@pytest.mark.parametrize("why", WhyNot)
@pytest.mark.parametrize("result", Told)
def test_an_agreement_stalls_unless_it_was_done_or_is_needed_no_more(case: Case, why: str, result: str) -> None:
    stall(case, why, result)

    expected = result in (Told.PARTLY, Told.NOT_DONE) and why not in OVERTAKEN
    assert bool(stalled_agreements(case)) == expected


def test_the_watcher_and_the_convener_hear_it_and_nobody_else(case: Case) -> None:
    stall(case)
    told(case)

    assert [message.to for message in Message.objects.all()] == [KARIN]
    text = Message.objects.get().subject + Message.objects.get().body
    assert not any(word in text for word in ("Karin", "Piet", "Sem", case.number, agreement_of(case).what))
    assert [(str(each), each.by_mail) for each in StallSignal.objects.all()] == [
        ("Karin Bos", True),
        ("Piet Bos", False),
    ]


def test_a_professional_who_watches_along_is_not_told_first(case: Case) -> None:
    case.circle.filter(name="Karin Bos").update(position=Position.CARE_WORKER)
    stall(case)

    assert [str(watcher.person) for watcher in watchers_of(case)] == ["Piet Bos"]
    with before_it_was_established():
        case.plan.versions.update(monitor_is_family=False)
    with pytest.raises(Refusal, match="Alleen wie op het plan let"):
        tell_family(case, by=coordinator_of(case), people=[case.circle.get(name="Karin Bos")])


def test_nobody_is_told_that_something_stalls_where_nothing_does(case: Case) -> None:
    with pytest.raises(Refusal, match="geen afspraak stil"):
        told(case)


def test_nobody_hears_it_twice_on_one_day(case: Case) -> None:
    stall(case)
    told(case)
    with pytest.raises(Refusal, match="hoorde het vandaag al"):
        told(case)
    again = {"case": case, "person": case.circle.get(name="Karin Bos"), "by": case.manager}
    with pytest.raises(IntegrityError, match="stall_signal_once_a_day"), transaction.atomic():
        StallSignal.objects.create(**again, told_on=local_today())
    with pytest.raises(IntegrityError, match="stall_signal_to_one_person"), transaction.atomic():
        StallSignal.objects.create(case=case, by=case.manager, told_on=local_today())


def tab(case: Case, user: Any) -> str:
    return str(signed_in(user).get(reverse("followup:followup", args=[case.number])).content.decode())


def test_other_ways_stand_there_only_after_the_family_heard_it(case: Case) -> None:
    stall(case)
    review = reverse("followup:review", args=[case.number])
    assert review not in tab(case, case.manager)
    with pytest.raises(Refusal, match="eerst de familie"):
        start_review(case, by=case.manager)

    page = reverse("followup:tell_family", args=[case.number])
    keys = [f"circleperson-{row.pk}" for row in case.circle.filter(name__contains="Bos")]
    signed_in(coordinator_of(case)).post(page, {"people": keys})

    shown = tab(case, case.manager)
    assert review in shown
    assert reverse("plans:plan", args=[case.number]) in shown
    assert "Tweede conferentie" in shown
    assert review not in tab(case, coordinator_of(case))


def test_a_facilitated_meeting_has_a_contract_of_its_own_that_ends_with_it(case: Case) -> None:
    stall(case)
    told(case)
    by, manager = coordinator_of(case), case.manager
    call_home(case, by=by)
    finish(case, by=by)
    move_case(Case.objects.get(pk=case.pk), "register", by=by, registered_on=local_today())
    close_case(Case.objects.get(pk=case.pk), by=manager)
    assert not Case.objects.for_user(by).filter(pk=case.pk).exists()

    signed_in(manager).post(reverse("followup:review", args=[case.number]))

    contract = case.contracts.get(kind=ContractKind.REVIEW)
    assert Case.objects.for_user(by).filter(pk=case.pk).exists()
    with pytest.raises(Refusal, match="loopt al"):
        start_review(case, by=manager)
    evaluation = record_evaluation(case, held_on=local_today(), by="Karin Bos", result="Weer op weg")
    contract.refresh_from_db()
    assert (evaluation.contract, contract.ended_on) == (contract, local_today())
    assert not Case.objects.for_user(by).filter(pk=case.pk).exists()
    assert FamilyEvaluation.objects.count() == 1


def test_a_second_conference_begins_with_the_people_of_the_first(case: Case) -> None:
    stall(case)
    with pytest.raises(Refusal, match="eerst de familie"):
        begin_second_conference(case, by=case.manager)
    told(case)
    client = signed_in(case.manager)

    answer = client.post(reverse("followup:second_conference", args=[case.number]))

    page = client.get(answer.headers["Location"]).content.decode()
    for person in case.main_persons.all():
        assert f'value="{person.name}"' in page
    assert parts_of(ReferralDraft.objects.get())["hulp"]["earlier_conference"] == ["ja"]


def test_the_same_evaluation_is_written_down_once(case: Case) -> None:
    day = local_today() - dt.timedelta(days=1)
    record_evaluation(case, held_on=day, by="Karin", result="")
    with pytest.raises(Refusal, match="staat er al"):
        record_evaluation(case, held_on=day, by="Piet", result="")
    with pytest.raises(IntegrityError, match="evaluation_of_a_day_once"), transaction.atomic():
        FamilyEvaluation.objects.create(case=case, held_on=day)


def test_a_next_version_of_the_plan_is_one_press_away_and_then_the_one_that_is_written(case: Case) -> None:
    stall(case)
    told(case)
    client = signed_in(coordinator_of(case))
    tab = reverse("followup:followup", args=[case.number])

    assert f'href="{reverse("plans:change", args=[case.number])}"' in client.get(tab).content.decode()
    begin_change(case.plan, by=coordinator_of(case), changed_by="Karin", reason="Zondag past niet.")

    assert f'href="{reverse("plans:write", args=[case.number])}"' in client.get(tab).content.decode()


def test_who_does_not_write_the_plan_is_not_led_to_a_page_that_does_not_open(case: Case) -> None:
    stall(case)
    told(case)

    page = signed_in(case.manager).get(reverse("followup:followup", args=[case.number])).content.decode()

    assert "Dit ligt stil" in page
    assert reverse("plans:change", args=[case.number]) not in page
