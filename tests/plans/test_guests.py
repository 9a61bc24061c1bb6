"""Who has no account and is asked for the frame: another authority writes, a team leader signs, a second tests."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from cases.models import Case
from conferences.codes import ConferenceState
from ekc.accounts.codes import Role
from ekc.accounts.models import Organisation, User
from ekc.links import why_closed
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from plans.acts.frame import BottomLineText, begin_next_version, save_frame, submit_frame
from plans.acts.guests import ask_guest, release_guest, sign_frame
from plans.acts.testing import decide_on_plan
from plans.codes import FrameState, GuestTask, PlanState
from plans.models import FrameGuest, Plan, PlanTest
from plans.queries import current_frame, deciders_of, mark_of_text, missing_deciders, signature_of
from tests.at_once import at_once
from tests.factories import (
    make_case,
    make_circle_person,
    make_conference,
    make_frame,
    make_frame_guest,
    make_plan,
    make_user,
)
from tests.people import coordinator_of, signed_in
from tests.plans.reading import lines_of, reload, shown, url
from tests.sent_forms import filled

pytestmark = pytest.mark.django_db
WIM = "wim@voorbeeld.example"


@pytest.fixture
def manager() -> User:
    return make_user(Role.REGIONAL_MANAGER)


def link_of(guest: FrameGuest) -> str:
    body = Message.objects.filter(to=guest.email).latest("pk").body
    return re.search(r"https?://[^/]+(/kader/openen/\S+)", body)[1]


def opened(path: str) -> tuple[Client, Any]:
    """Behind the door, as a person opens it."""
    client = Client()
    return client, client.post(path)


# --- another authority writes the frame ---------------------------------------------------------------------


@pytest.fixture
def arrears(manager: User) -> Case:
    """A case of rent arrears: nobody's safety is at stake, and the housing corporation has conditions."""
    return make_case(state=CaseState.ACTIVATION, needs_frame=False, manager=manager)


def test_a_scanner_that_opens_the_link_sees_nothing_and_changes_nothing(arrears: Case, manager: User) -> None:
    guest = make_frame_guest(arrears, by=manager, task=GuestTask.WRITES, about="De huurschuld van vorig jaar")
    path = link_of(guest)

    page = Client().get(path).content.decode()

    assert "huurschuld" not in page
    assert not arrears.frames.exists()
    assert "huurschuld" not in Message.objects.get(to=guest.email).body
    assert "De huurschuld van vorig jaar" in opened(path)[1].content.decode()


def test_another_authority_writes_and_hands_in_a_frame_without_an_account(arrears: Case, manager: User) -> None:
    guest = make_frame_guest(
        arrears, by=manager, task=GuestTask.WRITES, full_name="Wim de Wit", organisation="Woonstad"
    )
    client, page = opened(link_of(guest))
    sent = filled(page, concerns="Drie maanden huur", **{"lines-0-text": "De huur wordt elke maand betaald"})

    assert client.post(link_of(guest), sent | {"autosave": "1"}).status_code == 204
    assert arrears.frames.get().state == FrameState.DRAFT
    assert client.post(link_of(guest), sent)["Location"] == reverse("plans:guest_done")

    frame = current_frame(arrears)
    assert (frame.author, frame.guest, frame.written_by) == (None, guest, "Wim de Wit, Woonstad")
    told = {message.to for message in Message.objects.filter(subject="Er staat iets voor u klaar")}
    assert {manager.email, coordinator_of(arrears).email} <= told
    tab = signed_in(manager).get(url("frame", arrears)).content.decode()
    assert "Wim de Wit, Woonstad" in tab


def test_the_plan_waits_for_the_authority_whose_frame_it_is_and_goes_on_by_its_link(
    arrears: Case, manager: User
) -> None:
    guest = make_frame_guest(arrears, by=manager, task=GuestTask.WRITES)
    frame = save_frame(arrears, by=None, guest=guest, bottom_lines=[BottomLineText("Huur betaald")], concerns="Schuld.")
    submit_frame(frame, by=None)
    Case.objects.filter(pk=arrears.pk).update(state=CaseState.HELD_WITH_PLAN)
    plan = shown(make_plan(reload(arrears)), by=coordinator_of(arrears))
    assert plan.state == PlanState.PRESENTED

    client, page = opened(link_of(guest))
    line = frame.bottom_lines.get()
    client.post(link_of(guest), filled(page, accepted="ja", **{f"line_{line.pk}": "ja"}))

    test = PlanTest.objects.get()
    assert (test.guest, test.tester, test.capacity) == (guest, None, guest.function)
    assert reload(plan).state == PlanState.ACCEPTED


