"""One long word in every text of a file widens no page of 390 px: it breaks, and nothing scrolls sideways."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from tests.access.matrix import ROUTES, CaseRoute
from tests.access.shelf import Shelf
from tests.access.states import world_for
from tests.access.test_crawler import CASE_ROUTES, HOUSE_LISTS, HOUSE_ROLES, INSIDERS, house_address, rows_of
from tests.conferences.day.test_parties import restorative
from tests.every_text import write_in
from tests.factories import make_circle_person
from tests.links.sent import BUILDERS
from tests.people import coordinator_of, signed_in
from tests.world import World

from .browser import PHONE

pytestmark = pytest.mark.browser

APPS = ("cases", "conferences", "plans", "followup", "surveys", "accounts")
# What is no text for people: a code, a key, what is signed in with, or read by a rule of its own.
NO_TEXT = ("number", "key", "hash", "slug", "email", "password", "step", "_by", "code", "phone", "postcode", "state")
MOST_ROWS = 60
LONGEST_PAGE = 5000
"""In pixels on a phone: some six screens."""
# What is no page is a download for a browser.
DOWNLOADS = (".pdf", ".xlsx", ".html", "brieven", "etiketten", "brief", "telefoon", "pdf", "groot", "draaiboek.html")
STATES = sorted({ROUTES[name].state for name in CASE_ROUTES if isinstance(ROUTES[name], CaseRoute)})


def texts_of(model: type[models.Model]) -> list[Any]:
    found = [field for field in model._meta.local_fields if isinstance(field, models.CharField | models.TextField)]
    # What nobody edits is made by the program: a key beside a name, a digest of a link.
    return [field for field in found if field.editable and not field.choices and not field.name.endswith(NO_TEXT)]


def lengthen() -> int:
    """Put one long word in every text of every row; returns in how many."""
    done = 0
    for model in (model for label in APPS for model in apps.get_app_config(label).get_models()):
        rows = model._base_manager.all()
        # A history only grows, and stands on no page as text that somebody typed.
        if hasattr(model, "pgh_tracked_model") or not texts_of(model) or rows.count() > MOST_ROWS:
            continue
        fields = texts_of(model)
        for pk, *texts in rows.values_list("pk", *[field.name for field in fields]):
            there = [field for field, text in zip(fields, texts, strict=True) if text != ""]
            done += write_in(rows.filter(pk=pk), {field.name: _word(field, pk) for field in there})
    return done


def _word(field: Any, pk: object) -> str:
    longest = min(field.max_length or 160, 160)
    return f"{'Wereldmensenrechtenorganisatie' * 6}"[: longest - len(str(pk))] + str(pk)


@pytest.fixture
def undone(django_db_setup: None, django_db_blocker: Any, browser: Any) -> Iterator[None]:
    """What is written here is undone: the browser looks at pages that were made, and asks the house for nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with Shelf() as found:
        yield found


@pytest.fixture
def too_wide(browser: Any, shelf: Shelf) -> Callable[[str], int]:
    """By how many pixels a page is wider than a phone."""
    page = browser.new_page(**PHONE, locale="nl-NL", service_workers="block")

    def wider(html: str) -> int:
        shelf.show(page, html)
        wide: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return max(wide, 0)

    return wider


def pages_of(person: Any, paths: list[str]) -> Iterator[tuple[str, str]]:
    """The pages among these that open for somebody."""
    client = signed_in(person)
    for path in paths:
        answer = client.get(path, follow=True)
        if answer.status_code == 200:
            yield path, answer.content.decode()


@pytest.mark.parametrize("state", STATES)
def test_one_long_word_widens_no_page_of_a_file(undone: None, too_wide: Callable[[str], int], state: str) -> None:
    world = world_for(state)
    routes = [name for name in CASE_ROUTES if ROUTES[name].state == state and not ROUTES[name].acts]
    kinds = {ROUTES[name].row for name in routes} - {""}
    rows = {kind: rows_of(kind, world.own, world) for kind in sorted(kinds)}
    pages = [
        (
            ROUTES[name].who[0],
            reverse(name, args=[world.own.case.number, *rows.get(ROUTES[name].row, [])]),
        )
        for name in routes
    ]
    assert lengthen() > 20

    wide = {}
    for letter in sorted({letter for letter, _path in pages}):
        paths = [path for who, path in pages if who == letter and not path.rstrip("/").endswith(DOWNLOADS)]
        found = pages_of(world.people[INSIDERS[letter]], paths)
        wide |= {path: over for path, html in found if (over := too_wide(html))}

    assert wide == {}


def test_one_long_word_widens_no_list(undone: None, too_wide: Callable[[str], int]) -> None:
    world: World = world_for(CaseState.ACTIVATION)
    lists = [name for name in HOUSE_LISTS if not ROUTES[name].row and ROUTES[name].code == 200]
    pages = [(ROUTES[name].who[0], house_address(name, ROUTES[name], world)) for name in lists]
    lengthen()

    wide = {}
    for letter in sorted({letter for letter, _path in pages}):
        paths = [path for who, path in pages if who == letter and not path.endswith(DOWNLOADS)]
        found = pages_of(world.people[HOUSE_ROLES[letter]], paths)
        wide |= {path: over for path, html in found if (over := too_wide(html))}

    assert wide == {}


@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_one_long_word_widens_no_page_behind_a_link(undone: None, too_wide: Callable[[str], int], kind: str) -> None:
    sent = BUILDERS[kind]()
    lengthen()
    pages = [path for path in sent.paths if not path.rstrip("/").endswith(("ics", "agenda"))]

    answers = {path: Client().get(path, follow=True) for path in pages}
    found = {path: (answer.status_code, too_wide(answer.content.decode())) for path, answer in answers.items()}
    assert found == dict.fromkeys(pages, (200, 0))


@pytest.mark.django_db(transaction=True)
def test_a_page_with_a_card_for_each_of_twelve_people_is_not_endless(visit):
    case, _seats = restorative()
    for number in range(8):
        make_circle_person(case, name=f"Persoon {number}")
    with visit(PHONE, coordinator_of(case)) as v:
        v.go(f"/zaken/{case.number}/conferentie/partijen/plekken/")
        assert v.page.locator(".part-card").count() == 12
        assert v.page.evaluate("document.documentElement.scrollHeight") <= LONGEST_PAGE
        v.look("150-seats-of-twelve")
