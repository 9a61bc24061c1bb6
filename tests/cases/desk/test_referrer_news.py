"""Who applied hears each decision after which there is no conference, or not yet."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from cases import notices
from cases.casepage.reads import referrer_news as reads
from cases.casepage.reads.referrer_news import TITLES, news_of
from cases.codes import FINISHED_STATES, REFERRER_HEARS_STATES, CaseState, NewsChannel, WaitingReason
from cases.desk.acts.referrer_news import print_letter
from cases.desk.acts.triage import advise_otherwise, let_wait, withdraw_case
from cases.desk.views.referrer_news import MOST_LOOKS_AN_HOUR
from cases.models import Case, ReferrerNews
from cases.moves import move_case
from cases.workflow import MOVES, TAKES_UP_AGAIN
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.links import opened
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.cases.desk.desk_pages import DAY
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db
ADVICE = "Een gesprek met de school past nu beter."
NEUTRAL = ("conferentie", "advies", "Sem", "EK-", "zaak")


@pytest.fixture(autouse=True)
def no_limit():
    cache.clear()


def token_in(message):
    return re.search(r"/nieuws/([^/]+)/", message.body)[1]


def the_mail():
    return Message.objects.get(key__startswith="news:")


def test_advice_reaches_who_applied_by_a_neutral_mail_with_a_link(client, carla, new_case):
    advise_otherwise(new_case, by=carla, advice=ADVICE)

    mail = the_mail()
    assert mail.to == "aanmelder@voorbeeld.example"
    assert not [word for word in NEUTRAL if word in mail.subject + mail.body]
    page = client.get(reverse("cases:news", args=[token_in(mail)]))
    assert page.status_code == 200
    assert ADVICE in page.content.decode()
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("reason", WaitingReason.values)
def test_waiting_is_told_with_what_it_waits_for_and_without_the_note(client, carla, new_case, reason):
    let_wait(new_case, by=carla, waiting_reason=reason, note="De moeder is lastig te bereiken.")

    page = client.get(reverse("cases:news", args=[token_in(the_mail())])).content.decode()

    assert str(reads.WAITS_FOR[reason]) in page
    assert "lastig" not in page


STOPS = [
    move for move in MOVES if move.target in (FINISHED_STATES | {CaseState.WAITING, CaseState.ENDED_IN_ACTIVATION})
]


@pytest.mark.parametrize("move", STOPS, ids=lambda move: f"{move.source}-{move.action}")
def test_every_move_that_parks_or_stops_a_case_is_told(move):
    """Only a case that ran to its end, and an offer that never became an aanmelding, are not."""
    case = make_case(state=move.source)
    case.referrer.email = "aanmelder@voorbeeld.example"
    case.referrer.save()
    fields = {"waiting_reason": WaitingReason.NO_FUNDING} if move.target == CaseState.WAITING else {}
    if move.target == CaseState.ENDED_IN_ACTIVATION:
        fields = {"outcome": "activering"}
    if move.target == CaseState.CLOSED:
        fields = {"closed_on": local_today()}

    move_case(case, move.action, by=None, **fields)

    is_told = move.target not in (CaseState.CLOSED, CaseState.OFFER_DECLINED)
    assert (move.target in REFERRER_HEARS_STATES) == is_told
    assert Message.objects.filter(key__startswith="news:").count() == is_told


GOES_ON = [move for move in MOVES if move.action in TAKES_UP_AGAIN]


@pytest.mark.parametrize("move", GOES_ON, ids=lambda move: f"{move.source}-{move.action}")
def test_who_heard_that_it_stopped_hears_that_it_goes_on(client, move):
    case = make_case(state=move.source)
    case.referrer.email = "aanmelder@voorbeeld.example"
    case.referrer.save()
    fields = {"outcome": "", "not_held_reason": "", "closed_on": None, "registered_on": None}

    move_case(case, move.action, by=None, **fields)

    was_told = move.source in REFERRER_HEARS_STATES
    assert Message.objects.filter(key__startswith="news:").count() == was_told
    if was_told:
        page = client.get(reverse("cases:news", args=[token_in(the_mail())])).content.decode()
        assert "De aanmelding loopt" in page


@pytest.mark.parametrize("state", sorted(REFERRER_HEARS_STATES))
def test_every_such_state_has_its_words(state):
    assert state in TITLES
    assert news_of(Case(state=state, waiting_reason="")).text


def test_who_has_an_account_reads_it_with_the_case(client, carla):
    dirk = make_user(Role.PROFESSIONAL)
    case = make_case(referred_by=dirk)

    advise_otherwise(case, by=carla, advice=ADVICE)

    assert the_mail().to == dirk.email
    client.force_login(dirk)
    assert ADVICE in client.get(case.get_absolute_url()).content.decode()


def test_a_closed_account_is_no_way_to_tell(carla):
    dirk = make_user(Role.PROFESSIONAL, is_active=False)
    case = make_case(referred_by=dirk)

    withdraw_case(case, by=carla, reason="Dubbel")

    assert ReferrerNews.objects.get().channel == NewsChannel.LETTER


def test_without_a_mail_address_the_manager_prints_a_letter_with_a_link(desk, client, carla):
    case = make_case(manager=carla)
    let_wait(case, by=carla, waiting_reason=WaitingReason.NO_FUNDING)
    news = ReferrerNews.objects.get()
    assert not Message.objects.filter(key__startswith="news:").exists()
    assert "De aanmelder weet het nog niet" in desk.get(case.get_absolute_url()).content.decode()

    answer = desk.post(reverse("cases:news_letter", args=[case.number, news.pk]))

    assert answer["Content-Type"] == "application/pdf"
    news.refresh_from_db()
    assert news.sent_at
    assert "De aanmelder weet het nog niet" not in desk.get(case.get_absolute_url()).content.decode()


def test_a_letter_that_is_printed_again_has_a_new_link_and_the_old_one_is_dead(carla):
    let_wait(make_case(manager=carla), by=carla, waiting_reason=WaitingReason.NO_FUNDING)
    news = ReferrerNews.objects.get()
    first, second = (print_letter(news, by=carla).rstrip("/").rsplit("/", 1)[-1] for _print in range(2))

    assert (opened(ReferrerNews, first), opened(ReferrerNews, second)) == (None, news)


def test_newer_news_ends_the_link_before_and_its_letter(carla, new_case):
    let_wait(new_case, by=carla, waiting_reason=WaitingReason.NO_FUNDING)
    first = token_in(the_mail())
    old = ReferrerNews.objects.get()
    advise_otherwise(new_case, by=carla, advice=ADVICE)

    assert opened(ReferrerNews, first) is None
    with pytest.raises(Refusal, match="nieuwer nieuws"):
        print_letter(old, by=carla)


def test_a_link_says_how_it_stands_now_and_ends_after_its_day(client, carla, new_case):
    let_wait(new_case, by=carla, waiting_reason=WaitingReason.NO_FUNDING)
    url = reverse("cases:news", args=[token_in(the_mail())])
    Case.objects.filter(pk=new_case.pk).update(state=CaseState.SCREENING)
    assert "De aanmelding loopt" in client.get(url).content.decode()

    ReferrerNews.objects.update(expires_on=local_today() - DAY)

    assert client.get(url).status_code == 410


def test_nobody_guesses_a_link(client):
    url = reverse("cases:news", args=["x" * 40])
    codes = [client.get(url).status_code for _each in range(MOST_LOOKS_AN_HOUR + 1)]

    assert codes[-1] == 429


@pytest.mark.parametrize("language", ["en", "tr", "ar", "pl"])
def test_mail_page_and_letter_speak_the_language_of_who_applied(client, carla, new_case, monkeypatch, language):
    monkeypatch.setattr(notices, "language_of_referrer", lambda case: language)
    monkeypatch.setattr("cases.desk.views.referrer_news.language_of_referrer", lambda case: language)
    advise_otherwise(new_case, by=carla, advice=ADVICE)
    mail = the_mail()

    page = client.get(reverse("cases:news", args=[token_in(mail)]))

    with translation.override(language):
        assert mail.subject == translation.gettext("Er is nieuws") != "Er is nieuws"
        assert translation.gettext("Er komt geen conferentie") in page.content.decode()
    assert page["Content-Language"] == language
    assert f'lang="{language}"' in page.content.decode()
    assert 'lang="nl" dir="auto"' in page.content.decode()