def test_the_authority_still_decides_where_a_professional_wrote_the_next_version(
    manager: User, professional: User
) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional, manager=manager)
    guest = make_frame_guest(case, by=manager, task=GuestTask.WRITES)
    lines = [BottomLineText("Huur betaald")]
    first = submit_frame(save_frame(case, by=None, guest=guest, bottom_lines=lines, concerns="Schuld."), by=None)

    submit_frame(begin_next_version(first, by=professional, reason="Korter."), by=professional)

    assert [(each.user, each.guest) for each in deciders_of(reload(case))] == [(professional, None), (None, guest)]


def test_nobody_writes_in_the_draft_of_the_authority_until_it_need_not_write(manager: User, professional: User) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional, manager=manager)
    guest = make_frame_guest(case, by=manager, task=GuestTask.WRITES, full_name="Wim de Wit")
    lines = [BottomLineText("Huur betaald")]
    draft = save_frame(case, by=None, guest=guest, bottom_lines=lines, concerns="Schuld.")
    client = signed_in(professional)
    page = client.get(url("frame_edit", case))

    answer = client.post(url("frame_edit", case), filled(page, concerns="Iets anders")).content.decode()

    assert "Wim de Wit, Woonstad schrijft dit veiligheidskader" in answer
    assert "Iets anders" in answer
    with pytest.raises(Refusal, match="schrijft dit veiligheidskader"):
        submit_frame(draft, by=professional)
    assert (reload(draft).guest, reload(draft).state) == (guest, FrameState.DRAFT)
    release_guest(guest, by=manager)
    assert save_frame(case, by=professional, bottom_lines=lines, concerns="Schuld.").author == professional


@pytest.mark.parametrize("task", [GuestTask.WRITES, GuestTask.TESTS])
def test_no_secret_address_stands_behind_a_link(manager: User, professional: User, task: str) -> None:
    """Also one that became secret after it was typed."""
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional, manager=manager)
    if task == GuestTask.TESTS:
        make_frame(case, author=professional)
    said = {"about": "Jo woont op Dorpsstraat 12.", "function": "Buur van Dorpsstraat 12"}
    guest = make_frame_guest(case, by=manager, task=task, **said)
    make_circle_person(case, name="Jo", street="Dorpsstraat 12", postcode="1621 AA", secret_address=True)
    pages = [opened(link_of(guest))[1]]
    if task == GuestTask.TESTS:
        Case.objects.filter(pk=case.pk).update(state=CaseState.HELD_WITH_PLAN)
        shown(make_plan(reload(case)), by=coordinator_of(case))
        pages.append(opened(link_of(guest))[1])

    for page in pages:
        assert page.status_code == 200
        assert "Dorpsstraat 12" not in page.content.decode()


@pytest.mark.parametrize("name", ["frame_ask_tester", "frame_ask_colleague"])
def test_a_secret_address_is_refused_in_the_function_that_a_family_reads(
    manager: User, professional: User, name: str
) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional, manager=manager)
    make_frame(case, author=professional)
    make_circle_person(case, name="Jo", street="Dorpsstraat 12", postcode="1621 AA", secret_address=True)
    client = signed_in(manager)
    typed = {"full_name": "Wim", "organisation": "Woonstad", "email": WIM, "function": "Buur, Dorpsstraat 12"}
    if name == "frame_ask_colleague":
        typed = {"professional": make_user(Role.PROFESSIONAL).pk, "function": typed["function"]}

    page = client.post(url(name, case), filled(client.get(url(name, case)), **typed)).content.decode()

    assert "Hier staat een geheim adres" in page
    assert not FrameGuest.objects.exists()


def test_a_second_frame_or_one_after_private_time_is_asked_of_nobody(arrears: Case, manager: User) -> None:
    make_conference(arrears, state=ConferenceState.PRIVATE_TIME)
    with pytest.raises(Refusal, match="besloten tijd"):
        make_frame_guest(arrears, by=manager, task=GuestTask.WRITES)
    other = make_case(state=CaseState.ACTIVATION, needs_frame=True)
    make_frame(other)
    with pytest.raises(Refusal, match="al een veiligheidskader"):
        make_frame_guest(other, by=manager, task=GuestTask.WRITES)


