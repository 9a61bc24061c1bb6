"""Decisions on an aanmelding, and who gets the case (R-01, R-02; domain.md 3.1 moves 2 and 3)."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.urls import reverse

from cases.codes import CaseOutcome, CaseState, PreferenceKind, WaitingReason
from cases.coordinators.acts.assign import assign_coordinator
from cases.desk.acts.triage import advise_otherwise, let_wait, start_screening, withdraw_case
from cases.models import Case, CoordinatorContract, CoordinatorTie
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.factories import (
    OTHER_REGION,
    make_case,
    make_contract,
    make_coordinator,
    make_organisation,
    make_preference,
    make_programme,
    make_region,
    make_user,
)

pytestmark = pytest.mark.django_db


def address(name: str, case: Case, *args) -> str:
    return reverse(f"cases:{name}", args=[case.number, *args])


# --- the acts -------------------------------------------------------------------------------------------


def test_who_takes_an_aanmelding_in_hand_is_its_manager(carla):
    case = make_case()
    start_screening(case, by=carla)

    case.refresh_from_db()
    assert (case.state, case.manager) == (CaseState.SCREENING, carla)


def test_manager_of_a_case_stays_when_a_colleague_decides(carla):
    first = make_user(Role.REGIONAL_MANAGER)
    case = make_case(manager=first)
    let_wait(case, by=carla, waiting_reason=WaitingReason.NO_FUNDING)

    case.refresh_from_db()
    assert case.manager == first


def test_waiting_has_a_coded_reason_and_a_line_in_the_history(carla):
    case = make_case()
    let_wait(case, by=carla, waiting_reason=WaitingReason.NO_COORDINATOR, note="Taal: Turks")

    case.refresh_from_db()
    assert (case.state, case.waiting_reason) == (CaseState.WAITING, WaitingReason.NO_COORDINATOR)
    assert "Taal: Turks" in case.moves.last().reason


@pytest.mark.parametrize("reason", ["", "omdat"])
def test_nothing_waits_without_a_reason_of_the_list(carla, reason):
    with pytest.raises(Refusal):
        let_wait(make_case(), by=carla, waiting_reason=reason)


@pytest.mark.parametrize(
    ("act", "field", "state"),
    [(advise_otherwise, "advice", CaseState.NOT_SUITABLE), (withdraw_case, "reason", CaseState.WITHDRAWN)],
)
def test_case_that_ends_at_the_desk_says_why(carla, act, field, state):
    case = make_case()
    with pytest.raises(Refusal):
        act(case, by=carla, **{field: "  "})
    act(case, by=carla, **{field: "Het gezin verhuist."})

    case.refresh_from_db()
    assert (case.state, case.outcome) == (state, CaseOutcome.NOT_STARTED)
    assert case.decision_note == case.moves.last().reason == "Het gezin verhuist."


# --- who gets the case ----------------------------------------------------------------------------------


def test_assigning_makes_a_contract_and_tells_both_without_a_word_about_the_family(carla):
    dirk = make_user(Role.PROFESSIONAL)
    case = make_case(referred_by=dirk, main_persons=["Sem de Wit"], situation="Geheim verhaal")
    coordinator = make_coordinator()
    contract = assign_coordinator(case, coordinator, by=carla)

    case.refresh_from_db()
    assert (case.state, case.manager) == (CaseState.ASSIGNED, carla)
    assert (contract.coordinator, contract.coach) == (coordinator, carla)
    mails = Message.objects.filter(key__startswith="assigned:")
    assert {mail.to for mail in mails} == {coordinator.user.email, dirk.email}
    assert not any("Sem" in mail.body + mail.subject or "Geheim" in mail.body for mail in mails)
    assert Case.objects.for_user(coordinator.user).get() == case


def test_employer_in_care_blocks(carla):
    """R-01."""
    coordinator = make_coordinator()
    coordinator.employers.add(make_organisation(is_care_or_deciding=True, name="Altra"))
    case = make_case()
    with pytest.raises(Refusal, match="Altra"):
        assign_coordinator(case, coordinator, by=carla)

    assert not CoordinatorContract.objects.exists()


def test_employers_that_were_never_declared_block(carla):
    """R-01."""
    coordinator = make_coordinator(make_user(Role.COORDINATOR), employers_declared_on=None)
    with pytest.raises(Refusal, match="opgegeven"):
        assign_coordinator(make_case(), coordinator, by=carla)


def test_tie_to_somebody_in_the_case_blocks_that_case_alone(carla):
    """R-02."""
    case, coordinator = make_case(), make_coordinator()
    CoordinatorTie.objects.create(coordinator=coordinator, case=case, description="buurman")
    with pytest.raises(Refusal, match="buurman"):
        assign_coordinator(case, coordinator, by=carla)

    assert assign_coordinator(make_case(), coordinator, by=carla)


def test_colleague_of_the_referrer_is_not_selectable(carla):
    """R-02: a working tie."""
    school = make_organisation(name="De school")
    case = make_case(referred_by=make_user(Role.PROFESSIONAL, organisation=school))
    coordinator = make_coordinator()
    coordinator.employers.add(school)
    with pytest.raises(Refusal, match="De school"):
        assign_coordinator(case, coordinator, by=carla)


def test_no_case_without_a_vog(carla):
    """R7."""
    coordinator = make_coordinator(make_user(Role.COORDINATOR), vog_date=None)
    with pytest.raises(Refusal, match="VOG"):
        assign_coordinator(make_case(), coordinator, by=carla)


def test_full_coordinator_gets_no_third_case(carla):
    user = make_user(Role.COORDINATOR)
    for _number in range(2):
        make_contract(make_case(), user)
    with pytest.raises(Refusal, match="vol"):
        assign_coordinator(make_case(), user.coordinator, by=carla)


def test_wishes_are_recorded_as_met_or_not_and_deviating_asks_why(carla):
    case, coordinator = make_case(), make_coordinator()
    dutch = make_preference(case, codes=["nl"])
    turkish = make_preference(case, codes=["tr"])
    faith = make_preference(case, kind=PreferenceKind.FAITH, codes=["islam"])
    with pytest.raises(Refusal, match="wens"):
        assign_coordinator(case, coordinator, by=carla)
    contract = assign_coordinator(case, coordinator, by=carla, deviation_reason="Niemand spreekt Turks.")

    for preference in (dutch, turkish, faith):
        preference.refresh_from_db()
    assert [dutch.met, turkish.met, faith.met] == [True, False, None]
    assert contract.deviation_reason == "Niemand spreekt Turks."


def test_case_counts_for_the_programme_that_pays(carla):
    programme = make_programme()
    programme.regions.add(make_region())
    case = make_case()

    assign_coordinator(case, make_coordinator(), by=carla, programme=programme)

    case.refresh_from_db()
    assert case.programme == programme


def test_programme_of_another_region_pays_for_no_case_here(carla):
    elsewhere, over = make_programme(), make_programme(ends_on=local_today() - dt.timedelta(days=1))
    elsewhere.regions.add(make_region(OTHER_REGION))
    over.regions.add(make_region())
    for programme in (elsewhere, over):
        with pytest.raises(Refusal, match="programma"):
            assign_coordinator(make_case(), make_coordinator(), by=carla, programme=programme)


def test_only_programme_of_the_region_stands_ready(desk):
    programme = make_programme(name="Samen in Utrecht")
    programme.regions.add(make_region())
    case, coordinator = make_case(), make_coordinator()

    page = desk.get(address("assign_to", case, coordinator.pk))

    assert f'<option value="{programme.pk}" selected>Samen in Utrecht</option>' in page.content.decode()


def test_no_second_coordinator_on_one_case(carla):
    case = make_case(with_coordinator=True)
    with pytest.raises(Refusal, match="al een coördinator"):
        assign_coordinator(case, make_coordinator(), by=carla)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.PROFESSIONAL])
def test_only_a_manager_assigns(role):
    with pytest.raises(Refusal):
        assign_coordinator(make_case(), make_coordinator(), by=make_user(role))


@pytest.mark.django_db(transaction=True)
def test_two_managers_at_once_make_one_contract(carla):
    case, people = make_case(), [make_coordinator(), make_coordinator()]
    gate, refused = threading.Barrier(2), []

    def assign(coordinator) -> None:
        try:
            gate.wait()
            assign_coordinator(case, coordinator, by=carla)
        except Refusal as refusal:
            refused.append(refusal.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=assign, args=[each]) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert CoordinatorContract.objects.filter(case=case).count() == 1
    assert len(refused) == 1


# --- the pages ------------------------------------------------------------------------------------------


def test_manager_goes_from_the_aanmelding_to_a_coordinator(desk, carla):
    case = make_case()
    coordinator = make_coordinator()
    chosen = address("assign_to", case, coordinator.pk)

    assert address("assign", case) in desk.get(address("decide", case)).content.decode()
    assert chosen in desk.get(address("assign", case)).content.decode()
    response = desk.post(chosen, {"coach": carla.pk}, follow=True)

    assert response.redirect_chain[-1][0] == case.get_absolute_url()
    assert CoordinatorContract.objects.get().coordinator == coordinator


def test_page_asks_why_where_a_wish_is_not_met_and_keeps_what_was_typed(desk, carla):
    case, coordinator = make_case(), make_coordinator()
    make_preference(case, codes=["tr"])
    chosen = address("assign_to", case, coordinator.pk)
    response = desk.post(chosen, {"coach": carla.pk, "deviation_reason": ""})

    assert "deviation_reason" in response.context["form"].errors
    desk.post(chosen, {"coach": carla.pk, "deviation_reason": "Kent de buurt."})
    assert CoordinatorContract.objects.get().deviation_reason == "Kent de buurt."


def test_who_may_not_stands_below_with_the_reason_and_cannot_be_chosen(desk, carla):
    case, coordinator = make_case(), make_coordinator()
    coordinator.employers.add(make_organisation(is_care_or_deciding=True, name="Altra"))
    text = desk.get(address("assign", case)).content.decode()
    desk.post(address("assign_to", case, coordinator.pk), {"coach": carla.pk})

    assert "Werkt bij Altra" in text
    assert address("assign_to", case, coordinator.pk) not in text
    assert not CoordinatorContract.objects.exists()


@pytest.mark.parametrize(
    ("page", "data", "state"),
    [
        ("start_screening", {}, CaseState.SCREENING),
        ("let_wait", {"waiting_reason": "geen_financiering", "note": ""}, CaseState.WAITING),
        ("advise_otherwise", {"advice": "Eerst rust.", "reason_code": "nu_niet"}, CaseState.NOT_SUITABLE),
        ("withdraw", {"reason": "Op verzoek.", "reason_code": "anders"}, CaseState.WITHDRAWN),
    ],
)
def test_every_decision_has_a_page_that_shows_and_acts(desk, page, data, state):
    case = make_case()

    assert desk.get(address(page, case)).status_code == 200
    case.refresh_from_db()
    assert case.state == CaseState.REFERRED
    assert desk.post(address(page, case), data)["Location"] == case.get_absolute_url()
    case.refresh_from_db()
    assert case.state == state


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("let_wait", {"waiting_reason": ""}),
        ("let_wait", {"waiting_reason": "x"}),
        ("advise_otherwise", {}),
        ("withdraw", {}),
    ],
)
def test_decision_without_its_reason_is_not_taken(desk, page, data):
    case = make_case()
    response = desk.post(address(page, case), data)

    assert response.context["form"].errors
    case.refresh_from_db()
    assert case.state == CaseState.REFERRED


def test_decision_that_a_colleague_took_first_is_told_in_words(desk):
    case = make_case(state=CaseState.WITHDRAWN)
    response = desk.post(address("let_wait", case), {"waiting_reason": "geen_financiering"}, follow=True)

    assert "kan nu niet" in response.content.decode()


PAGES = ["decide", "start_screening", "let_wait", "advise_otherwise", "withdraw", "assign"]


@pytest.mark.parametrize("page", PAGES)
def test_manager_of_another_region_gets_404(desk, page):
    case = make_case(region=make_region("limburg"))

    assert desk.get(address(page, case)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_referrer_and_coordinator_decide_nothing(client, world, page):
    for user in (world.dirk, world.anna):
        client.force_login(user)
        assert client.get(address(page, world.own.case)).status_code == 403


def test_coordinator_of_another_region_cannot_be_chosen(desk):
    case = make_case()
    stranger = make_user(Role.COORDINATOR, region=make_region("limburg")).coordinator

    assert desk.get(address("assign_to", case, stranger.pk)).status_code == 404


def test_overview_shows_the_decisions_to_the_manager_alone(client, carla):
    dirk = make_user(Role.PROFESSIONAL)
    case = make_case(referred_by=dirk)
    texts = {}
    for user in (carla, dirk):
        client.force_login(user)
        texts[user] = client.get(case.get_absolute_url()).content.decode()

    assert address("advise_otherwise", case) in texts[carla]
    assert address("advise_otherwise", case) not in texts[dirk]
