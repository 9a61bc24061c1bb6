"""Calls after one and three months: they hang on the conference date, and end the coordinator's work."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.codes import AccessEnd, CaseState
from cases.coordinators.acts.hours import log_work
from cases.models import Case
from cases.moves import move_case
from conferences.models import Conference
from conferences.planning.acts.planning import plan_conference, postpone_conference
from ekc.dates import add_months, at_local, local_today
from ekc.outbox.acts import run_due_rows
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from followup.acts.call_days import PURPOSES, cancel_calls, plan_calls
from followup.acts.calls import record_attempt, record_call
from followup.acts.evaluation import record_evaluation
from followup.acts.rounds import record_interview
from followup.codes import CallKind, CallState
from followup.models import AgreementResult, Call, Interview
from plans.codes import PlanState
from tests.factories import make_attendance, make_case, make_conference, make_plan, make_programme
from tests.followup.said import EARLY, SAID, agreement_of, call_of, finish, held_months_ago, tell
from tests.people import coordinator_of, signed_in
from tests.world import World, make_world

pytestmark = pytest.mark.django_db
INTERVIEW = {
    "role": "aanmelder",
    "plan_executed": "geheel",
    "share_of_agreements": "-",
    "situation": "verbeterd",
    "contact_with_professionals": "-",
}


@pytest.fixture
def case() -> Case:
    """Sent two months after its conference: the first call is late."""
    found = make_case(state=CaseState.PLAN_SENT)
    held = make_conference(found, state="gehouden", held_on=local_today() - dt.timedelta(days=40))
    make_plan(found, state=PlanState.NOT_NEEDED)
    plan_calls(found, held.held_on)
    return found


def reload(obj):
    return type(obj).objects.get(pk=obj.pk)


def test_the_calls_are_due_one_and_three_months_after_the_conference(case: Case) -> None:
    held_on = Conference.objects.get(case=case).held_on

    assert call_of(case).due_on == add_months(held_on, 1)
    assert call_of(case, CallKind.THREE_MONTHS).due_on == add_months(held_on, 3)


def test_a_call_that_is_due_sends_one_mail_without_anything_of_the_case(case: Case) -> None:
    run_due_rows()
    DueRow.objects.update(state="wacht", done_at=None)
    run_due_rows()

    message = Message.objects.get(key__startswith="call-")
    assert message.to == coordinator_of(case).email
    assert "Sem" not in message.subject + message.body


def test_without_a_coordinator_the_regional_manager_hears_of_the_call(world: World) -> None:
    case = make_case(state=CaseState.PLAN_SENT, manager=world.carla, with_coordinator=False)
    plan_calls(case, local_today() - dt.timedelta(days=40))

    run_due_rows()

    assert Message.objects.get(key__startswith="call-").to == world.carla.email


def test_a_call_that_was_made_sends_no_mail(case: Case) -> None:
    record_call(call_of(case), by=coordinator_of(case), state=CallState.REACHED, **SAID)

    run_due_rows()

    assert not Message.objects.filter(key__startswith="call-").exists()


def test_moving_the_conference_moves_the_calls_and_their_reminders() -> None:
    case = make_case(state=CaseState.ACTIVATION)
    for days in (14, 75):
        start = at_local(local_today() + dt.timedelta(days=days), dt.time(13))
        plan_conference(case, by=coordinator_of(case), planned_start=start)

    due_on = add_months(local_today() + dt.timedelta(days=75), 1)
    row = DueRow.objects.get(purpose="one_month_call", object_id=call_of(case).pk)
    assert call_of(case).due_on == due_on
    assert row.due_at == at_local(due_on, dt.time(9))


def test_a_postponed_conference_takes_its_calls_along_until_there_is_a_new_date() -> None:
    case = make_case(state=CaseState.ACTIVATION)
    by = coordinator_of(case)
    start = at_local(local_today() + dt.timedelta(days=14), dt.time(13))
    conference = plan_conference(case, by=by, planned_start=start)

    postpone_conference(conference, by=by, reason="Oma is ziek.")

    assert set(case.calls.values_list("state", flat=True)) == {CallState.CANCELLED}
    assert set(DueRow.objects.filter(purpose__in=PURPOSES.values()).values_list("state", flat=True)) == {"vervallen"}


def test_a_family_with_a_plan_but_no_meeting_is_called_too() -> None:
    case = make_case(state=CaseState.PLAN_WITHOUT_MEETING)

    move_case(case, "send_plan", by=coordinator_of(case))

    assert call_of(case).due_on == add_months(local_today(), 1)
    record_call(call_of(case), by=coordinator_of(case), state=CallState.REACHED, **SAID, early_reason=EARLY)
    assert reload(case).state == CaseState.ONE_MONTH_CALLED


def test_calls_lapse_with_the_case_and_come_back_with_a_new_date(case: Case) -> None:
    cancel_calls(case)
    assert call_of(case).state == CallState.CANCELLED
    assert DueRow.objects.get(purpose="one_month_call").state == "vervallen"

    plan_calls(case, local_today())

    assert call_of(case).state == CallState.DUE
    assert DueRow.objects.get(purpose="one_month_call").state == "wacht"


def test_a_call_moves_the_case_on_and_no_answer_does_not(case: Case) -> None:
    record_attempt(call_of(case), by=coordinator_of(case))
    assert (call_of(case).attempts.count(), reload(case).state) == (1, CaseState.PLAN_SENT)

    record_call(call_of(case), by=coordinator_of(case), state=CallState.REACHED, **SAID)

    assert [each.tried_on for each in call_of(case).attempts.all()] == [local_today()] * 2
    assert reload(case).state == CaseState.ONE_MONTH_CALLED


def test_a_call_made_twice_is_refused(case: Case) -> None:
    record_call(call_of(case), by=coordinator_of(case), state=CallState.REACHED, **SAID)

    with pytest.raises(Refusal, match="kan nu niet"):
        record_call(call_of(case), by=coordinator_of(case), state=CallState.REFUSED)


@pytest.mark.parametrize(("days", "reason"), [(1, "nog niet geweest"), (-60, "vóór de conferentie")])
def test_a_call_on_an_impossible_day_is_refused(case: Case, days: int, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        record_call(
            call_of(case),
            by=coordinator_of(case),
            state=CallState.REACHED,
            **SAID,
            done_on=local_today() + dt.timedelta(days=days),
        )

    assert call_of(case).state == CallState.DUE


def test_an_unknown_outcome_is_refused(case: Case) -> None:
    with pytest.raises(Refusal, match="Kies hoe"):
        record_call(call_of(case), by=coordinator_of(case), state="zomaar")


@pytest.mark.parametrize(("ends", "still_reaches"), [(AccessEnd.ONE_MONTH, False), (AccessEnd.THREE_MONTHS, True)])
def test_access_ends_after_the_first_call_where_the_programme_says_so(
    case: Case, ends: str, still_reaches: bool
) -> None:
    Case.objects.filter(pk=case.pk).update(programme=make_programme(coordinator_access_ends=ends))
    by = coordinator_of(case)
    make_attendance(case.conferences.get(), name="Oma", position="opa_oma")
    log_work(case, by=by, day=local_today(), kind="regelen", minutes=90)

    record_call(call_of(case), by=by, state=CallState.REACHED, **SAID)

    assert Case.objects.for_user(by).filter(pk=case.pk).exists() == still_reaches
    assert (call_of(case, CallKind.THREE_MONTHS).state == CallState.DUE) == still_reaches


def test_interviews_are_kept_without_a_name_and_the_follow_up_is_then_finished(case: Case) -> None:
    by = coordinator_of(case)
    record_call(call_of(case), by=by, state=CallState.REACHED, **SAID)
    said = {"plan_executed": "geheel", "grade_plan": 8}
    record_interview(case, by=by, role="familie_netwerk", early_reason=EARLY, **said)

    finish(case, by=by)

    assert Interview.objects.get(case=case).contacted_on == local_today()
    assert reload(case).state == CaseState.FOLLOWED_UP


def test_an_interview_before_the_conference_was_held_is_refused() -> None:
    case = make_case(state=CaseState.SCHEDULED)

    with pytest.raises(Refusal, match="na de conferentie"):
        record_interview(case, by=coordinator_of(case), role="aanmelder")


def test_an_agreement_of_another_case_cannot_be_judged(case: Case) -> None:
    elsewhere = make_case(state=CaseState.PLAN_SENT)
    make_plan(elsewhere, state=PlanState.NOT_NEEDED)

    with pytest.raises(Refusal, match="hoort niet bij deze zaak"):
        tell(call_of(case, CallKind.THREE_MONTHS), agreement_of(elsewhere), "gedaan", by=coordinator_of(case))


def test_agreements_are_judged_in_the_follow_up_and_not_in_the_first_call(case: Case) -> None:
    with pytest.raises(Refusal, match="na drie maanden"):
        tell(call_of(case), agreement_of(case), "gedaan", by=coordinator_of(case))


def test_nothing_is_added_to_a_follow_up_that_is_finished(case: Case) -> None:
    call, by = call_of(case, CallKind.THREE_MONTHS), coordinator_of(case)
    record_call(call_of(case), by=by, state=CallState.REACHED, **SAID)
    finish(case, by=by)

    with pytest.raises(Refusal, match="tot de navraag is afgerond"):
        record_interview(case, by=by, role="aanmelder", plan_executed="geheel")
    with pytest.raises(Refusal, match="tot de navraag is afgerond"):
        tell(call, agreement_of(case), "gedaan", by=by)


@pytest.mark.parametrize(("days", "reason"), [(1, "nog niet geweest"), (-60, "pas na de conferentie")])
def test_a_family_evaluation_cannot_be_on_an_impossible_day(case: Case, days: int, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        record_evaluation(
            case,
            held_on=local_today() + dt.timedelta(days=days),
            by="Tante Karin",
            result="",
        )


@pytest.mark.parametrize("field", ["grade_conference", "grade_plan"])
@pytest.mark.parametrize("mark", [0, 11])
def test_the_database_refuses_a_mark_outside_one_to_ten(case: Case, field: str, mark: int) -> None:
    with pytest.raises(IntegrityError, match=f"interview_{field}_1_10"), transaction.atomic():
        Interview.objects.create(case=case, role="aanmelder", **{field: mark})


def test_the_database_refuses_a_call_that_is_done_without_a_date(case: Case) -> None:
    with pytest.raises(IntegrityError, match="call_done_has_date"), transaction.atomic():
        Call.objects.filter(case=case).update(state=CallState.REACHED, **SAID)


def test_the_database_refuses_a_call_with_an_unknown_state(case: Case) -> None:
    with pytest.raises(IntegrityError, match="call_state_known"), transaction.atomic():
        Call.objects.filter(case=case).update(state="zomaar")


def test_the_database_refuses_a_second_call_of_a_kind(case: Case) -> None:
    with pytest.raises(IntegrityError, match="call_kind_once"), transaction.atomic():
        Call.objects.create(case=case, kind=CallKind.ONE_MONTH, opens_on=local_today(), due_on=local_today())


def test_the_database_refuses_an_interview_with_an_unknown_role(case: Case) -> None:
    with pytest.raises(IntegrityError, match="interview_role_known"), transaction.atomic():
        Interview.objects.create(case=case, role="buurman")


def test_the_database_refuses_an_unknown_or_second_result_of_an_agreement(case: Case) -> None:
    told = {"call": call_of(case, CallKind.THREE_MONTHS), "agreement": agreement_of(case)}
    AgreementResult.objects.create(**told, result="gedaan")

    with pytest.raises(IntegrityError, match="agreement_result_once"), transaction.atomic():
        AgreementResult.objects.create(**told, result="deels")
    with pytest.raises(IntegrityError, match="agreement_result_known"), transaction.atomic():
        AgreementResult.objects.update(result="open")


# --- pages -------------------------------------------------------------------------------------------------


@pytest.fixture
def sent() -> World:
    """Of this family every call may be made today."""
    world = make_world(state=CaseState.PLAN_SENT)
    held_on = held_months_ago(3)
    Conference.objects.filter(pk=world.own.conference.pk).update(held_on=held_on)
    plan_calls(world.own.case, held_on)
    return world


def test_the_whole_follow_up_goes_through_the_pages(sent: World) -> None:
    client, case = signed_in(sent.anna), sent.own.case
    first, second = (
        reverse("followup:call", args=[case.number, call_of(case, kind).pk]) for kind in list(CallKind)[:2]
    )
    today = local_today().isoformat()

    client.post(first, {"state": "bereikt", "done_on": today, **SAID})
    client.post(
        reverse("followup:interview", args=[case.number]),
        {**INTERVIEW, "contacted_on": today, "grade_plan": "8"},
    )
    missed = {"missed_hoofdpersoon": "niet_bereikt", "missed_familie": "geweigerd"}
    client.post(second, {"done_on": today, **missed})

    assert reload(case).state == CaseState.FOLLOWED_UP
    assert Interview.objects.get().grade_plan == 8


def test_a_mark_of_eleven_is_refused_in_words_and_nothing_typed_is_lost(sent: World) -> None:
    page = (
        signed_in(sent.anna)
        .post(
            reverse("followup:interview", args=[sent.own.case.number]),
            {"role": "aanmelder", "not_done_and_why": "Geen tijd", "grade_plan": "11"},
        )
        .content.decode()
    )

    assert "van 1 tot en met 10" in page
    assert "Geen tijd" in page


def test_the_regional_manager_completes_the_follow_up_and_it_is_marked(sent: World) -> None:
    client, case = signed_in(sent.carla), sent.own.case

    client.post(
        reverse("followup:interview", args=[case.number]),
        {**INTERVIEW, "contacted_on": local_today().isoformat()},
    )
    page = client.get(reverse("followup:followup", args=[case.number])).content.decode()

    assert Interview.objects.get().by_office
    assert "opgeschreven door de regiomanager" in page


def test_the_tab_asks_the_same_number_of_queries_for_few_and_many(sent: World, django_assert_num_queries) -> None:
    client, url = signed_in(sent.anna), reverse("followup:followup", args=[sent.own.case.number])
    Interview.objects.create(case=sent.own.case, role="familie_netwerk")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(20):
        Interview.objects.create(case=sent.own.case, role="familie_netwerk")

    with django_assert_num_queries(len(few)):
        client.get(url)


@pytest.mark.parametrize("kind", [kind for kind in CallKind if kind != CallKind.EXPERIENCE])
def test_a_call_that_moved_after_its_reminder_went_out_is_heard_of_again_on_its_new_day(kind: CallKind) -> None:
    months = {"first_call_months": 1, "follow_up_months": 3, "second_follow_up_months": 6, "third_follow_up_months": 12}
    case = make_case(state=CaseState.ACTIVATION, programme=make_programme(**months))
    by = coordinator_of(case)
    day = local_today() + dt.timedelta(days=14)
    plan_conference(case, by=by, planned_start=at_local(day, dt.time(13)))
    call = call_of(case, kind)

    def mails_at(moment: dt.datetime) -> int:
        with time_machine.travel(moment, tick=False):
            run_due_rows()
            run_due_rows()
        return Message.objects.filter(key__startswith=f"call-{call.pk}-").count()

    assert mails_at(at_local(reload(call).due_on, dt.time(9, 1))) == 1
    with time_machine.travel(at_local(call.due_on, dt.time(10)), tick=False):
        later = local_today() + dt.timedelta(days=61)
        plan_conference(case, by=by, planned_start=at_local(later, dt.time(13)))
    assert reload(call).due_on > call.due_on

    assert mails_at(at_local(reload(call).due_on, dt.time(8, 59))) == 1
    assert mails_at(at_local(reload(call).due_on, dt.time(9, 1))) == 2
    assert mails_at(at_local(reload(call).due_on, dt.time(12))) == 2
