"""What holds for every page of the house, whoever opens it: where am I, whose file is this, how do I get back.

All routes of the matrix are walked, one world per state of a file; a page that is added later is walked as well.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from cases.codes import CaseState
from ekc.accounts.models import User
from tests.access.matrix import ROUTES, CaseRoute, HousePage
from tests.access.shelf import Shelf
from tests.access.states import world_for as world_of_state
from tests.access.test_crawler import CASE_ROUTES, HOUSE_LISTS, HOUSE_ROLES, INSIDERS, address, house_address, signed_in
from tests.accessibility import violations
from tests.world import make_world

STATES = sorted({ROUTES[name].state for name in CASE_ROUTES})
HEADINGS = ("h1", "h2", "h3", "h4")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Reading(HTMLParser):
    """The headings, the title and the ways back of a page, as somebody hears them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.texts: dict[str, str] = {"title": "", "h1": "", "kicker": "", "lead": ""}
        self.classes: set[str] = set()
        self.inside: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        classes = (dict(attrs).get("class") or "").split()
        self.classes.update(classes)
        if tag in HEADINGS:
            self.headings.append(tag)
        named = next((name for name in (tag, *classes) if name in self.texts), "")
        if named:
            self.inside.append((tag, named))

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1][0] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        for _tag, named in self.inside:
            self.texts[named] += data

    @property
    def skipped(self) -> list[tuple[str, str]]:
        """Where a heading stands more than one level below the one before it."""
        pairs = zip(["h0", *self.headings], self.headings, strict=False)
        return [(before, after) for before, after in pairs if int(after[1]) > int(before[1]) + 1]


@dataclass
class Seen:
    name: str
    letter: str
    html: str
    number: str = ""
    person: str = ""
    """Somebody whom the file is about."""
    url: str = ""


Pages = Callable[[str], list[Seen]]
HOUSE = "house"


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: Any) -> Pages:
    """The pages of files in a state, or those of the house: each opened once, to be looked at in more than one way."""
    found: dict[str, list[Seen]] = {}

    def opened(of: str) -> list[Seen]:
        if of not in found:
            with django_db_blocker.unblock(), transaction.atomic():
                found[of] = list(_pages_of_the_house() if of == HOUSE else _pages_of_files(of))
                transaction.set_rollback(True)
        return found[of]

    return opened


def _pages_of_files(state: str, *, sent: dict[str, str] | None = None) -> Iterator[Seen]:
    """Every page of a file that asks for this state, as each role that may open it; what is written is taken back."""
    world = world_of_state(state)
    for name in CASE_ROUTES:
        row = ROUTES[name]
        assert isinstance(row, CaseRoute)
        if row.state != state or row.acts:
            continue
        for letter in row.who:
            with transaction.atomic():
                url = address(name, row, world.own, world)
                html = _html(world.people[INSIDERS[letter]], url, sent=sent)
                transaction.set_rollback(True)
            if html:
                yield Seen(name, letter, html, world.own.case.number, world.own.main_person.name, url)


def _pages_of_the_house() -> Iterator[Seen]:
    world = make_world()
    for name in HOUSE_LISTS:
        row = ROUTES[name]
        assert isinstance(row, HousePage)
        for letter in row.who:
            with transaction.atomic():
                html = _html(world.people[HOUSE_ROLES[letter]], house_address(name, row, world))
                transaction.set_rollback(True)
            if html:
                yield Seen(name, letter, html)


def _html(user: User, url: str, *, sent: dict[str, str] | None = None) -> str:
    """The page at an address; empty where it is a file to take along, or leads somewhere else.

    With `sent`, what comes back of its form.
    """
    client = signed_in(user)
    answer = client.get(url) if sent is None else client.post(url, sent)
    is_page = answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]
    html = answer.content.decode() if is_page else ""
    return html if 'class="skip-link"' in html else ""


def _faults(seen: Seen) -> list[str]:
    page = Reading(seen.html)
    found = []
    if page.headings.count("h1") != 1 or not page.texts["h1"].strip():
        found.append(f"has {page.headings.count('h1')} h1")
    if page.skipped:
        found.append(f"skips a level of headings: {page.skipped}")
    if seen.number and seen.number not in page.texts["title"]:
        found.append(f"has no number of the file in its title: {page.texts['title']}")
    about = page.texts["h1"] + page.texts["kicker"] + page.texts["lead"]
    if seen.number and seen.person not in about:
        found.append(f"does not say whom the file is about: {about}")
    step = re.search(r'<section class="next-step".*?</section>', seen.html, re.S)
    if step and f'href="{seen.url}"' in step.group():
        found.append("has a next step with a button to this very page")
    if "back-link" not in page.classes and not re.search(
        r'<nav class="site-nav.*?aria-current="page"', seen.html, re.S
    ):
        found.append("has no way back, and does not stand in the menu")
    return [f"{seen.name} as {seen.letter} {fault}" for fault in found]


@pytest.mark.parametrize("state", STATES)
def test_a_page_of_a_file_says_whose_it_is_and_how_to_get_back(pages: Pages, state: str) -> None:
    found = [fault for seen in pages(state) for fault in _faults(seen)]

    assert not found, "\n".join(found)


def test_a_page_of_the_house_says_what_it_is_and_how_to_get_back(pages: Pages) -> None:
    found = [fault for seen in pages(HOUSE) for fault in _faults(seen)]

    assert not found, "\n".join(found)


# --- a form that is sent empty ---------------------------------------------------------------------------------


