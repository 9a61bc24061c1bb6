"""`Nieuwe link` and `Link intrekken` stand wherever a personal link exists, and do their work once."""

import re
import uuid

import pytest
import rules
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from cases.desk.acts.referrer_news import print_letter, tell_referrer
from cases.models import Case, Referrer
from ekc.accounts.models import User
from ekc.links import LINKS
from ekc.once.acts import FIELD
from ekc.outbox.acts import send_messages
from ekc.outbox.models import Message
from tests.factories import make_case, make_user
from tests.people import signed_in

from .sent import BUILDERS, OLD, Sent, path_to

pytestmark = pytest.mark.django_db
# What has buttons of its own, and where they stand.
OWN_BUTTONS = {
    "accounts.user": "accounts:person_invite and accounts:person_withdraw_invitation, on the page of the person",
    "cases.referraldraft": "cases:referral_pause and cases:referral_link_end, for whoever holds the draft",
}
OF_THE_HOUSE = sorted(set(BUILDERS) - set(OWN_BUTTONS))


def people_of(sent: Sent) -> list[User]:
    coordinators = [contract.coordinator.user for contract in sent.case.contracts.all()]
    return [*coordinators, make_user("regiomanager", region=sent.case.region)]


def may_change(person: User, sent: Sent) -> bool:
    return bool(rules.has_perm(LINKS[sent.row._meta.label_lower].perm, person, sent.case))


def keeper_of_link(sent: Sent) -> User:
    """Whoever works on this case and may change its links."""
    return next(person for person in people_of(sent) if may_change(person, sent))


def buttons(sent: Sent) -> dict[str, str]:
    ref = f"{sent.row._meta.label_lower}-{sent.row.pk}"
    return {name: reverse(f"cases:link_{name}", args=[sent.case.number, ref]) for name in ("new", "withdraw")}


def number() -> dict[str, str]:
    return {FIELD: uuid.uuid4().hex}


def test_every_kind_of_link_has_buttons() -> None:
    assert {kind.name for kind in LINKS if not kind.perm} == set(OWN_BUTTONS)


@pytest.mark.parametrize("name", OF_THE_HOUSE)
def test_both_buttons_stand_where_the_link_is_shown_and_after_withdrawing_only_the_new_one(name: str) -> None:
    sent = BUILDERS[name]()
    client, url = signed_in(keeper_of_link(sent)), LINKS[name].back(sent.row)
    page = client.get(url).content.decode()
    assert all(f'action="{each}"' in page for each in buttons(sent).values())

    assert client.post(buttons(sent)["withdraw"], number())["Location"] == url

    assert Client().get(sent.paths[0]).status_code == 410
    page = client.get(url).content.decode()
    assert f'action="{buttons(sent)["new"]}"' in page
    assert f'action="{buttons(sent)["withdraw"]}"' not in page


@pytest.mark.parametrize("name", OF_THE_HOUSE)
def test_nobody_sees_a_button_that_would_be_refused(name: str) -> None:
    sent = BUILDERS[name]()
    for person in people_of(sent):
        page = signed_in(person).get(LINKS[name].back(sent.row))
        if page.status_code == 200:
            assert (buttons(sent)["new"] in page.content.decode()) == may_change(person, sent)


@pytest.mark.parametrize("name", OF_THE_HOUSE)
def test_a_new_link_that_is_pressed_twice_is_mailed_once_and_opens(name: str) -> None:
    sent = BUILDERS[name]()
    send_messages()
    client, pressed, before = signed_in(keeper_of_link(sent)), number(), Message.objects.count()

    answers = [client.post(buttons(sent)["new"], pressed) for _turn in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Message.objects.count() == before + 1
    assert Client().get(path_to()).status_code == 200
    assert Client().get(sent.paths[0]).status_code == 410


def test_a_link_that_is_shown_once_is_the_same_when_pressed_again() -> None:
    sent = BUILDERS["conferences.dayguest"]()
    url = reverse("conferences:day_link", args=[sent.case.number, sent.row.pk])
    client, pressed = signed_in(keeper_of_link(sent)), number()

    pages = [client.post(url, pressed).content.decode() for _turn in range(2)]

    links = [re.findall(r"https?://[^/]+(/dagen/\S+?)<", page) for page in pages]
    assert links[0] == links[1] != []
    assert Client().get(links[1][0]).status_code == 200


def test_the_letter_that_is_printed_again_with_the_same_press_holds_the_same_link(monkeypatch) -> None:
    case = make_case(state=CaseState.WAITING, waiting_reason="geen_financiering")
    Referrer.objects.filter(case=case).update(email="")
    news = tell_referrer(Case.objects.get(pk=case.pk))
    client = signed_in(make_user("regiomanager", region=case.region))
    url, pressed = reverse("cases:news_letter", args=[case.number, news.pk]), number()

    assert client.post(url, pressed)["Content-Type"] == "application/pdf"
    news.refresh_from_db()
    first = news.token_hash
    assert client.post(url, pressed)["Content-Type"] == "application/pdf"

    news.refresh_from_db()
    assert news.token_hash == first
    client.post(url, number())
    news.refresh_from_db()
    assert news.token_hash != first


def test_a_letter_that_was_printed_has_the_buttons_of_its_link() -> None:
    case = make_case(state=CaseState.WAITING, waiting_reason="geen_financiering")
    Referrer.objects.filter(case=case).update(email="")
    news = tell_referrer(Case.objects.get(pk=case.pk))
    manager = make_user("regiomanager", region=case.region)
    sent = Sent(news, [], case)
    assert buttons(sent)["new"] not in signed_in(manager).get(case.get_absolute_url()).content.decode()

    print_letter(news, by=manager)

    assert buttons(sent)["new"] in signed_in(manager).get(case.get_absolute_url()).content.decode()


def test_the_link_of_an_aanmelding_is_withdrawn_by_whoever_holds_it() -> None:
    client = Client()
    key = client.post(reverse("cases:referral"), {"kind": "familie"})["Location"].split("/")[2]
    pause, end = (reverse(f"cases:{name}", args=[key]) for name in ("referral_pause", "referral_link_end"))
    assert end not in client.get(pause).content.decode()
    client.post(pause, {"email": OLD})
    assert Client().get(path_to()).status_code == 302
    assert end in client.get(pause).content.decode()
    assert Client().post(end)["Location"] != pause
    assert Client().get(path_to()).status_code == 302

    client.post(end, number())

    assert Client().get(path_to()).status_code == 410
    assert end not in client.get(pause).content.decode()
    client.post(pause, {"email": OLD})
    assert Client().get(path_to()).status_code == 302
