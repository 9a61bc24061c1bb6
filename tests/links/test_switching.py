"""The switch of languages loses nothing that was typed, on every public page that has one."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cases.models import ReferralDraft
from conferences.models import DayPoll
from ekc.dutch import MONTHS
from ekc.shared_edit import AS_READ
from tests.access.matrix import ROUTES, PublicPage
from tests.cases.referral.referral_data import KINDS as REFERRERS
from tests.cases.referral.referral_data import PAGES, ReferrerKind
from tests.factories import make_user
from tests.sent_forms import posted_forms

from .sent import BUILDERS, Sent

pytestmark = pytest.mark.django_db
FOR_EVERYBODY = sorted(
    name for name, row in ROUTES.items() if isinstance(row, PublicPage) and not row.row and row.code == 200
)
SEVERAL = {"plans.distribution"}
"""Pages with several forms, of which the server gets one: there the page itself carries over what was typed
(`static/ekc/house.js`), tried in a browser: `tests/journey/test_switching.py`."""
ALSO_ENGLISH = {"april", "september", "november", "december"}
# Nobody fills it in: it is there for programs.
HONEYPOT = "website"


def typed_forms(html: str) -> list[dict[str, Any]]:
    """The forms in which something can be typed or chosen, with what can be."""
    main = html.partition("<main")[2].partition("</main>")[0]
    found = posted_forms(main)
    for each in found:
        each["controls"] = [row for row in each["controls"] if row[2] != HONEYPOT]
    return [each for each in found if each["controls"]]


def switch_of(html: str) -> str:
    """The id of the form that the buttons of the switch send; empty for a page without a switch."""
    found = set(re.findall(r'<button type="submit" name="language"[^>]* form="([^"]*)"', html))
    assert len(found) <= 1
    return found.pop() if found else ""


def something_in(form: dict[str, Any]) -> dict[str, list[str]]:
    """Everything typed or chosen that can be, right or wrong."""
    sent: dict[str, list[str]] = dict(form["fields"])
    for tag, kind, name in form["controls"]:
        offered = form["offered"].get(name, [])
        if kind == "checkbox":
            sent[name] = offered
        elif offered:
            sent[name] = [offered[-1]]
        else:
            sent[name] = ["2026-12-01" if kind == "date" else "13:15" if kind == "time" else f"Iets in {tag} <b>"]
    return sent


def kept_in(form: dict[str, Any]) -> dict[str, list[str]]:
    """What stands in the fields, and what stood there when the page was first opened."""
    names = {name for _tag, _kind, name in form["controls"]}
    return {name: value for name, value in form["fields"].items() if name in names or name.endswith(AS_READ)}


def check(client: Client, url: str, html: str) -> int:
    """Press Turkish with something in every field; how many forms there were to try."""
    forms = typed_forms(html)
    target = switch_of(html)
    if not target:
        return 0
    assert target == "taalkeuze" or f'id="{target}"' in html, (url, target, "the buttons send nothing")
    if not forms or len(forms) > 1:
        return len(forms)
    form = forms[0]
    assert form["attributes"].get("id") == target, (url, "the switch does not send what is typed")
    sent = something_in(form)

    answer = client.post(form["attributes"].get("action") or url, {**sent, "language": "tr"}, follow=True)

    page = answer.content.decode()
    assert '<html lang="tr"' in page, url
    assert "data-error-summary" not in page, (url, "nothing is called wrong")
    again = typed_forms(page)
    assert len(again) == 1, url
    kept = kept_in({**form, "fields": sent})
    # A page may ask more once it was judged, and nothing less.
    assert {name: value for name, value in kept_in(again[0]).items() if name in kept} == kept, url
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "tr"
    return 1


def opened(sent: Sent, language: str = "nl") -> Iterator[tuple[Client, str, str]]:
    """The page of a link as it is opened, and what comes after its first press."""
    client, url = Client(), sent.paths[0]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(url, follow=True)
    url = answer.redirect_chain[-1][0] if answer.redirect_chain else url
    html = answer.content.decode()
    yield client, url, html
    if "vraag=" in html:
        url = url + re.search(r"\?vraag=[^\"&]+", html)[0]
        yield client, url, client.get(url).content.decode()
    elif not typed_forms(html) and (doors := posted_forms(html.partition("<main")[2])):
        yield client, url, client.post(url, doors[0]["fields"]).content.decode()


@pytest.mark.parametrize("name", sorted(BUILDERS))
def test_every_page_behind_a_link_keeps_what_is_typed(name: str) -> None:
    numbers = [check(*page) for page in opened(BUILDERS[name]())]

    assert (max(numbers) > 1) == (name in SEVERAL)


@pytest.mark.parametrize("language", ["en", "tr", "ar", "pl"])
@pytest.mark.parametrize("name", sorted(BUILDERS))
def test_no_date_is_dutch_on_a_page_in_another_language(name: str, language: str) -> None:
    sent = BUILDERS[name]()
    DayPoll.objects.update(answer_by=dt.date(2031, 5, 4))
    months = set(MONTHS) - (ALSO_ENGLISH if language == "en" else set())
    dutch_day = re.compile(rf"\d{{1,2}} (?:{'|'.join(months)})\b")

    pages = [html for _client, _url, html in opened(sent, language)]

    # The page of an account is of somebody who works here, and Dutch.
    assert [
        dutch_day.findall(html) for html in pages if f'<html lang="{language}"' in html and dutch_day.search(html)
    ] == []


@pytest.mark.parametrize("name", FOR_EVERYBODY)
def test_every_page_for_everybody_keeps_what_is_typed(name: str) -> None:
    client, url = Client(), reverse(name)

    assert check(client, url, client.get(url).content.decode()) <= 1


@pytest.mark.parametrize("step", ["check", "pause"])
@pytest.mark.parametrize("kind", REFERRERS)
def test_every_page_of_an_aanmelding_keeps_what_is_typed(kind: str, step: str) -> None:
    client = Client()
    referrer = ReferrerKind(client, kind).fill()
    for url in (*(referrer.url("step", slug) for slug in PAGES[kind]), referrer.url(step)):
        # Each press leaves Turkish behind.
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
        check(client, url, client.get(url).content.decode())

    assert not ReferralDraft.objects.get(key=referrer.key).is_sent


def test_the_switch_works_where_who_has_an_account_has_nothing_to_type() -> None:
    client = Client()
    client.force_login(make_user("professional"))
    referrer = ReferrerKind(client, "professional")
    url = referrer.url("pause")

    assert check(client, url, client.get(url).content.decode()) == 0


@pytest.mark.parametrize("slug", ["situatie", "naam", "voor-wie"])
def test_what_was_typed_when_the_session_ended_is_still_saved_after_the_switch_and_the_code(slug: str) -> None:
    client = Client()
    referrer = ReferrerKind(client).fill()
    code = client.get(referrer.url("pause")).context["code"]
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    page = client.post(referrer.url("step", slug), {**PAGES["familie"][slug], "naam": "", **_mark(slug)}).content
    asked = typed_forms(page.decode())[0]
    where = asked["attributes"]["action"]

    page = client.post(where, {**asked["fields"], "language": "tr"}).content.decode()
    again = typed_forms(page)[0]
    client.post(where, {**again["fields"], "code": code})

    assert '<html lang="tr"' in page
    assert "Kanarie" in str(client.get(referrer.url("step", slug)).content.decode())


def _mark(slug: str) -> dict[str, str]:
    return {
        "situatie": {"situation": "Kanarie"},
        "naam": {"name": "Kanarie"},
        "voor-wie": {"persons-0-name": "Kanarie"},
    }[slug]


def test_after_the_switch_what_is_sent_is_what_was_typed() -> None:
    """A page that is drawn anew with what was typed knows still what stood there before."""
    sent = BUILDERS["conferences.dayguest"]()
    client, url = Client(), sent.paths[0]
    form = typed_forms(client.get(url).content.decode())[0]

    page = client.post(url, {**something_in(form), "language": "pl"}).content.decode()
    client.post(url, typed_forms(page)[0]["fields"])

    sent.row.refresh_from_db()
    assert sent.row.note == "Iets in input <b>"
    assert sent.row.answers.exists()
