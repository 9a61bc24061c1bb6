"""Every form of the house, filled with what nobody should type: it is refused or kept, and never a fault of ours."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState
from cases.referral.reads.steps import STEPS
from conferences.inviting.reads.links import token_of
from conferences.planning.acts.day_poll import make_link
from tests.access.matrix import ROUTES, CaseRoute
from tests.access.states import with_proposed_days
from tests.access.test_crawler import (
    CASE_ROUTES,
    HOUSE_LISTS,
    HOUSE_ROLES,
    INSIDERS,
    WorldIn,
    address,
    house_address,
    signed_in,
)
from tests.factories import make_circle_person, make_invitation
from tests.world import World

SCRIPT = "<script>alert('x')</script>"
TEXTS = {
    "nul": "Ria\x00Bakker",
    "right to left": "\u202eריה\u202c محمد 😀 Z\u0351\u036b\u0343",
    "script": f'"{SCRIPT}',
    "template": "{{ case }} {% now 'Y' %} %(name)s %s {0}",
    "very long": "lang " * 20_000,
}
NUMBERS = ("-1", "NaN", "9" * 40, "1e400", "٣", "\x00")
CHOICES = ("bestaat-niet", "-1", "9" * 40, "\x00")
COUNTED = {"number", "date", "time", "hidden"}
TYPED = {"text", "search", "email", "tel", "url", "textarea", ""}


class Form(HTMLParser):
    """The fields of the forms of one method that go to the page itself: name, kind and the value that stands there."""

    def __init__(self, html: str, method: str = "post") -> None:
        super().__init__()
        self.method = method
        self.fields: list[tuple[str, str, str]] = []
        self._inside, self._select = False, ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given: Mapping[str, str] = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("method", "get").lower() == self.method and not given.get("action")
        name = given.get("name", "")
        if not self._inside:
            return
        if tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given and self._select:
            self.fields.append((self._select, "select", given.get("value", "")))
        elif tag == "textarea" and name:
            self.fields.append((name, "textarea", ""))
        elif tag == "input" and name and given.get("type") not in ("submit", "file"):
            kind = given.get("type", "")
            if kind not in ("checkbox", "radio") or "checked" in given:
                self.fields.append((name, kind, given.get("value", "on")))
            else:
                self.fields.append((name, f"{kind} open", given.get("value", "on")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""


def fillings(fields: list[tuple[str, str, str]]) -> Iterator[tuple[str, QueryDict]]:
    """What is typed, with a name for it: one text in all text fields, and one wrong value in all the others."""
    for name, text in TEXTS.items():
        yield name, _filled(fields, lambda kind, value, text=text: text if kind in TYPED else value)
    for value in NUMBERS:
        yield (
            f"number {value[:6]!r}",
            _filled(
                fields,
                lambda kind, old, value=value: value if kind in ("number", "date", "time", "hidden") else old or "een",
            ),
        )
    for value in CHOICES:
        yield (
            f"choice {value[:6]!r}",
            _filled(
                fields,
                lambda kind, old, value=value: value if kind.startswith(("select", "radio", "checkbox")) else old,
            ),
        )


def _filled(fields: list[tuple[str, str, str]], chosen: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, kind, value in fields:
        new = chosen(kind, value)
        if kind.endswith(" open") and new == value and data.getlist(name):
            continue
        data.appendlist(name, new)
    return data


def assert_withstands(client: Client, page: str) -> int:
    """Post every filling to the page; returns how many fields it has."""
    shown = client.get(page)
    fields = Form(shown.content.decode()).fields if "html" in shown["Content-Type"] else []
    for name, data in fillings(fields) if fields else ():
        answer = client.post(page, data.urlencode(), content_type="application/x-www-form-urlencoded", follow=True)
        assert answer.status_code < 500, (page, name)
        assert SCRIPT not in answer.content.decode(errors="replace"), (page, name)
    return len(fields)


@pytest.mark.parametrize("name", [name for name in CASE_ROUTES if not ROUTES[name].acts])
def test_no_form_of_a_file_breaks_on_what_is_typed(name: str, world_in: WorldIn) -> None:
    row = ROUTES[name]
    assert isinstance(row, CaseRoute)
    world = world_in(row.state)
    page = address(name, row, world.own, world)

    assert_withstands(signed_in(getattr(world, INSIDERS[row.who[0]])), page)


@pytest.mark.parametrize("name", HOUSE_LISTS)
def test_no_page_of_the_house_breaks_on_what_is_typed(name: str, world: World) -> None:
    row = ROUTES[name]
    page = house_address(name, row, world)
    client = signed_in(getattr(world, HOUSE_ROLES[row.who[0]]))

    assert_withstands(client, page)
    shown = client.get(page)
    filters = Form(shown.content.decode(), "get").fields if "html" in shown["Content-Type"] else []
    for what, data in fillings([*filters, ("page", "number", "1"), ("tab", "select", "")]):
        assert client.get(f"{page}?{data.urlencode()[:8000]}").status_code < 500, (name, what)


@pytest.mark.parametrize("kind", ["zelf", "familie", "professional"])
def test_no_page_of_an_aanmelding_breaks_on_what_is_typed(kind: str, no_world: None) -> None:
    client = Client()
    first = client.post(reverse("cases:referral"), {"kind": kind}).headers["Location"]
    key = first.split("/")[2]
    found = [assert_withstands(client, reverse("cases:referral_step", args=[key, step.slug])) for step in STEPS[kind]]

    assert len(found) > 5
    assert sum(map(bool, found)) > 5
    assert_withstands(client, reverse("cases:referral_pause", args=[key]))
    assert_withstands(client, reverse("cases:referral_check", args=[key]))


def test_no_page_of_an_invitation_breaks_on_what_is_typed(world_in: WorldIn) -> None:
    family = world_in(CaseState.SCHEDULED).own
    person = make_circle_person(family.case)
    invitation = make_invitation(family.conference, person, sent_at=timezone.now())

    assert assert_withstands(Client(), reverse("conferences:invitation", args=[token_of(invitation)]))
    assert assert_withstands(Client(), reverse("conferences:invitation_code"))


def test_no_page_of_proposed_days_breaks_on_what_is_typed(world: World) -> None:
    with_proposed_days(world, to=make_circle_person(world.own.case))
    guest = world.own.case.day_polls.get().guests.get()

    assert assert_withstands(Client(), urlsplit(make_link(guest, by=world.anna)).path)


def test_the_forms_of_a_file_are_found(world: World) -> None:
    page = signed_in(world.anna).get(reverse("cases:circle_add", args=[world.own.case.number]))

    names = {name for name, _kind, _value in Form(page.content.decode()).fields}

    assert {"csrfmiddlewaretoken", "name", "relation", "position", "closeness"} <= names
