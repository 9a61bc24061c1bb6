"""The personal page of an invitee, without an account (R76): reading changes nothing, a press answers."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.apps import apps
from django.db import connections
from django.test import Client

from conferences.codes import InvitationAnswer, InvitationChannel
from conferences.inviting.acts.inviting import invite, record_answer
from conferences.models import Invitation, Suggestion
from conferences.planning.acts.planning import postpone_conference
from ekc.outbox.models import DueRow, Message
from tests.conferences.invited import REASON, Preparation, page_of, prepared

COMES = {"answer": "komt", "transport": "Meerijden", "suggested": "Tante Fatma\nBuurman Ali"}


@pytest.fixture
def family(db: None) -> Preparation:
    return prepared()


@pytest.fixture
def invitation(family: Preparation) -> Invitation:
    return family.invite()


def everything() -> list[list[dict]]:
    return [list(model.objects.order_by("pk").values()) for model in (Invitation, Suggestion, Message, DueRow)]


def test_scanners_of_mail_change_nothing(invitation: Invitation) -> None:
    before = everything()

    for _time in range(5):
        assert Client().get(page_of(invitation)).status_code == 200
        assert Client().head(page_of(invitation)).status_code == 200
        assert Client().get(f"{page_of(invitation)}?answer=komt&change=1").status_code == 200
        assert Client().get(f"{page_of(invitation)}afspraak.ics").status_code == 200
        assert Client().options(page_of(invitation)).status_code == 405

    assert everything() == before


def test_the_page_shows_where_and_when_and_nobody_and_no_reason(family: Preparation, invitation: Invitation) -> None:
    other = family.person(name="Gerda de Wit")

    page = Client().get(page_of(invitation)).content.decode()

    assert "De Meerpaal" in page
    assert "van 13:00 tot ongeveer 18:00" in page
    for secret in ("Sem Bakker", REASON, other.name, "Ria", family.case.number):
        assert secret not in page


def test_the_coordinator_is_called_with_one_press(invitation: Invitation) -> None:
    page = Client().get(page_of(invitation)).content.decode()

    assert 'href="tel:+31612345678"' in page


def test_an_answer_is_kept_with_what_is_needed_and_who_should_be_there(invitation: Invitation) -> None:
    answer = Client().post(page_of(invitation), COMES)

    assert answer.status_code == 302
    kept = Invitation.objects.get()
    assert (kept.answer, kept.transport, kept.answered_by) == (InvitationAnswer.COMES, "Meerijden", "link")
    assert list(kept.suggestions.values_list("name", flat=True)) == ["Tante Fatma", "Buurman Ali"]


def test_a_post_must_come_from_the_page_itself(invitation: Invitation) -> None:
    assert Client(enforce_csrf_checks=True).post(page_of(invitation), COMES).status_code == 403
    assert Invitation.objects.get().answer == InvitationAnswer.OPEN


def test_without_an_answer_the_page_says_so_and_keeps_what_was_typed(invitation: Invitation) -> None:
    page = Client().post(page_of(invitation), {"diet": "Geen varkensvlees"}).content.decode()

    assert "Kies een antwoord." in page
    assert "Geen varkensvlees" in page


def test_what_was_typed_shows_only_after_a_press_and_can_be_changed(invitation: Invitation) -> None:
    client = Client()
    client.post(page_of(invitation), {**COMES, "fear": "Voor Rob"})

    page = client.get(page_of(invitation)).content.decode()
    assert "Ik kom" in page
    assert "Voor Rob" not in page
    assert "Meerijden" not in page

    assert "Voor Rob" in client.post(page_of(invitation), {"change": "1"}).content.decode()
    client.post(page_of(invitation), {"answer": "komt_niet", "absent_reason": "Werk"})
    changed = Invitation.objects.get()
    assert (changed.answer, changed.absent_reason, changed.fear) == (InvitationAnswer.DOES_NOT_COME, "Werk", "")


@pytest.mark.parametrize(
    ("language", "words", "direction"), [("ar", "هل ستحضر؟", "rtl"), ("pl", "Przyjdziesz?", "ltr")]
)
def test_the_page_speaks_the_language_of_the_invitation(
    family: Preparation, language: str, words: str, direction: str
) -> None:
    invitation = family.invite(language=language)

    answer = Client().get(page_of(invitation))

    assert words in answer.content.decode()
    html = re.search("<html[^>]*>", answer.content.decode())[0]
    assert f'lang="{language}"' in html
    assert ('dir="rtl"' in html) == (direction == "rtl")
    assert answer.headers["Content-Language"] == language


def test_another_language_is_chosen_without_losing_what_was_typed(invitation: Invitation) -> None:
    client = Client()

    page = client.post(page_of(invitation), {**COMES, "answer": "twijfelt", "language": "tr"}).content.decode()

    assert "Geliyor musunuz?" in page
    assert "Meerijden" in page
    assert Invitation.objects.get().answer == InvitationAnswer.OPEN
    assert "Geliyor musunuz?" in client.get(page_of(invitation)).content.decode()


def test_a_day_put_off_has_a_page_without_a_form(family: Preparation, invitation: Invitation) -> None:
    postpone_conference(family.conference, by=family.coordinator, reason="Oma is ziek.")

    page = Client().get(page_of(invitation)).content.decode()
    refused = Client().post(page_of(invitation), COMES).content.decode()

    assert "gaat nog niet door" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert "gaat nog niet door" in refused
    assert Invitation.objects.get().answer == InvitationAnswer.OPEN


def test_after_the_beginning_the_page_still_says_where_but_takes_no_answer(
    family: Preparation, invitation: Invitation
) -> None:
    with time_machine.travel(family.conference.planned_start, tick=False):
        page = Client().post(page_of(invitation), COMES).content.decode()

    assert "De Meerpaal" in page
    assert "Antwoorden kan nu niet meer" in page
    assert Invitation.objects.get().answer == InvitationAnswer.OPEN


def test_a_link_that_is_unknown_or_over_is_gone(family: Preparation, invitation: Invitation) -> None:
    assert Client().get("/uitnodiging/verzonnen/").status_code == 410
    assert Client().get("/uitnodiging/verzonnen/afspraak.ics").status_code == 410


def test_who_guesses_links_is_stopped(db: None) -> None:
    client = Client(REMOTE_ADDR="203.0.113.77")

    codes = [client.get(f"/uitnodiging/GOKGOKGOK{number:03d}/").status_code for number in range(40)]

    assert codes[0] == 410
    assert codes[-1] == 429


def test_the_code_of_a_letter_leads_to_the_page(invitation: Invitation) -> None:
    code = page_of(invitation).removeprefix("/uitnodiging/").rstrip("/")

    answer = Client().post("/uitnodiging/", {"code": code.lower().replace("-", " ")})

    assert answer.headers["Location"].lower() == page_of(invitation).lower()
    assert Client().get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("typed", ["", "kort", "AAAA-BBBB-CCCC-DDDD"])
def test_a_wrong_code_says_what_to_look_at(db: None, typed: str) -> None:
    page = Client().post("/uitnodiging/", {"code": typed})

    assert page.status_code == 200
    assert "error-summary" in page.content.decode()


def test_a_professional_reads_their_own_part_and_what_is_asked(family: Preparation) -> None:
    worker = family.person(name="Joke", position="hulpverlener")
    invitation = invite(
        family.conference,
        by=family.coordinator,
        person=worker,
        channel=InvitationChannel.MAIL,
        in_presentation=False,
        from_clock="13:30",
        until_clock="14:15",
        asked="Vertel welke hulp er voor ouders is.",
    )

    page = Client().get(page_of(invitation)).content.decode()

    assert "U bent uitgenodigd" in page
    assert "van 13:30 tot ongeveer 14:15" in page
    assert "Vertel welke hulp er voor ouders is." in page
    assert "18:00" not in page
    assert 'name="fear"' not in page


@pytest.mark.django_db(transaction=True)
def test_five_presses_at_once_leave_one_answer() -> None:
    invitation = prepared().invite()

    def press(_number: int) -> int:
        try:
            return Client().post(page_of(invitation), {**COMES, "fear": "Drukte"}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(press, range(5))) == [302] * 5

    kept = Invitation.objects.get()
    assert kept.answer == InvitationAnswer.COMES
    assert kept.suggestions.count() == 2
    assert Message.objects.filter(key__startswith="answer-to-read").count() == 1
    from django.apps import apps

    events = apps.get_model("conferences", "InvitationEvent").objects.filter(pgh_obj_id=kept.pk, answer="komt")
    assert events.count() == 1


def test_a_recorded_answer_keeps_what_the_invitee_suggested(family: Preparation, invitation: Invitation) -> None:
    Client().post(page_of(invitation), COMES)

    record_answer(invitation, by=family.coordinator, answer=InvitationAnswer.UNDECIDED)

    assert invitation.suggestions.count() == 2


def test_the_history_of_changes_keeps_no_personal_link(invitation: Invitation) -> None:
    """Who reads the database can make no link, and so must not find one either."""
    Client().post(page_of(invitation), COMES)

    event = apps.get_model("conferences", "InvitationEvent").objects.latest("pgh_id")
    assert event.answer == "komt"
    assert event.pgh_context.metadata["path"] == "/uitnodiging/<str:token>/"