def test_nobody_is_asked_twice_or_asks_the_own_address(arrears: Case, manager: User) -> None:
    make_frame_guest(arrears, by=manager, task=GuestTask.WRITES, email=WIM)
    with pytest.raises(Refusal, match="al gevraagd"):
        make_frame_guest(arrears, by=manager, task=GuestTask.WRITES, email=WIM.upper())
    with pytest.raises(Refusal, match="eigen mailadres"):
        make_frame_guest(arrears, by=manager, task=GuestTask.WRITES, email=manager.email)


def test_who_need_not_do_it_any_more_has_no_link(arrears: Case, manager: User) -> None:
    guest = make_frame_guest(arrears, by=manager, task=GuestTask.WRITES)
    path = link_of(guest)

    release_guest(guest, by=manager)

    assert why_closed(reload(guest))
    assert Client().get(path).status_code == 410


def test_the_database_refuses_a_frame_of_nobody_or_of_two(arrears: Case, manager: User) -> None:
    guest = make_frame_guest(arrears, by=manager, task=GuestTask.WRITES)
    for author, writer in ((None, None), (manager, guest)):
        with pytest.raises(IntegrityError, match="frame_has_one_author"), transaction.atomic():
            arrears.frames.create(author=author, guest=writer)


# --- a team leader signs along --------------------------------------------------------------------------------


@pytest.fixture
def careful(professional: User) -> Case:
    """The organisation of the professional wants a team leader to sign."""
    Organisation.objects.filter(pk=professional.organisation_id).update(frames_are_cosigned=True)
    professional.refresh_from_db()
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    save_frame(case, by=professional, bottom_lines=[BottomLineText("Nooit alleen")], concerns="Bang.")
    return case


def ask_leader(case: Case, professional: User) -> FrameGuest:
    return make_frame_guest(case, by=professional, task=GuestTask.SIGNS, full_name="Tineke Teamleider")


def test_without_the_signature_it_is_not_handed_in_and_with_it_it_is(careful: Case, professional: User) -> None:
    frame = careful.frames.get()
    with pytest.raises(Refusal, match="teamleider"):
        submit_frame(frame, by=professional)
    leader = ask_leader(careful, professional)
    client, page = opened(link_of(leader))
    assert "Nooit alleen" in page.content.decode()

    assert client.post(link_of(leader), filled(page, agrees="ja")).status_code == 302
    signed_in(professional).post(url("frame_submit", careful))

    assert (current_frame(careful), signature_of(frame)) == (frame, leader)
    assert Message.objects.filter(to=professional.email, subject="Er is een reactie").exists()
    assert "Tineke Teamleider" in signed_in(professional).get(url("frame", careful)).content.decode()


def test_a_signature_under_another_text_is_none(careful: Case, professional: User) -> None:
    frame = careful.frames.get()
    leader = ask_leader(careful, professional)
    mark = mark_of_text(frame)
    save_frame(careful, by=professional, bottom_lines=[BottomLineText("Ook overdag niet")], concerns="Bang.")

    with pytest.raises(Refusal, match="intussen veranderd"):
        sign_frame(leader, mark=mark, agrees=True)
    sign_frame(leader, mark=mark_of_text(frame), agrees=True)
    save_frame(careful, by=professional, bottom_lines=[BottomLineText("Nog weer anders")], concerns="Bang.")

    with pytest.raises(Refusal, match="teamleider"):
        submit_frame(reload(frame), by=professional)


def test_a_team_leader_who_does_not_sign_says_why_and_the_author_reads_it(careful: Case, professional: User) -> None:
    leader = ask_leader(careful, professional)
    client, page = opened(link_of(leader))
    html = client.post(link_of(leader), filled(page, agrees="nee")).content.decode()
    assert "Schrijf op wat er anders moet" in html

    client.post(link_of(leader), filled(page, agrees="nee", remark="Noem de dagen."))

    assert "Noem de dagen." in signed_in(professional).get(url("frame", careful)).content.decode()
    assert signature_of(careful.frames.get()) is None


def test_where_the_organisation_does_not_want_it_nobody_signs(professional: User) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    frame = save_frame(case, by=professional, bottom_lines=[BottomLineText("Nooit alleen")], concerns="Bang.")

    assert submit_frame(frame, by=professional).state == FrameState.SUBMITTED


