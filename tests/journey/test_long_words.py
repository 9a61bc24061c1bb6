"""One long word in every text of a file widens no page of 390 px: it breaks, and nothing scrolls sideways."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.utils import DataError
from django.urls import reverse

from cases.codes import CaseState
from tests.access.matrix import ROUTES, CaseRoute
from tests.access.states import world_for
from tests.access.test_crawler import CASE_ROUTES, HOUSE_LISTS, HOUSE_ROLES, INSIDERS, house_address, rows_of
from tests.conferences.day.test_parties import restorative
from tests.factories import make_circle_person
from tests.links.sent import BUILDERS
from tests.people import coordinator_of
from tests.world import World

from .browser import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

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
        for field in texts_of(model):
            longest = min(field.max_length or 160, 160)
            for pk in rows.values_list("pk", flat=True):
                word = f"{'Wereldmensenrechtenorganisatie' * 6}"[: longest - len(str(pk))] + str(pk)
                try:
                    with transaction.atomic():
                        done += rows.filter(pk=pk).exclude(**{field.name: ""}).update(**{field.name: word})
                except (IntegrityError, DataError):
                    continue
    return done


def too_wide(v: Visitor, path: str) -> int:
    if v.go(path) != 200:
        return 0
    wide: int = v.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return max(wide, 0)


@pytest.mark.parametrize("state", STATES)
def test_one_long_word_widens_no_page_of_a_file(visit: Callable[..., Visitor], state: str) -> None:
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
        with visit(PHONE, world.people[INSIDERS[letter]]) as v:
            found = [path for who, path in pages if who == letter and not path.rstrip("/").endswith(DOWNLOADS)]
            wide |= {path: over for path in found if (over := too_wide(v, path))}

    assert wide == {}


def test_one_long_word_widens_no_list(visit: Callable[..., Visitor], transactional_db: None) -> None:
    world: World = world_for(CaseState.ACTIVATION)
    lists = [name for name in HOUSE_LISTS if not ROUTES[name].row and ROUTES[name].code == 200]
    pages = [(ROUTES[name].who[0], house_address(name, ROUTES[name], world)) for name in lists]
    lengthen()

    wide = {}
    for letter in sorted({letter for letter, _path in pages}):
        with visit(PHONE, world.people[HOUSE_ROLES[letter]]) as v:
            found = [path for who, path in pages if who == letter and not path.endswith(DOWNLOADS)]
            wide |= {path: over for path in found if (over := too_wide(v, path))}

    assert wide == {}


@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_one_long_word_widens_no_page_behind_a_link(
    visit: Callable[..., Visitor], transactional_db: None, kind: str
) -> None:
    sent = BUILDERS[kind]()
    lengthen()
    pages = [path for path in sent.paths if not path.rstrip("/").endswith(("ics", "agenda"))]

    with visit(PHONE) as v:
        found = {path: (v.go(path), too_wide(v, path)) for path in pages}
    assert found == dict.fromkeys(pages, (200, 0))


def test_a_page_with_a_card_for_each_of_twelve_people_is_not_endless(visit):
    case, _seats = restorative()
    for number in range(8):
        make_circle_person(case, name=f"Persoon {number}")
    with visit(PHONE, coordinator_of(case)) as v:
        v.go(f"/zaken/{case.number}/conferentie/partijen/plekken/")
        assert v.page.locator(".part-card").count() == 12
        assert v.page.evaluate("document.documentElement.scrollHeight") <= LONGEST_PAGE
        v.look("150-seats-of-twelve")
