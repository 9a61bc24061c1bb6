"""The rounds: their months are of the programme, they move with it, and stand beside each other."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.codes import CaseState
from cases.desk.acts.programmes import change_programme
from cases.models import Case, FundingProgramme
from cases.models.programme import CALL_MONTHS
from cases.moves import move_case
from cases.preparation.acts.registration import close_case
from cases.preparation.acts.reopening import stop_afterwards
from ekc.accounts.codes import Role
from ekc.dates import add_months, at_local
from ekc.outbox.acts import run_due_rows
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from followup.acts.call_days import PURPOSES, plan_calls
from followup.acts.results import Telling
from followup.acts.rounds import record_interview
from followup.codes import LATER_ROUNDS, ROUNDS, CallKind, CallState, Told, WhyNot
from followup.models import AgreementResult, Call, Interview
from followup.queries import asked_of
from plans.codes import AgreementState, PlanState
from tests.factories import (
    before_it_was_established,
    make_case,
    make_circle_person,
    make_conference,
    make_plan,
    make_programme,
    make_region,
    make_user,
)
from tests.followup.said import agreement_of, call_home, call_of, finish, tell
from tests.people import coordinator_of, signed_in

pytestmark = pytest.mark.django_db
HELD_ON = dt.date(2026, 3, 31)
YEAR = {"second_follow_up_months": 6, "third_follow_up_months": 12}


def on(day: dt.date) -> Any:
    return time_machine.travel(dt.datetime.combine(day, dt.time(12), dt.UTC), tick=False)


def make(**months: int) -> Case:
    case = make_case(
        state=CaseState.PLAN_SENT,
        programme=make_programme(**months),
        manager=make_user(Role.REGIONAL_MANAGER),
        received_on=dt.date(2026, 1, 5),
        preparation_started_on=dt.date(2026, 1, 12),
    )
    make_conference(case, state="gehouden", held_on=HELD_ON)
    make_plan(case, state=PlanState.NOT_NEEDED)
    plan_calls(case, HELD_ON)
    return case


def days(case: Case) -> dict[str, dt.date]:
    return dict(case.calls.filter(state=CallState.DUE).values_list("kind", "due_on"))


def change(case: Case, **months: int | None) -> None:
    programme = FundingProgramme.objects.get(pk=case.programme_id)
    change_programme(programme, by=make_user(Role.NATIONAL), name=programme.name, regions=[make_region()], **months)


def test_a_programme_says_after_how_many_months_people_are_called() -> None:
    case = make(first_call_months=2, follow_up_months=4, **YEAR)

    assert days(case) == {
        CallKind.ONE_MONTH: dt.date(2026, 5, 31),
        CallKind.THREE_MONTHS: dt.date(2026, 7, 31),
        CallKind.SIX_MONTHS: dt.date(2026, 9, 30),
        CallKind.TWELVE_MONTHS: dt.date(2027, 3, 31),
    }
    assert call_of(case, CallKind.THREE_MONTHS).title == "Navraag na vier maanden"


def test_what_is_still_to_be_made_moves_with_the_programme_and_what_was_made_does_not() -> None:
    case = make()
    with on(dt.date(2026, 5, 1)):
        call_home(case, by=coordinator_of(case))
        change(case, first_call_months=2, follow_up_months=5, **YEAR)

    assert call_of(case).due_on == dt.date(2026, 4, 30)
    assert days(case) == {
        CallKind.THREE_MONTHS: dt.date(2026, 8, 31),
        CallKind.SIX_MONTHS: dt.date(2026, 9, 30),
        CallKind.TWELVE_MONTHS: dt.date(2027, 3, 31),
    }
    row = DueRow.objects.get(purpose=PURPOSES[CallKind.THREE_MONTHS], state="wacht")
    assert row.due_at == at_local(dt.date(2026, 8, 31), dt.time(9))


def test_a_round_that_a_programme_wants_no_more_lapses_with_its_reminder() -> None:
    case = make(**YEAR)
    with on(dt.date(2026, 5, 1)):
        change(case, **dict.fromkeys(CALL_MONTHS))

    assert set(days(case)) == {CallKind.ONE_MONTH, CallKind.THREE_MONTHS}
    assert DueRow.objects.filter(purpose=PURPOSES[CallKind.SIX_MONTHS]).get().state == "vervallen"


def test_a_later_round_is_not_asked_of_families_whose_day_is_over() -> None:
    case = make()
    with on(dt.date(2028, 1, 1)):
        change(case, **YEAR)

    assert set(days(case)) == {CallKind.ONE_MONTH, CallKind.THREE_MONTHS}


@pytest.mark.parametrize(
    "months",
    [
        {"first_call_months": 0},
        {"first_call_months": 3},
        {"follow_up_months": 1},
        {"second_follow_up_months": 3},
        {"third_follow_up_months": 12},
        {"second_follow_up_months": 12, "third_follow_up_months": 6},
        {"third_follow_up_months": 37, "second_follow_up_months": 6},
    ],
)
def test_rounds_that_do_not_follow_each_other_are_refused(months: dict[str, int]) -> None:
    with pytest.raises(Refusal, match="maanden|tweede navraag"):
        change(make(), **months)


@pytest.mark.parametrize("name", CALL_MONTHS)
@pytest.mark.parametrize("months", [0, 37])
def test_the_database_refuses_an_impossible_month(name: str, months: int) -> None:
    with pytest.raises(IntegrityError, match="programme_calls_in_order"), transaction.atomic():
        FundingProgramme.objects.filter(pk=make_programme().pk).update(**{name: months})


def test_the_database_refuses_rounds_out_of_order() -> None:
    with pytest.raises(IntegrityError, match="programme_calls_in_order"), transaction.atomic():
        FundingProgramme.objects.filter(pk=make_programme().pk).update(
            second_follow_up_months=12, third_follow_up_months=6
        )


def registered(case: Case) -> Case:
    """Called twice, and registered."""
    by = coordinator_of(case)
    with on(dt.date(2026, 7, 1)):
        call_home(case, by=by)
        finish(case, by=by)
        move_case(Case.objects.get(pk=case.pk), "register", by=by, registered_on=dt.date(2026, 7, 1))
        return Case.objects.get(pk=case.pk)


def test_later_rounds_outlive_the_closing_and_the_office_asks() -> None:
    case = registered(make(**YEAR))
    manager = case.manager
    assert manager is not None
    with on(dt.date(2026, 7, 2)):
        close_case(case, by=manager)
    assert set(days(case)) == set(LATER_ROUNDS)

    with on(dt.date(2026, 9, 30)):
        run_due_rows()
        client = signed_in(manager)
        call = call_of(case, CallKind.SIX_MONTHS)
        url = reverse("followup:round_interview", args=[case.number, call.pk])
        asked = {"role": "familie_netwerk", "contacted_on": "2026-09-30", "plan_executed": "geheel"}
        nothing = dict.fromkeys(("share_of_agreements", "situation", "contact_with_professionals"), "-")
        results = {f"{each.key}-result": "-" for each in asked_of(call)}
        assert client.post(url, {**asked, **nothing, **results}).status_code == 302
        missed = dict.fromkeys(("missed_hoofdpersoon", "missed_aanmelder"), "niet_bereikt")
        end = reverse("followup:call", args=[case.number, call.pk])
        assert client.post(end, {"done_on": "2026-09-30", **missed}).status_code == 302

    assert [message.to for message in Message.objects.filter(key__startswith=f"call-{call.pk}-")] == [manager.email]
    assert call_of(case, CallKind.SIX_MONTHS).state == CallState.PARTLY
    assert Case.objects.get(pk=case.pk).state == CaseState.CLOSED


def test_the_office_sees_which_later_rounds_wait_and_which_are_late() -> None:
    case = registered(make(**YEAR))
    assert case.manager is not None
    page = reverse("followup:later_rounds")

    def read_on(day: dt.date, url: str = page) -> str:
        with on(day):
            return str(signed_in(case.manager).get(url).content.decode())

    assert page in read_on(dt.date(2026, 9, 22), reverse("cases:worklist"))
    assert case.number not in read_on(dt.date(2026, 9, 22))
    assert "Navraag na een half jaar" in read_on(dt.date(2026, 9, 23))
    late = read_on(dt.date(2026, 12, 1))
    assert case.number in late
    assert "30 november 2026" in late
    assert "Te laat" in late


def test_a_family_that_wants_no_more_calls_gets_none_later_either() -> None:
    case = make(**YEAR)
    stop_afterwards(case, by=coordinator_of(case), reason="De familie wil niet meer.")

    assert days(case) == {}


def test_what_was_said_early_or_in_a_later_round_does_not_count_in_the_figures() -> None:
    case = make(**YEAR)
    by, kinds = coordinator_of(case), {kind: call_of(case, kind) for kind in ROUNDS}
    said = {"by": by, "role": "aanmelder", "plan_executed": "geheel", "another": True}
    with on(dt.date(2026, 7, 1)):
        counted = record_interview(case, call=kinds[CallKind.THREE_MONTHS], **said)
        record_interview(
            case,
            call=kinds[CallKind.THREE_MONTHS],
            contacted_on=dt.date(2026, 4, 20),
            early_reason="De aanmelder ging met verlof.",
            **said,
        )
        record_interview(case, call=kinds[CallKind.SIX_MONTHS], early_reason="Verhuist", **said)

    assert list(Interview.objects.counted()) == [counted]


def test_the_rounds_stand_beside_each_other_with_the_same_lines() -> None:
    case = make(**YEAR)
    by, agreement = coordinator_of(case), agreement_of(case)
    for kind, result in ((CallKind.THREE_MONTHS, Told.NOT_DONE), (CallKind.SIX_MONTHS, Told.DONE)):
        with on(add_months(HELD_ON, 3 if kind == CallKind.THREE_MONTHS else 6)):
            why = WhyNot.NO_HELP if result == Told.NOT_DONE else ""
            record_interview(
                case,
                by=by,
                call=call_of(case, kind),
                role="volwassen_hoofdpersoon",
                plan_executed="ten_dele" if why else "geheel",
                situation="verbeterd",
                tellings=[Telling(agreement.pk, result, why)],
            )
            page = signed_in(by).get(reverse("followup:followup", args=[case.number])).content.decode()

    table = page[page.index('id="rondes"') :]
    assert table.index("Navraag na drie maanden") < table.index("Navraag na een half jaar")
    assert table.index("Volwassen hoofdpersoon: Ten dele") < table.index("Volwassen hoofdpersoon: Geheel")
    assert table.index("De gevraagde hulp kwam niet") < table.index("Gedaan")


# --- agreement by agreement, and doer by doer --------------------------------------------------------------


def two_doers(case: Case) -> tuple[Any, Any]:
    agreement = agreement_of(case)
    doers = [make_circle_person(case, name=name) for name in ("Tante Karin", "Oom Piet")]
    with before_it_was_established():
        agreement.people.set(doers)
    return agreement, doers


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        (("gedaan", ""), ("gedaan", ""), AgreementState.DONE),
        (("gedaan", ""), ("niet_gedaan", "geen_tijd"), AgreementState.PARTLY),
        (("niet_gedaan", "geen_tijd"), ("niet_gedaan", "onenigheid"), AgreementState.NOT_DONE),
        (("niet_gedaan", "goed_nieuws"), ("niet_gedaan", "niet_van_toepassing"), AgreementState.NOT_APPLICABLE),
        (("niet_gedaan", "goed_nieuws"), ("gedaan", ""), AgreementState.DONE),
        (("gewijzigd", "anders"), ("gedaan", ""), AgreementState.PARTLY),
    ],
)
def test_how_an_agreement_stands_follows_from_each_of_its_doers(first: Any, second: Any, state: str) -> None:
    case = make()
    agreement, doers = two_doers(case)
    call = call_of(case, CallKind.THREE_MONTHS)
    for doer, (result, why) in zip(doers, (first, second), strict=True):
        tell(call, agreement, result, by=coordinator_of(case), reason_code=why, doer=doer)

    agreement.refresh_from_db()
    assert agreement.state == state
    assert AgreementResult.objects.count() == 2


def test_the_page_asks_each_doer_apart_and_an_agreement_of_one_as_a_whole() -> None:
    case = make()
    agreement, doers = two_doers(case)
    call = call_of(case, CallKind.THREE_MONTHS)
    assert [asked.doer for asked in asked_of(call)] == doers

    with before_it_was_established():
        agreement.people.set(doers[:1])
    assert [asked.doer for asked in asked_of(call)] == [None]


def test_the_newest_answer_counts_also_about_all_together() -> None:
    case = make()
    agreement, (karin, _piet) = two_doers(case)
    call, by = call_of(case, CallKind.THREE_MONTHS), coordinator_of(case)
    tell(call, agreement, Told.NOT_DONE, by=by, reason_code=WhyNot.QUARREL, doer=karin)

    tell(call, agreement, Told.DONE, by=by)

    agreement.refresh_from_db()
    assert agreement.state == AgreementState.DONE


def test_a_result_told_by_mistake_can_be_taken_back() -> None:
    case = make()
    agreement, call, by = agreement_of(case), call_of(case, CallKind.THREE_MONTHS), coordinator_of(case)
    tell(call, agreement, Told.NOT_DONE, by=by, reason_code=WhyNot.NO_TIME)

    tell(call, agreement, "", by=by)

    agreement.refresh_from_db()
    assert agreement.state == AgreementState.OPEN
    assert not AgreementResult.objects.exists()


@pytest.mark.parametrize(("result", "why"), [("zomaar", "geen_tijd"), ("deels", ""), ("niet_gedaan", "zomaar")])
def test_an_unknown_result_or_reason_is_refused(result: str, why: str) -> None:
    case = make()
    with pytest.raises(Refusal, match="Kies"):
        tell(call_of(case, CallKind.THREE_MONTHS), agreement_of(case), result, by=coordinator_of(case), reason_code=why)


def test_a_quote_is_kept_only_with_consent() -> None:
    case = make()
    with on(dt.date(2026, 7, 1)), pytest.raises(Refusal, match="gebruikt mogen worden"):
        record_interview(
            case, by=coordinator_of(case), role="aanmelder", plan_executed="geheel", quote="We praten weer."
        )
    with pytest.raises(IntegrityError, match="quote_only_with_consent"), transaction.atomic():
        Interview.objects.create(case=case, role="aanmelder", quote="We praten weer.")


def test_where_there_is_no_plan_only_how_it_goes_is_asked() -> None:
    case = make()
    with before_it_was_established():
        case.plan.delete()
    with on(dt.date(2026, 7, 1)):
        call = call_of(case, CallKind.THREE_MONTHS)
        url = reverse("followup:round_interview", args=[case.number, call.pk])
        page = signed_in(coordinator_of(case)).get(url).content.decode()
        with pytest.raises(Refusal, match="Kies hoe het nu gaat"):
            record_interview(case, by=coordinator_of(case), role="aanmelder")
        said = record_interview(case, by=coordinator_of(case), role="aanmelder", situation="verbeterd")

    assert "Is het plan uitgevoerd" not in page
    assert said.pk
    assert Call.objects.filter(pk=call.pk).exists()
