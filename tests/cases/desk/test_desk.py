"""The desk: signals, saved filters, asking the referrer, earlier cases, offers, advice, funding, transfer, figures."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases import norms
from cases.circle.acts.main_persons import change_main_person
from cases.circle.question_hints import wording_hints
from cases.codes import AdviceReason, CaseState, WaitingReason, WithdrawReason
from cases.desk.acts.triage import advise_otherwise, let_wait, withdraw_case
from cases.models import Case, Referrer, SafetySignal, SavedFilter
from cases.referral.acts.referrers import correct_referrer
from cases.rules import can
from cases.search import search_cases
from ekc.accounts.acts import change_organisation
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.cases.desk.desk_pages import DAY, PAGE, numbers
from tests.factories import make_case, make_organisation, make_user

pytestmark = pytest.mark.django_db


# --- terms and signals --------------------------------------------------------------------------------------


def test_public_holidays_are_no_working_days():
    good_friday_to_easter_monday = norms.add_working_days(dt.date(2026, 4, 3), 1)
    assert good_friday_to_easter_monday == dt.date(2026, 4, 7)
    assert norms.add_working_days(dt.date(2025, 12, 24), 2) == dt.date(2025, 12, 30)


def test_signals_hold_safety_terms_and_failed_mail_of_cases_under_way(desk):
    quiet = make_case(received_on=local_today())
    late = make_case(received_on=local_today() - 30 * DAY)
    unsafe = make_case(received_on=local_today())
    SafetySignal.objects.create(case=unsafe, signalled_by="oma", about="zorg", reported_by=make_user(Role.COORDINATOR))
    unsent = make_case(received_on=local_today())
    Message.objects.create(
        key="k",
        to="a@voorbeeld.example",
        subject="s",
        body="b",
        case_number=unsent.number,
        state="mislukt",
        next_try_at=timezone.now(),
    )
    make_case(state=CaseState.CLOSED)
    answer = desk.get(PAGE, {"tab": "signalen"})

    assert set(numbers(answer)) == {late.number, unsafe.number, unsent.number}
    assert quiet.number not in numbers(answer)
    assert {str(tab["label"]): tab["count"] for tab in answer.context["worklist"].tabs}["Signalen"] == 3
    rows = {row.number: row for row in answer.context["rows"]}
    assert rows[unsafe.number].has_signal
    assert rows[unsent.number].has_failed_mail


def test_decided_safety_signal_is_no_signal_any_more(desk, carla):
    case = make_case(received_on=local_today())
    SafetySignal.objects.create(
        case=case,
        signalled_by="oma",
        about="zorg",
        reported_by=carla,
        decision="x",
        decided_with=carla,
        decided_at=timezone.now(),
    )
    assert numbers(desk.get(PAGE, {"tab": "signalen"})) == []


def test_row_says_what_a_case_waits_for_and_since_when(desk):
    make_case(state=CaseState.WAITING, waiting_reason=WaitingReason.NO_FUNDING)
    (row,) = desk.get(PAGE, {"tab": "wacht"}).context["rows"]
    assert (row.why_waiting, row.since) == ("Geen financiering", "vandaag")


# --- saved filters -------------------------------------------------------------------------------------------


def test_saved_filter_is_kept_used_as_beginning_and_deleted(desk, carla):
    desk.post(reverse("cases:saved_filters"), {"name": "Spoed", "query": "urgent=ja&page=3", "is_default": "on"})
    saved = SavedFilter.objects.get(user=carla)
    assert (saved.query, saved.is_default) == ("urgent=ja", True)
    assert desk.get(PAGE).headers["Location"] == f"{PAGE}?urgent=ja"
    assert desk.get(PAGE, {"tab": "nieuw"}).status_code == 200

    url = reverse("cases:change_filter", args=[saved.pk])
    desk.post(url, {"act": "plain"})
    assert desk.get(PAGE).status_code == 200
    desk.post(url, {"act": "delete"})
    assert not SavedFilter.objects.exists()


def test_saved_filter_of_somebody_else_is_out_of_reach(desk):
    other = SavedFilter.objects.create(user=make_user(Role.REGIONAL_MANAGER), name="x", query="tab=na")
    assert desk.post(reverse("cases:change_filter", args=[other.pk]), {"act": "delete"}).status_code == 404
    assert SavedFilter.objects.filter(pk=other.pk).exists()


def test_filter_of_nothing_is_refused_and_what_was_typed_stays(desk):
    answer = desk.post(reverse("cases:saved_filters"), {"name": "Leeg", "query": "page=2"})
    assert answer.status_code == 200
    assert not SavedFilter.objects.exists()


def test_database_allows_one_beginning_per_person(carla):
    SavedFilter.objects.create(user=carla, name="a", query="x=1", is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedFilter.objects.create(user=carla, name="b", query="x=1", is_default=True)


# --- search ---------------------------------------------------------------------------------------------------


def test_search_follows_what_changes_in_a_main_person(carla):
    case = make_case(state=CaseState.ACTIVATION)
    change_main_person(case.main_persons.get(), by=carla, place="Zwolle")
    assert list(search_cases(Case.objects.all(), "zwolle")) == [case]
    change_main_person(case.main_persons.get(), by=carla, secret_address=True)
    assert not search_cases(Case.objects.all(), "zwolle").exists()


def test_search_follows_the_name_of_who_applied_and_of_the_organisation(desk, carla, new_case):
    known = make_organisation(name="Jeugdzorg Drenthe")
    page = reverse("cases:referrer", args=[new_case.number])
    assert page in desk.get(new_case.get_absolute_url()).content.decode()
    typed = {"organisation_name": "jeugdzorg drenthe", "page_language": "nl"}
    assert desk.post(page, {**typed, "name": ""}).status_code == 200
    answer = desk.post(page, {**typed, "name": "Willemijn"}, follow=True)

    assert "Willemijn" in answer.content.decode()
    assert Referrer.objects.get(case=new_case).organisation == known
    assert list(search_cases(Case.objects.all(), "willemijn drenthe")) == [new_case]

    change_organisation(known, by=carla, name="Jeugdzorg Emmen", is_care_or_deciding=False, referrer_type="")
    assert list(search_cases(Case.objects.all(), "emmen")) == [new_case]
    assert not search_cases(Case.objects.all(), "drenthe").exists()


def test_referrer_of_a_finished_case_does_not_change(carla, new_case):
    withdraw_case(new_case, by=carla, reason="x")

    with pytest.raises(Refusal, match="De zaak is klaar"):
        correct_referrer(new_case.referrer, by=carla, name="Een ander")


# --- decisions and wording ----------------------------------------------------------------------------------------


def test_every_decision_keeps_date_person_code_and_text(carla):
    waiting, advised, withdrawn = make_case(), make_case(), make_case()
    let_wait(waiting, by=carla, waiting_reason=WaitingReason.NO_COORDINATOR, note="Turks")
    advise_otherwise(advised, by=carla, advice="Eerst rust.", reason_code=AdviceReason.NOT_NOW)
    withdraw_case(withdrawn, by=carla, reason="Klaar.", reason_code=WithdrawReason.SOLVED)
    for case, code in ((waiting, "geen_coordinator"), (advised, "nu_niet"), (withdrawn, "opgelost")):
        move = case.moves.last()
        assert (move.by, move.reason_code) == (carla, code)
        assert move.reason
        assert move.at


@pytest.mark.parametrize("act", [advise_otherwise, withdraw_case])
def test_decision_without_a_known_code_is_refused(carla, act):
    case = make_case()
    words = {"advice": "x"} if act is advise_otherwise else {"reason": "x"}
    with pytest.raises(Refusal):
        act(case, by=carla, reason_code="verzonnen", **words)


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("Wat is er nodig zodat Sem veilig opgroeit?", 0),
        ("Sem in een pleeggezin?", 2),
        ("Hoe komt het dat moeder weigert te helpen?", 1),
    ],
)
def test_hint_on_closed_questions_solutions_and_blame(text, hints):
    assert len(wording_hints(text)) == hints


def test_manager_words_a_draft_question_and_a_hint_does_not_stop_it(desk, new_case):
    url = reverse("cases:question_add", args=[new_case.number])
    answer = desk.post(
        url, {"text": "Moet Sem naar een pleeggezin?", "worded_by": "aanmelder", "topics": ["wonen"]}, follow=True
    )
    assert new_case.questions.get().text == "Moet Sem naar een pleeggezin?"
    assert "lijkt al een oplossing" in answer.content.decode()


def test_manager_words_no_question_once_a_coordinator_prepares(carla):
    case = make_case(state=CaseState.ACTIVATION)
    assert not can(carla, "question.change", case)
