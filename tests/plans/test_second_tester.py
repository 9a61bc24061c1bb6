"""Two professionals with an account each: both decide, the page says who is missing, and who stands in is named."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.codes import CaseState
from cases.models import Case
from cases.preparation.acts.frame_writer import name_safety_professional
from ekc.accounts.codes import Role
from ekc.accounts.leaving import Leaving, hand_over, owed_by
from ekc.accounts.models import User
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from plans.acts.frame import begin_next_version, submit_frame
from plans.acts.guests import ask_guest, ask_tester, correct_guest, release_guest
from plans.acts.testing import decide_on_plan, revise_plan
from plans.codes import FrameState, GuestTask, PlanState
from plans.models import FrameGuest, Plan, PlanTest
from plans.queries import current_frame, deciders_of
from tests.at_once import at_once
from tests.factories import make_case, make_frame, make_frame_guest, make_plan, make_user
from tests.people import coordinator_of, signed_in
from tests.plans.reading import lines_of, reload, shown, url
from tests.sent_forms import filled

pytestmark = pytest.mark.django_db
QUESTION = "Wie slaapt er op woensdag bij Sem?"


@pytest.fixture
def manager() -> User:
    return make_user(Role.REGIONAL_MANAGER)


@pytest.fixture
def case(professional: User, manager: User) -> Case:
    found = make_case(state=CaseState.HELD_WITH_PLAN, needs_frame=True, referred_by=professional, manager=manager)
    make_frame(found, author=professional, state=FrameState.LOCKED)
    return found


@pytest.fixture
def second() -> User:
    return make_user(Role.PROFESSIONAL, full_name="Rob Reclassering")


@pytest.fixture
def asked(case: Case, second: User, manager: User) -> FrameGuest:
    return ask_tester(case, by=manager, professional=second, function="Reclasseringswerker")


@pytest.fixture
def plan(case: Case, asked: FrameGuest) -> Plan:
    return shown(make_plan(case), by=coordinator_of(case))


def decided(case: Case, by: User, **said: str) -> Any:
    client = signed_in(by)
    line = current_frame(case).bottom_lines.get()
    page = client.get(url("test", case))
    typed = {f"line_{line.pk}": "ja", "accepted": "ja", **said}
    return client.post(url("test", case), filled(page, **typed), follow=True)


def test_the_regional_manager_asks_one_by_account_who_hears_it_and_reaches_the_case(
    case: Case, second: User, manager: User
) -> None:
    assert not Case.objects.for_user(second).exists()
    client = signed_in(manager)
    assert url("frame_ask_colleague", case) in client.get(url("frame", case)).content.decode()

    page = client.get(url("frame_ask_colleague", case))
    client.post(url("frame_ask_colleague", case), filled(page, professional=second.pk, function="Reclasseringswerker"))

    assert set(Case.objects.for_user(second)) == {case}
    assert Message.objects.filter(to=second.email, key__startswith="plan-test").exists()
    assert "Rob Reclassering" in client.get(url("frame", case)).content.decode()
    assert FrameGuest.objects.get().token_hash is None, "nobody with an account gets a link"


@pytest.mark.parametrize("typed", [{}, {"professional": ""}, {"function": ""}, {"professional": "999999"}])
def test_what_is_missing_is_said_at_the_field_and_nothing_typed_is_lost(
    case: Case, second: User, manager: User, typed: dict[str, str]
) -> None:
    client = signed_in(manager)
    sent = {"professional": str(second.pk), "function": "Woonconsulent", **typed} if typed else {}

    page = client.post(url("frame_ask_colleague", case), sent).content.decode()

    assert "aria-invalid" in page
    assert "Woonconsulent" in page or sent.get("function", "") == ""
    assert not FrameGuest.objects.exists()


def test_the_second_does_not_write_the_frame_nor_ask_others(plan: Plan, case: Case, second: User) -> None:
    client = signed_in(second)

    for name in ("frame_edit", "frame_next", "frame_without", "frame_ask_signer", "write", "version", "send"):
        assert client.get(url(name, case)).status_code == 403, name
    for name in ("frame", "plan", "test"):
        assert client.get(url(name, case)).status_code == 200, name
    assert client.get(reverse("cases:circle", args=[case.number])).status_code == 403


def test_both_decide_each_in_the_own_capacity_and_every_page_says_who_is_missing(
    plan: Plan, case: Case, professional: User, second: User
) -> None:
    page = decided(case, professional, capacity="Jeugdbeschermer").content.decode()

    assert reload(plan).state == PlanState.PRESENTED
    assert "Het plan wacht nog op: Rob Reclassering" in page
    test = signed_in(second).get(url("test", case)).content.decode()
    assert 'value="Reclasseringswerker"' in test
    assert "heeft nog niet besloten" in test
    for reader in (professional, second, coordinator_of(case)):
        assert "Rob Reclassering" in signed_in(reader).get(url("plan", case)).content.decode()
    assert signed_in(professional).get(url("test", case)).status_code == 403, "decided once"

    decided(case, second)

    assert reload(plan).state == PlanState.ACCEPTED
    said = {(test.tester, test.capacity, test.stands_in_for) for test in PlanTest.objects.all()}
    assert said == {(professional, "Jeugdbeschermer", ""), (second, "Reclasseringswerker", "")}


def test_who_stands_in_for_who_wrote_the_frame_is_named_and_the_second_stands_in_for_nobody(
    plan: Plan, case: Case, professional: User, second: User
) -> None:
    stand_in = make_user(Role.PROFESSIONAL, full_name="Ines Inval")
    Case.objects.filter(pk=case.pk).update(safety_professional=stand_in)
    decided(reload(case), stand_in, capacity="Jeugdbeschermer")
    decided(reload(case), second, stands_in_for="Mila de Wit")

    html = signed_in(coordinator_of(case)).get(url("plan", case)).content.decode()

    assert f"Ines Inval, Jeugdbeschermer, in plaats van {professional}" in html
    assert "Rob Reclassering, Reclasseringswerker, in plaats van Mila de Wit" in html


def test_one_who_says_not_yet_sends_it_back_once_both_have_decided(
    plan: Plan, case: Case, professional: User, second: User
) -> None:
    line = current_frame(case).bottom_lines.get()
    decided(case, second, **{f"line_{line.pk}": "nee", f"question_{line.pk}": QUESTION, "accepted": "nee"})
    assert reload(plan).state == PlanState.PRESENTED
    decided(case, professional, capacity="Jeugdbeschermer")

    assert reload(plan).state == PlanState.REJECTED
    assert QUESTION in signed_in(coordinator_of(case)).get(url("plan", case)).content.decode()


def test_between_two_decisions_the_frame_does_not_change_under_who_has_still_to_decide(
    plan: Plan, case: Case, professional: User, second: User
) -> None:
    frame = current_frame(case)
    draft = begin_next_version(frame, by=professional, reason="Korter.")
    decided(case, second)
    with pytest.raises(Refusal, match="al over het plan besloten"):
        submit_frame(draft, by=professional)

    decided(case, professional, capacity="Jeugdbeschermer")

    assert (reload(plan).state, current_frame(case)) == (PlanState.ACCEPTED, frame)


@pytest.mark.parametrize("whom", ["the writer", "the second"])
def test_nobody_is_asked_twice_by_account_or_by_link(
    asked: FrameGuest, case: Case, professional: User, second: User, manager: User, whom: str
) -> None:
    known = professional if whom == "the writer" else second
    with pytest.raises(Refusal, match="toetst het plan al"):
        ask_tester(case, by=manager, professional=known, function="Jeugdbeschermer")
    with pytest.raises(Refusal, match=r"toetst het plan al|al gevraagd"):
        ask_guest(
            case,
            by=manager,
            task=GuestTask.TESTS,
            full_name="Iemand",
            organisation="Iets",
            function="Iets",
            email=known.email.upper(),
        )


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PROFESSIONAL])
def test_only_a_professional_with_an_open_account_is_asked(case: Case, manager: User, role: str) -> None:
    with pytest.raises(Refusal, match="Kies een professional"):
        ask_tester(case, by=manager, professional=make_user(role), function="Iets")
    gone = make_user(Role.PROFESSIONAL, is_active=False)
    with pytest.raises(Refusal, match="Kies een professional"):
        ask_tester(case, by=manager, professional=gone, function="Iets")


def test_after_release_the_first_decision_counts_and_the_case_is_out_of_reach(
    plan: Plan, asked: FrameGuest, case: Case, professional: User, second: User, manager: User
) -> None:
    decided(case, professional, capacity="Jeugdbeschermer")
    page = signed_in(manager).get(url("frame", case)).content.decode()
    assert url("frame_release", case, asked.pk) in page
    assert url("frame_guest_address", case, asked.pk) not in page, "the address is of the account"

    release_guest(asked, by=manager)

    assert reload(plan).state == PlanState.ACCEPTED
    assert signed_in(second).get(url("plan", case)).status_code == 404


def test_an_account_gets_no_link_not_even_at_another_address(asked: FrameGuest, manager: User) -> None:
    with pytest.raises(Refusal, match="heeft een account"):
        correct_guest(asked, by=manager, email="anders@voorbeeld.example")
    with pytest.raises(IntegrityError, match="frame_guest_with_account"), transaction.atomic():
        FrameGuest.objects.update(token_hash="x" * 64)
    with pytest.raises(IntegrityError, match="frame_guest_with_account"), transaction.atomic():
        FrameGuest.objects.update(task=GuestTask.WRITES)


def test_two_tabs_of_one_tester_decide_once(plan: Plan, case: Case, second: User) -> None:
    client = signed_in(second)
    line = current_frame(case).bottom_lines.get()
    tabs = [client.get(url("test", case)) for _tab in range(2)]
    yes = {f"line_{line.pk}": "ja", "accepted": "ja"}
    no = {f"line_{line.pk}": "nee", f"question_{line.pk}": QUESTION, "accepted": "nee"}

    client.post(url("test", case), filled(tabs[0], **yes))
    answer = client.post(url("test", case), filled(tabs[1], **no), follow=True)

    assert answer.status_code in (200, 403)
    assert [test.decision for test in PlanTest.objects.all()] == ["geaccepteerd"]


@pytest.mark.django_db(transaction=True)
def test_both_at_the_same_moment_move_the_plan_once_and_one_twice_decides_once(
    plan: Plan, case: Case, professional: User, second: User
) -> None:
    results = lines_of(case)
    refused = at_once(
        [
            lambda: decide_on_plan(reload(plan), by=professional, results=results, accepted=True),
            lambda: decide_on_plan(reload(plan), by=second, results=results, accepted=True),
        ]
    )

    assert refused == []
    assert reload(plan).state == PlanState.ACCEPTED
    assert plan.moves.filter(action="accept").count() == 1


def test_where_the_second_who_decided_is_named_for_safety_nobody_else_is_waited_for(
    plan: Plan, case: Case, second: User, manager: User
) -> None:
    decided(case, second)

    name_safety_professional(reload(case), by=manager, professional=second)

    assert reload(plan).state == PlanState.ACCEPTED


def test_where_who_answers_for_safety_left_the_plan_waits_for_who_comes(
    plan: Plan, case: Case, professional: User, second: User, manager: User
) -> None:
    for owed in owed_by(Leaving(professional)):
        owed.hand_over(None, manager)
    decided(reload(case), second)
    assert reload(plan).state == PlanState.PRESENTED, "the second alone does not decide on safety"
    heir = make_user(Role.PROFESSIONAL)

    name_safety_professional(reload(case), by=manager, professional=heir)
    assert reload(plan).state == PlanState.PRESENTED
    decided(reload(case), heir, capacity="Jeugdbeschermer")

    assert reload(plan).state == PlanState.ACCEPTED


def test_a_link_is_not_put_right_to_the_address_of_who_tests_already(
    asked: FrameGuest, case: Case, second: User, manager: User
) -> None:
    guest = make_frame_guest(case, by=manager)

    with pytest.raises(Refusal, match="toetst het plan al"):
        correct_guest(guest, by=manager, email=second.email.upper())


def test_who_decided_by_link_and_is_named_for_safety_decided(case: Case, manager: User) -> None:
    heir = make_user(Role.PROFESSIONAL)
    guest = make_frame_guest(case, by=manager, email=heir.email)
    plan = shown(make_plan(case), by=coordinator_of(case))
    decide_on_plan(plan, by=None, guest=guest, results=lines_of(case), accepted=True)

    name_safety_professional(reload(case), by=manager, professional=heir)

    assert [each.user for each in deciders_of(reload(case))] == [heir]
    assert reload(plan).state == PlanState.ACCEPTED


def test_nobody_decides_on_a_text_that_the_page_did_not_show(case: Case, professional: User) -> None:
    plan = shown(make_plan(case), by=coordinator_of(case))
    client, line = signed_in(professional), current_frame(case).bottom_lines.get()
    old = client.get(url("test", case))
    decide_on_plan(plan, by=professional, results=lines_of(case, met=False), accepted=False, needed=QUESTION)
    revise_plan(reload(plan), by=coordinator_of(case))
    shown(reload(plan), by=coordinator_of(case))
    typed = {f"line_{line.pk}": "ja", "accepted": "ja", "capacity": "Jeugdbeschermer"}

    page = client.post(url("test", case), filled(old, **typed))

    assert "intussen veranderd" in page.content.decode()
    assert reload(plan).state == PlanState.PRESENTED
    client.post(url("test", case), filled(page, **typed))
    assert reload(plan).state == PlanState.ACCEPTED, "what was typed still stands there"


def test_who_leaves_hands_the_test_over_or_nobody_tests_along(
    plan: Plan, case: Case, second: User, manager: User
) -> None:
    colleague = make_user(Role.PROFESSIONAL, organisation=second.organisation)
    [owed] = owed_by(Leaving(second))
    assert owed.numbers == (case.number,)

    hand_over(Leaving(second), by=manager, heirs={owed.key: colleague})

    assert owed_by(Leaving(second)) == []
    assert [each.user for each in deciders_of(case)][1:] == [colleague]
    hand_over(Leaving(colleague), by=manager, heirs={})
    assert len(deciders_of(case)) == 1


def test_a_closed_account_of_a_tester_is_told_of_to_the_manager(
    case: Case, asked: FrameGuest, second: User, manager: User
) -> None:
    User.objects.filter(pk=second.pk).update(is_active=False)

    shown(make_plan(case), by=coordinator_of(case))

    assert Message.objects.filter(to=manager.email, key__startswith="plan-test", climbed=True).exists()