def _faults_of_errors(seen: Seen) -> list[str]:
    """What is wrong with how a page says what is wrong: heard first, in words, and each leads to its field."""
    summary = re.search(r"<div[^>]*data-error-summary.*?</div>", seen.html, re.S)
    if summary is None:
        return ["marks a field and has no summary"] if 'aria-invalid="true"' in seen.html else []
    found = []
    if not Reading(seen.html).texts["title"].strip().startswith("Fout:"):
        found.append("does not say in its title that something is wrong")
    aims = re.findall(r'href="#([^"]+)"', summary.group())
    found += [f"leads to nothing: {aim}" for aim in aims if f'id="{aim}"' not in seen.html]
    marked = len(re.findall(r'aria-invalid="true"', seen.html))
    if marked and not aims:
        found.append("marks a field and does not lead to it")
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_a_form_that_is_sent_empty_says_what_is_missing_and_where(state: str) -> None:
    # A browser always sends the token along: a POST of nothing at all would be no form for a view.
    pages = list(_pages_of_files(state, sent={"csrfmiddlewaretoken": "t"}))
    found = [f"{seen.name} as {seen.letter} {fault}" for seen in pages for fault in _faults_of_errors(seen)]

    assert not found, "\n".join(found)
    # In a preparation most forms are open: when none is refused there, none was tried.
    assert state != CaseState.ACTIVATION or sum("data-error-summary" in seen.html for seen in pages) > 10


# --- as it is seen on a phone --------------------------------------------------------------------------------

LOW = """() => [...document.querySelectorAll("main :is(a[href], button, summary, select, .choice, textarea, "
    + "input:not([type=hidden], [type=radio], [type=checkbox]))")]
  .filter(e => e.checkVisibility() && !e.closest(".visually-hidden, svg"))
  .filter(e => {
    const box = e.getBoundingClientRect();
    if (!box.width || (box.height >= 43.5 && box.width >= 24)) return false;
    // In a sentence a link is as high as its line.
    const line = e.closest("p, li, dd, td, th, label, h2, h3");
    return e.tagName != "A" || !line || line.innerText.trim().length <= e.innerText.trim().length + 3;
  })
  .map(e => e.outerHTML.slice(0, 120))"""


TWICE = """() => {
  const heard = {};
  for (const e of document.querySelectorAll("main :is(select, textarea, input:not([type=hidden]))")) {
    if (!e.checkVisibility() || ["radio", "checkbox", "submit"].includes(e.type)) continue;
    const name = e.getAttribute("aria-label") || [...e.labels].map(l => l.innerText).join(" ");
    const part = e.closest("fieldset, section, [role=group], details, form");
    const whole = `${part?.querySelector("legend, h2, summary")?.innerText || ""} ${name}`.trim();
    (heard[whole] ||= []).push(e.name);
  }
  return Object.entries(heard).filter(([, names]) => new Set(names).size > 1).map(([name]) => name);
}"""


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with Shelf() as found:
        yield found


@pytest.fixture
def phone(browser: Any) -> Any:
    """A page of 390 px. Nothing is kept for a time without a line: each page is shown as it lies on the shelf."""
    return browser.new_page(viewport={"width": 390, "height": 844}, service_workers="block")


def _looked_at(shelf: Shelf, page: Any, seen: Seen) -> list[str]:
    """What a phone of 390 px shows of a page that is wrong."""
    shelf.show(page, seen.html)
    low = page.evaluate(LOW)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    wrong = [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in violations(page, RULES)]
    found = [f"has small targets: {low}"] if low else []
    found += [f"is {wide} px too wide"] if wide > 0 else []
    found += [f"has fields of one name: {twice}"] if (twice := page.evaluate(TWICE)) else []
    found += [f"breaks rules: {wrong}"] if wrong else []
    return [f"{seen.name} as {seen.letter} {fault}" for fault in found]


@pytest.mark.browser
@pytest.mark.parametrize("state", STATES)
def test_a_page_of_a_file_fits_a_phone_and_a_thumb(phone: Any, shelf: Shelf, pages: Pages, state: str) -> None:
    found = [fault for seen in pages(state) for fault in _looked_at(shelf, phone, seen)]

    assert not found, "\n".join(found)


@pytest.mark.browser
def test_a_page_of_the_house_fits_a_phone_and_a_thumb(phone: Any, shelf: Shelf, pages: Pages) -> None:
    found = [fault for seen in pages(HOUSE) for fault in _looked_at(shelf, phone, seen)]

    assert not found, "\n".join(found)


@pytest.mark.browser
def test_what_is_wrong_with_a_page_is_seen(phone: Any, shelf: Shelf) -> None:
    button = '<button type="button" style="height: 20px">Klein</button>'
    wrong = f'<main><h1>Breed</h1><img src="x"><p style="width: 900px">Lang</p>{button}</main>'
    name = '<label for="{0}">Naam</label><input id="{0}" name="{0}">'
    twice = f"<main><form>{name.format('a')}{name.format('b')}</form></main>"

    found = [_looked_at(shelf, phone, Seen("page", "C", f"<title>x</title>{html}")) for html in (wrong, twice, "")]

    for fault in ("small targets", "px too wide", "breaks rules: "):
        assert any(fault in each for each in found[0]), fault
    assert "image-alt" in str(found[0])
    assert "fields of one name" in str(found[1])
    assert "fields of one name" not in str(found[2])


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_was_done_has_the_focus_on_the_page_that_comes_after(phone: Any, shelf: Shelf) -> None:
    world = world_of_state(CaseState.ACTIVATION)
    tick = reverse("cases:tick", args=[world.own.case.number, "vraag"])
    html = signed_in(world.anna).post(tick, follow=True).content.decode()

    shelf.show(phone, html)

    said = phone.evaluate("document.activeElement.matches('[data-said]') && document.activeElement.innerText.trim()")
    assert said
