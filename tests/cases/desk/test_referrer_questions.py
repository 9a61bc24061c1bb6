"""Asking the referrer, by mail or by telephone."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from cases.codes import CaseState, WaitingReason
from cases.desk.acts.referrer_questions import answer_by_link, ask_referrer, record_answer
from cases.desk.acts.triage import let_wait
from cases.desk.views.referrer_questions import MOST_ANSWERS_AN_HOUR
from cases.models import ReferrerQuestion
from ekc.dates import local_today
from ekc.links import opened
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.cases.desk.desk_pages import DAY, PAGE, numbers
from tests.factories import make_case

pytestmark = pytest.mark.django_db


# --- asking the referrer ---------------------------------------------------------------------------------------
def link_in(message):
    return re.search(r"/antwoord/([^/]+)/", message.body)[1]


def test_referrer_answers_by_link_and_the_case_is_new_again(desk, client, new_case):
    desk.post(reverse("cases:ask", args=[new_case.number]), {"text": "Wie gaf toestemming?"})
    new_case.refresh_from_db()
    assert new_case.state == CaseState.ASKED
    assert numbers(desk.get(PAGE, {"tab": "antwoord"})) == [new_case.number]
    message = Message.objects.get(to="aanmelder@voorbeeld.example")
    assert "toestemming" not in message.body
    token = link_in(message)
    client.logout()
    url = reverse("cases:answer", args=[token])
    assert "Wie gaf toestemming?" in client.get(url).content.decode()
    assert client.post(url, {"answer": "Moeder."}).status_code == 302
    new_case.refresh_from_db()
    question = ReferrerQuestion.objects.get()
    assert (new_case.state, question.answer) == (CaseState.SCREENING, "Moeder.")
    assert "Bedankt voor uw antwoord" in client.get(url, follow=True).content.decode()
    assert Message.objects.filter(key=f"answered:{question.pk}").exists()


def test_answer_stands_with_the_decision(desk, carla, new_case):
    ask_referrer(new_case, by=carla, text="Wie?")
    record_answer(new_case, by=carla, answer="Oma van moederskant")
    assert "Oma van moederskant" in desk.get(reverse("cases:decide", args=[new_case.number])).content.decode()


def test_link_ends_after_its_day_and_when_a_newer_question_is_asked(carla, new_case):
    ask_referrer(new_case, by=carla, text="Wie?")
    first = link_in(Message.objects.get(key__startswith="asked:"))
    assert opened(ReferrerQuestion, first)
    ReferrerQuestion.objects.update(expires_on=local_today() - DAY)
    assert opened(ReferrerQuestion, first) is None
    ReferrerQuestion.objects.update(expires_on=local_today())
    let_wait(new_case, by=carla, waiting_reason=WaitingReason.NO_FUNDING)
    with pytest.raises(Refusal):
        answer_by_link(first, "te laat")
    ask_referrer(new_case, by=carla, text="En nu?")
    assert opened(ReferrerQuestion, first) is None


def test_referrer_without_mail_gets_no_link(carla):
    case = make_case()
    question = ask_referrer(case, by=carla, text="Wie?")
    assert question.token_hash is None
    assert not Message.objects.exists()


def test_links_cannot_be_guessed_by_trying(client):
    cache.clear()
    url = reverse("cases:answer", args=["verzonnen"])
    codes = [client.get(url).status_code for _try in range(MOST_ANSWERS_AN_HOUR + 1)]
    cache.clear()
    assert (codes[0], codes[-1]) == (410, 429)
