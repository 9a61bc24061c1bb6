"""A case is asked to coordinators in turn: yes, no, silence, and what the manager sees (domain.md 3.1, move 3)."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState, DuePurpose, PreferenceKind, RequestState
from cases.coordinators.acts.assign import assign_coordinator
from cases.coordinators.acts.requests import (
    accept_request,
    ask_coordinators,
    decline_request,
    lapse_request,
    stop_request,
    stop_requests,
)
from cases.desk.acts.triage import withdraw_case
from cases.models import Case, CoordinatorContract, CoordinatorRequest, CoordinatorTie
from cases.preparation.acts.ending import hand_back
from ekc.accounts.codes import Role
from ekc.outbox.acts import run_due_rows
from ekc.outbox.codes import DueState
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from tests.cases.coordinators.asking import asked, states
from tests.factories import (
    make_case,
    make_contract,
    make_coordinator,
    make_organisation,
    make_preference,
    make_programme,
    make_region,
    make_request,
    make_user,
)

pytestmark = pytest.mark.django_db


# --- asking -----------------------------------------------------------------------------------------------


def test_first_of_the_row_is_asked_and_the_others_wait(case, three, carla):
    ask_coordinators(case, three, by=carla)

    assert states(case) == [RequestState.OPEN, RequestState.QUEUED, RequestState.QUEUED]
    assert asked(case).coordinator == three[0]
    assert Message.objects.filter(key__startswith="asking:").count() == 1


def test_mail_says_nothing_of_the_family_nor_the_number_of_the_case(case, three, carla):
    ask_coordinators(case, three[:1], by=carla)

    mail = Message.objects.get(key=f"asking:{asked(case).pk}")
    text = mail.subject + mail.body
    assert mail.to == three[0].user.email
    assert not [word for word in ("Sem", "Geheim", case.number) if word in text]
    assert reverse("cases:coordinator_request", args=[asked(case).pk]) in mail.body


def test_haste_makes_the_term_short(three, carla):
    ask_coordinators(make_case(is_urgent=True), three[:1], by=carla)
    ask_coordinators(make_case(), three[1:2], by=carla)

    assert list(CoordinatorRequest.objects.order_by("pk").values_list("term_hours", flat=True)) == [12, 48]


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda each: each.employers.add(make_organisation(is_care_or_deciding=True, name="Altra")), "Altra"),
        (lambda each: [make_contract(make_case(), each.user) for _number in range(2)], "vol"),
    ],
)
def test_who_may_not_have_the_case_is_not_asked_either(case, three, carla, spoil, word):
    """R-01, and a full load."""
    spoil(three[1])
    with pytest.raises(Refusal, match=word):
        ask_coordinators(case, three, by=carla)

    assert states(case) == []


def test_deviating_from_a_wish_asks_why_once_and_is_kept_with_who_deviates(case, three, carla):
    make_preference(case, kind=PreferenceKind.LANGUAGE, codes=["tr"])
    three[0].languages = ["nl", "tr"]
    three[0].save()
    with pytest.raises(Refusal, match="wens"):
        ask_coordinators(case, three, by=carla)
    ask_coordinators(case, three, by=carla, deviation_reason="Niemand anders spreekt Turks.")

    reasons = list(case.coordinator_requests.order_by("position").values_list("deviation_reason", flat=True))
    assert reasons == ["", "Niemand anders spreekt Turks.", "Niemand anders spreekt Turks."]


def test_nobody_stands_twice_in_the_row(case, three, carla):
    with pytest.raises(Refusal, match="twee keer"):
        ask_coordinators(case, [three[0], three[0]], by=carla)
    ask_coordinators(case, three[:1], by=carla)
    with pytest.raises(Refusal, match="twee keer"):
        ask_coordinators(case, three[:1], by=carla)


def test_who_is_added_later_comes_after_who_was_asked_already(case, three, carla):
    ask_coordinators(case, three[:1], by=carla)
    ask_coordinators(case, three[1:], by=carla)

    assert [each.coordinator for each in case.coordinator_requests.order_by("position")] == three
    assert asked(case).coordinator == three[0]


def test_only_a_manager_asks_and_only_a_case_that_is_not_decided(three, carla):
    with pytest.raises(Refusal):
        ask_coordinators(make_case(), three, by=make_user(Role.COORDINATOR))
    with pytest.raises(Refusal):
        ask_coordinators(make_case(state=CaseState.ACTIVATION), three, by=carla)


def test_database_refuses_a_second_open_request_of_one_case(case, three):
    make_request(case, three[0])
    with pytest.raises(IntegrityError, match="one_open_request_per_case"), transaction.atomic():
        make_request(case, three[1], position=2)


# --- yes ---------------------------------------------------------------------------------------------------


def test_yes_assigns_the_case_with_what_was_chosen_and_asks_nobody_else(case, three, carla):
    coach = make_user(Role.REGIONAL_MANAGER)
    programme = make_programme(coordinator_fee=900)
    programme.regions.add(make_region())
    ask_coordinators(case, three, by=carla, coach=coach, programme=programme)
    contract = accept_request(asked(case), by=three[0].user)

    case.refresh_from_db()
    assert (case.state, case.programme) == (CaseState.ASSIGNED, programme)
    assert (contract.coordinator, contract.coach, contract.fee) == (three[0], coach, 900)
    assert states(case) == [RequestState.ACCEPTED, RequestState.STOPPED, RequestState.STOPPED]
    assert Case.objects.for_user(three[0].user).get() == case
    assert not Case.objects.for_user(three[1].user).exists()
    assert Message.objects.filter(to=carla.email, subject="Een coördinator zei ja").exists()


def test_nobody_answers_for_somebody_else(case, three, carla):
    ask_coordinators(case, three, by=carla)
    for act in (lambda: accept_request(asked(case), by=three[1].user), lambda: accept_request(asked(case), by=carla)):
        with pytest.raises(Refusal, match="iemand anders"):
            act()

    assert not CoordinatorContract.objects.exists()


def test_what_came_in_the_way_meanwhile_stops_a_yes(case, three, carla):
    """R-01 holds at the moment of the yes too: a new job in care."""
    ask_coordinators(case, three, by=carla)
    three[0].employers.add(make_organisation(is_care_or_deciding=True, name="Altra"))
    with pytest.raises(Refusal, match="Altra"):
        accept_request(asked(case), by=three[0].user)

    assert not CoordinatorContract.objects.exists()
    assert asked(case).coordinator == three[0]


def test_yes_after_the_term_is_too_late_even_before_the_clock_came_by(case, three, carla):
    ask_coordinators(case, three[:1], by=carla)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=49)), pytest.raises(Refusal, match="voorbij"):
        accept_request(asked(case), by=three[0].user)


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_make_one_contract(carla):
    case, coordinator = make_case(), make_coordinator()
    ask_coordinators(case, [coordinator], by=carla)
    asking, gate, refused = asked(case), threading.Barrier(2), []

    def tap() -> None:
        try:
            gate.wait()
            accept_request(asking, by=coordinator.user)
        except Refusal as refusal:
            refused.append(refusal.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=tap) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (CoordinatorContract.objects.filter(case=case).count(), len(refused)) == (1, 1)


# --- no, and silence ---------------------------------------------------------------------------------------


def test_no_asks_the_next_one(case, three, carla):
    ask_coordinators(case, three, by=carla)
    decline_request(asked(case), by=three[0].user, refusal="geen_tijd")

    assert states(case) == [RequestState.DECLINED, RequestState.OPEN, RequestState.QUEUED]
    assert Message.objects.filter(key__startswith="asking:", to=three[1].user.email).exists()


@pytest.mark.parametrize("reason", ["", "zomaar"])
def test_no_has_a_reason_of_the_list(case, three, carla, reason):
    ask_coordinators(case, three, by=carla)
    with pytest.raises(Refusal):
        decline_request(asked(case), by=three[0].user, refusal=reason)


def test_who_knows_somebody_is_tied_to_the_case_from_then_on(case, three, carla):
    """R-02."""
    ask_coordinators(case, three, by=carla)
    decline_request(asked(case), by=three[0].user, refusal="band", note="buren")

    assert CoordinatorTie.objects.get(case=case).coordinator == three[0]
    stop_requests(case, by=carla)
    with pytest.raises(Refusal, match="buren"):
        ask_coordinators(case, three[:1], by=carla)


def test_when_the_term_passes_the_next_one_is_asked_by_the_clock(case, three, carla):
    ask_coordinators(case, three[:2], by=carla)
    first = asked(case)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=47)):
        run_due_rows()
        assert asked(case) == first
    with time_machine.travel(timezone.now() + dt.timedelta(hours=49)):
        run_due_rows()

    assert states(case) == [RequestState.LAPSED, RequestState.OPEN]
    assert DueRow.objects.get(purpose=DuePurpose.REQUEST_TERM, object_id=first.pk).state == DueState.DONE


def test_clock_leaves_an_answered_request_alone(case, three, carla):
    ask_coordinators(case, three[:1], by=carla)
    asking = asked(case)
    accept_request(asking, by=three[0].user)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=49)):
        lapse_request(asking.pk)

    asking.refresh_from_db()
    assert asking.state == RequestState.ACCEPTED
    assert DueRow.objects.get(purpose=DuePurpose.REQUEST_TERM).state == DueState.CANCELLED


def test_manager_hears_it_when_the_row_is_empty(case, three, carla):
    ask_coordinators(case, three[:1], by=carla)
    decline_request(asked(case), by=three[0].user, refusal="te_ver")

    assert Message.objects.filter(to=carla.email, subject="Niemand zei ja").exists()


def test_who_became_full_while_waiting_is_passed_over(case, three, carla):
    ask_coordinators(case, three, by=carla)
    for _number in range(2):
        make_contract(make_case(), three[1].user)
    decline_request(asked(case), by=three[0].user, refusal="geen_tijd")

    assert asked(case).coordinator == three[2]
    assert "vol" in case.coordinator_requests.get(coordinator=three[1]).note


# --- stopping ----------------------------------------------------------------------------------------------


def test_manager_takes_one_out_and_the_next_is_asked(case, three, carla):
    ask_coordinators(case, three[:2], by=carla)
    first = asked(case)
    stop_request(first, by=carla)

    assert asked(case).coordinator == three[1]
    assert Message.objects.filter(key=f"asking-stopped:{first.pk}", to=three[0].user.email).exists()


def test_manager_stops_asking(case, three, carla):
    ask_coordinators(case, three, by=carla)
    stop_requests(case, by=carla)

    assert states(case) == [RequestState.STOPPED] * 3
    with pytest.raises(Refusal, match="niemand"):
        stop_requests(case, by=carla)


def test_case_that_is_withdrawn_asks_nobody_any_more(case, three, carla):
    ask_coordinators(case, three, by=carla)
    withdraw_case(case, by=carla, reason="Op verzoek.")

    assert states(case) == [RequestState.STOPPED] * 3
    with pytest.raises(Refusal):
        accept_request(case.coordinator_requests.first(), by=three[0].user)


def test_who_said_yes_on_the_telephone_counts_as_yes(case, three, carla):
    ask_coordinators(case, three[:2], by=carla)
    assign_coordinator(case, three[0], by=carla)

    assert states(case) == [RequestState.ACCEPTED, RequestState.STOPPED]
    assert not Message.objects.filter(key__startswith="asking-stopped").exists()


# --- handing back ------------------------------------------------------------------------------------------


def test_handed_back_case_goes_to_the_next_with_its_history_and_closes_for_the_first(client, case, three, carla):
    ask_coordinators(case, three[:1], by=carla)
    accept_request(asked(case), by=three[0].user)
    case.refresh_from_db()
    pages = [reverse(f"cases:{name}", args=[case.number]) for name in ("case", "circle", "contacts", "contracts")]
    client.force_login(three[0].user)
    assert {client.get(page).status_code for page in pages} == {200}

    hand_back(case, by=three[0].user, reason="Ik ben ziek.")

    assert {client.get(page).status_code for page in pages} == {404}
    ask_coordinators(case, three[1:2], by=carla)
    accept_request(asked(case), by=three[1].user)
    client.force_login(three[1].user)
    assert {client.get(page).status_code for page in pages} == {200}
    assert [move.action for move in case.moves.all()][-3:] == ["assign", "hand_back", "assign"]


def test_ranking_remembers_who_gave_the_case_back_and_who_said_no(client, case, three, carla):
    ask_coordinators(case, three[:2], by=carla)
    decline_request(asked(case), by=three[0].user, refusal="te_ver")
    accept_request(asked(case), by=three[1].user)
    case.refresh_from_db()
    hand_back(case, by=three[1].user, reason="Ik ben ziek.")
    client.force_login(carla)

    page = client.get(reverse("cases:assign", args=[case.number]))

    assert [match.candidate.pk for match in page.context["free"]][0] == three[2].pk
    text = page.content.decode()
    assert "Zei nee tegen deze zaak: het is te ver weg." in text
    assert "Had deze zaak tot" in text
