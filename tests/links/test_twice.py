"""What is sent twice shows the first outcome: every public form behind a link."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cases.models import ReferrerQuestion
from surveys.models import SurveyInvitation, WaitingAnswer

from .sent import BUILDERS, Sent

ANSWERS = {
    "cases.referrerquestion": {"answer": "Moeder gaf toestemming."},
    "surveys.surveyinvitation": {"question": "klaar", "go": "send"},
    "conferences.dayguest": {"note": "Na vier uur."},
    "conferences.invitation": {"answer": "komt"},
    "plans.distribution": {},
}


def _begin(name: str, sent: Sent) -> None:
    """A questionnaire is filled in page by page, and then sent."""
    if name == "surveys.surveyinvitation":
        Client().post(sent.paths[0], {"question": "relation", "answer": "oom_tante"})


@pytest.mark.django_db
@pytest.mark.parametrize("name", ANSWERS)
def test_a_form_that_is_sent_twice_shows_the_first_outcome(name: str) -> None:
    sent = BUILDERS[name]()
    _begin(name, sent)
    client = Client()

    first = client.post(sent.paths[0], ANSWERS[name], follow=True)
    second = client.post(sent.paths[0], ANSWERS[name], follow=True)

    assert (first.status_code, second.status_code) == (200, 200)
    assert "werkt niet meer" not in second.content.decode()
    if name in ("cases.referrerquestion", "surveys.surveyinvitation"):
        assert "Bedankt" in first.content.decode()
        assert "Bedankt" in second.content.decode()
        assert "Bedankt" in client.get(sent.paths[0], follow=True).content.decode()


@pytest.mark.django_db
def test_the_second_answer_changes_nothing() -> None:
    sent = BUILDERS["cases.referrerquestion"]()
    Client().post(sent.paths[0], {"answer": "Eerst."})
    Client().post(sent.paths[0], {"answer": "Daarna."})

    assert ReferrerQuestion.objects.latest("pk").answer == "Eerst."


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["cases.referrerquestion", "surveys.surveyinvitation"])
def test_five_presses_at_once_all_read_the_word_of_thanks(name: str) -> None:
    sent = BUILDERS[name]()
    _begin(name, sent)

    def press() -> str:
        try:
            return Client().post(sent.paths[0], ANSWERS[name]).headers.get("Location", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as people:
        answers = [each.result() for each in [people.submit(press) for _ in range(5)]]

    thanks = reverse("cases:answer_thanks") if name == "cases.referrerquestion" else reverse("surveys:thanks")
    assert {answer.partition("?")[0] for answer in answers} == {thanks}
    assert WaitingAnswer.objects.count() == SurveyInvitation.objects.count()
