"""Every form of the house, filled with what nobody should type: it is refused or kept, and never a fault of ours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
REFUSED_NUMBERS = ("\x00", "NaN", "9" * 40, "1e400")
"""No field with a number or a day takes these; of the others some do."""
CHOICES = ("bestaat-niet", "-1", "9" * 40, "\x00")
KEPT = ("right to left", "script", "template")
"""What a field may keep: typed in one breath where there is room, so that what comes after it shows all of them."""
AT_ONCE = " ".join(TEXTS[name] for name in KEPT)
COUNTED = ("number", "date", "time", "hidden")
CHOSEN = ("select", "radio", "checkbox")
TYPED = {"text", "search", "email", "tel", "url", "textarea", ""}


class Form(HTMLParser):
    """The fields of the forms of one method that go to the page itself: name, kind and the value that stands there."""

    def __init__(self, html: str, method: str = "post") -> None:
        super().__init__()
        self.method = method
        self.fields: list[tuple[str, str, str]] = []
        self.room = len(TEXTS["very long"])
        """How many characters go into the shortest field of text."""
        self._inside, self._select = False, ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given: Mapping[str, str] = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("method", "get").lower() == self.method and not given.get("action")
        name = given.get("name", "")
        if not self._inside:
            return
        if tag in ("input", "textarea") and given.get("maxlength"):
            self.room = min(self.room, int(given["maxlength"]))
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


@dataclass(frozen=True)
class Typed:
    """What is typed in all fields of a kind at once; nothing: what a field had, or a word where it had none."""

    what: str
    text: str | None = None
    counted: str | None = None
    chosen: str | None = None

    def into(self, kind: str, value: str) -> str:
        if kind in TYPED:
            return self.text if self.text is not None else value or "een"
        if kind in COUNTED:
            return self.counted if self.counted is not None else value
        if kind.startswith(CHOSEN) and self.chosen is not None:
            return self.chosen
        return value


def fillings(form: Form) -> Iterator[tuple[str, QueryDict]]:
    """What is typed, with a name for it: every value of a kind in every field of it.

    A text that may be kept comes with nothing else that is wrong: it goes all the way. What no field of its kind takes
    comes together with what no field of another kind takes.
    """
    kept = [Typed("kept texts", AT_ONCE)] if form.room >= len(AT_ONCE) else [Typed(each, TEXTS[each]) for each in KEPT]
    wrong = [
        Typed(f"number {number[:6]!r}, choice {choice[:6]!r}", text, number, choice)
        for number, choice, text in zip(REFUSED_NUMBERS, CHOICES, (TEXTS["nul"], None, None, None), strict=True)
    ]
    taken = [Typed(f"number {number!r}", counted=number) for number in NUMBERS if number not in REFUSED_NUMBERS]
    for typed in (*kept, Typed("very long", TEXTS["very long"]), *wrong, *taken):
        yield typed.what, _filled(form.fields, typed.into)


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
    return assert_takes_what_is_typed(client, page, client.get(page))


def assert_takes_what_is_typed(client: Client, page: str, shown: Any) -> int:
    form = Form(shown.content.decode() if "html" in shown["Content-Type"] else "")
    for name, data in fillings(form) if form.fields else ():
        answer = client.post(page, data.urlencode(), content_type="application/x-www-form-urlencoded", follow=True)
        assert answer.status_code < 500, (page, name)
        assert SCRIPT not in answer.content.decode(errors="replace"), (page, name)
    return len(form.fields)


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

    shown = client.get(page)
    assert_takes_what_is_typed(client, page, shown)
    filters = Form(shown.content.decode() if "html" in shown["Content-Type"] else "", "get")
    filters.fields += [("page", "number", "1"), ("tab", "select", "")]
    for what, data in fillings(filters):
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


def test_every_value_is_typed_in_every_field_of_its_kind() -> None:
    """However many are typed at once: each pair of a field and a value is sent."""
    html = "<form method=post>{}</form>".format(
        "<input name=name><textarea name=note></textarea><input name=day type=date value=2026-01-01>"
        "<input name=hours type=number value=1><input name=mark type=hidden value=x>"
        "<select name=region><option value=a selected></select><input name=ticked type=checkbox checked>"
    )
    wanted = {(name, text) for name in ("name", "note") for text in TEXTS.values()}
    wanted |= {(name, number) for name in ("day", "hours", "mark") for number in NUMBERS}
    wanted |= {(name, choice) for name in ("region", "ticked") for choice in CHOICES}
    for room in ("", " maxlength=40"):
        form = Form(html.replace("name=note", f"name=note{room}"))
        sent = {(name, value) for _what, data in fillings(form) for name, values in data.lists() for value in values}
        at_once = {
            (name, text) for name, value in sent for text in TEXTS.values() if text in value and AT_ONCE == value
        }

        assert wanted <= sent | at_once
        assert bool(at_once) == (not room)