def test_landelijk_beheer_sets_it_on_the_page_of_the_organisation(professional: User) -> None:
    organisation = professional.organisation
    lena = signed_in(make_user(Role.NATIONAL))
    address = reverse("accounts:organisation", args=[organisation.pk])

    lena.post(address, filled(lena.get(address), frames_are_cosigned="on"))

    assert Organisation.objects.get(pk=organisation.pk).frames_are_cosigned


# --- two professionals ------------------------------------------------------------------------------------------


@pytest.fixture
def two(case: Case, professional: User, manager: User) -> tuple[Plan, FrameGuest]:
    make_frame(case, author=professional, state=FrameState.LOCKED)
    second = make_frame_guest(case, by=manager, task=GuestTask.TESTS, full_name="Rob Reclassering")
    return shown(make_plan(case), by=coordinator_of(case)), second


def decided(case: Case, professional: User, **said: str) -> Any:
    client = signed_in(professional)
    line = current_frame(case).bottom_lines.get()
    data = filled(client.get(url("test", case)), capacity="Jeugdbeschermer", **{f"line_{line.pk}": "ja"})
    return client.post(url("test", case), data | {"accepted": "ja"} | said, follow=True)


def test_both_decide_and_every_page_says_who_is_missing(
    two: tuple[Plan, FrameGuest], case: Case, professional: User
) -> None:
    plan, second = two
    page = decided(case, professional).content.decode()

    assert reload(plan).state == PlanState.PRESENTED
    assert "Het plan wacht nog op: Rob Reclassering, Woonstad" in page
    assert [each.guest for each in missing_deciders(plan.versions.get())] == [second]
    for reader in (professional, coordinator_of(case)):
        assert "Rob Reclassering" in signed_in(reader).get(url("plan", case)).content.decode()
    assert signed_in(professional).get(url("test", case)).status_code == 403, "decided once"

    client, door = opened(link_of(second))
    line = current_frame(case).bottom_lines.get()
    client.post(link_of(second), filled(door, accepted="ja", **{f"line_{line.pk}": "ja"}))

    assert reload(plan).state == PlanState.ACCEPTED


def test_one_who_says_not_yet_is_not_released_and_sends_it_back_once_both_have_decided(
    two: tuple[Plan, FrameGuest], case: Case, professional: User, manager: User
) -> None:
    plan, second = two
    line = current_frame(case).bottom_lines.get()
    client, door = opened(link_of(second))
    refusing = {f"line_{line.pk}": "nee", f"question_{line.pk}": "Wie slaapt er op woensdag?", "accepted": "nee"}
    client.post(link_of(second), filled(door, **refusing))
    assert reload(plan).state == PlanState.PRESENTED
    with pytest.raises(Refusal, match="heeft al besloten: nog niet"):
        release_guest(second, by=manager)

    decided(case, professional)

    assert reload(plan).state == PlanState.REJECTED
    page = signed_in(coordinator_of(case)).get(url("plan", case)).content.decode()
    assert page.count("Wie slaapt er op woensdag?") >= 1


def test_where_the_second_need_not_test_any_more_the_first_decision_counts(
    two: tuple[Plan, FrameGuest], case: Case, professional: User, manager: User
) -> None:
    plan, second = two
    decided(case, professional)

    release_guest(second, by=manager)

    assert reload(plan).state == PlanState.ACCEPTED


def test_a_second_is_asked_only_where_there_is_something_to_test(manager: User) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True)
    with pytest.raises(Refusal, match="pas meetoetsen"):
        ask_guest(
            case, by=manager, task=GuestTask.TESTS, full_name="A", organisation="B", function="C", email="d@e.example"
        )


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_the_same_moment_move_the_plan_once(case: Case, professional: User, manager: User) -> None:
    make_frame(case, author=professional, state=FrameState.LOCKED)
    second = make_frame_guest(case, by=manager, task=GuestTask.TESTS)
    plan = shown(make_plan(case), by=coordinator_of(case))
    results = lines_of(case)

    refused = at_once(
        [
            lambda: decide_on_plan(reload(plan), by=professional, results=results, accepted=True),
            lambda: decide_on_plan(reload(plan), by=None, guest=second, results=results, accepted=True),
        ]
    )

    assert refused == []
    assert reload(plan).state == PlanState.ACCEPTED
    assert plan.moves.filter(action="accept").count() == 1
    assert PlanTest.objects.count() == 2
