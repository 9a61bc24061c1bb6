"""The family can answer a round by a personal link: in its own language, once, and only within the round."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState, Position
from cases.models import Case
from ekc.links import opened
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from followup.acts.call_days import plan_calls
from followup.acts.guests import answer_by_link, send_links
from followup.acts.rounds import finish_round
from followup.codes import CallKind
from followup.models import AgreementResult, Call, FollowUpGuest, Interview
from followup.reads.guests import can_be_asked, own_agreements
from plans.codes import PlanState
from tests.factories import before_it_was_established, make_case, make_circle_person, make_conference, make_plan
from tests.followup.said import NOBODY, agreement_of, call_home, call_of, held_months_ago
from tests.links.sent import path_to
from tests.people import coordinator_of, signed_in

pytestmark = pytest.mark.django_db
KARIN = "karin@voorbeeld.example"
ANSWER = {
    "plan_executed": "ten_dele",
    "share_of_agreements": "-",
    "situation": "verbeterd",
    "contact_with_professionals": "-",
    "grade_plan": "8",
    "not_done_and_why": "De kamer is nog niet af.",
}


@pytest.fixture
def case() -> Case:
    found = make_case(state=CaseState.PLAN_SENT)
    held = make_conference(found, state="gehouden", held_on=held_months_ago(3))
    make_plan(found, state=PlanState.NOT_NEEDED)
    make_circle_person(found, name="Karin Bos", email=KARIN)
    plan_calls(found, held.held_on)
    return found


def ask(case: Case, **fields: object) -> str:
    """Send Karin a link; the address in her mail."""
    person = case.circle.get(name="Karin Bos")
    for name, value in fields.items():
        setattr(person, name, value)
    person.save()
    send_links(call_of(case, CallKind.THREE_MONTHS), by=coordinator_of(case), people=[person])
    return path_to(KARIN)


def test_what_somebody_answers_by_link_is_a_conversation_of_the_round(case: Case) -> None:
    path = ask(case)
    page = Client().post(path, ANSWER).content.decode()

    said = Interview.objects.get()
    assert "Dank je wel" in page
    assert (said.role, said.by_link, said.grade_plan) == ("familie_netwerk", True, 8)
    assert said.call == call_of(case, CallKind.THREE_MONTHS)
    tab = signed_in(coordinator_of(case)).get(reverse("followup:followup", args=[case.number])).content.decode()
    assert "Karin Bos vulde het zelf in." in tab
    assert "zelf ingevuld" in tab


def test_a_scanner_that_opens_the_link_uses_nothing_up(case: Case) -> None:
    path = ask(case)
    for _ in range(5):
        Client().head(path)
        assert Client().get(path).status_code == 200
    assert Client().post(path, ANSWER).status_code == 200

    assert Client().get(path).status_code == 410
    assert Client().post(path, ANSWER).status_code == 410
    assert Interview.objects.count() == 1


def test_the_mail_says_nothing_of_the_case_and_only_the_hash_of_the_link_is_kept(case: Case) -> None:
    token = ask(case).rstrip("/").rsplit("/", 1)[1]
    message = Message.objects.get(to=KARIN)

    assert not any(word in message.subject + message.body for word in ("Karin", "Sem", case.number))
    assert len(token) >= 43
    assert token not in str(FollowUpGuest.objects.values().get())


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_mail_and_page_are_in_the_language_of_whom_it_is_for(case: Case, language: str) -> None:
    path = ask(case, language=language)
    page = Client().get(path).content.decode()

    is_dutch = language == settings.LANGUAGE_CODE
    assert f'lang="{language}"' in page
    for words in (
        "Hoe gaat het nu?",
        "Wat jullie afspraken",
        "Dat zeg ik liever niet",
        "Verbeterd",
        "Antwoord versturen",
    ):
        assert (words in page) == is_dutch, words
    assert (Message.objects.get(to=KARIN).subject == "Hoe gaat het nu?") == is_dutch


def test_switching_the_language_keeps_what_was_filled_in(case: Case) -> None:
    page = Client().post(ask(case), {**ANSWER, "language": "en"}).content.decode()

    assert 'lang="en"' in page
    assert "De kamer is nog niet af." in page
    assert not Interview.objects.exists()


def test_nothing_is_chosen_beforehand_and_an_empty_form_is_no_answer(case: Case) -> None:
    path = ask(case)
    assert " checked" not in Client().get(path).content.decode()

    page = Client().post(path, {"not_done_and_why": "Weet ik niet"}).content.decode()

    assert "Weet ik niet" in page
    assert not Interview.objects.exists()


def test_who_answers_is_asked_of_their_own_agreements_only(case: Case) -> None:
    karin = case.circle.get(name="Karin Bos")
    piet = make_circle_person(case, name="Piet Bos")
    agreement = agreement_of(case)
    with before_it_was_established():
        agreement.people.set([piet])
    path = ask(case)
    guest = FollowUpGuest.objects.get()
    assert own_agreements(guest) == []

    with before_it_was_established():
        agreement.people.set([karin, piet])
    [asked] = own_agreements(guest)
    Client().post(path, {**ANSWER, f"{asked.key}-result": "gedaan"})

    told = AgreementResult.objects.get()
    assert (told.doer, told.result, told.interview) == (karin, "gedaan", Interview.objects.get())


def test_no_link_goes_out_before_the_window_or_after_the_round(case: Case) -> None:
    by, call, person = coordinator_of(case), call_of(case, CallKind.THREE_MONTHS), case.circle.get(name="Karin Bos")
    Call.objects.filter(pk=call.pk).update(opens_on="2100-01-01", due_on="2100-01-08")
    with pytest.raises(Refusal, match="vanaf 1 januari 2100"):
        send_links(call, by=by, people=[person])
    Call.objects.filter(pk=call.pk).update(opens_on=held_months_ago(1))
    path = ask(case)
    call_home(case, by=by)
    finish_round(call, by=by, missed=NOBODY)

    assert Client().get(path).status_code == 410
    with pytest.raises(Refusal, match="gesloten"):
        answer_by_link(FollowUpGuest.objects.get(), plan_executed="geheel")
    with pytest.raises(Refusal, match="afgerond"):
        send_links(call, by=by, people=[person])


def test_a_professional_and_who_has_no_safe_address_get_no_link(case: Case) -> None:
    make_circle_person(case, name="Juf Els", email="els@voorbeeld.example", position=Position.SCHOOL)
    make_circle_person(case, name="Oom Jan", email="")

    assert [str(each) for each in can_be_asked(case)] == ["Karin Bos"]
    with pytest.raises(Refusal, match="geen veilig e-mailadres"):
        send_links(
            call_of(case, CallKind.THREE_MONTHS), by=coordinator_of(case), people=[case.circle.get(name="Oom Jan")]
        )


def test_a_second_link_replaces_the_first_and_who_answered_gets_none(case: Case) -> None:
    first, second = ask(case), ask(case)
    assert Client().get(first).status_code == 410
    assert opened(FollowUpGuest, second.rstrip("/").rsplit("/", 1)[1]) is not None

    Client().post(second, ANSWER)
    with pytest.raises(Refusal, match="heeft al geantwoord"):
        ask(case)
