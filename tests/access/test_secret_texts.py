"""A secret address in whatever text of a file: nobody outside the file reads it, on whatever page or paper (R-05)."""

import io
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from cases.codes import REFERRER_HEARS_STATES, CaseState
from cases.models import Case
from tests.access.matrix import ROUTES
from tests.access.states import world_for
from tests.access.test_crawler import CASE_ROUTES, HOUSE_LISTS, house_address, row_of, signed_in
from tests.every_text import write_in
from tests.factories import make_circle_person, nothing_is_fixed
from tests.links.sent import BUILDERS
from tests.world import World

pytestmark = pytest.mark.django_db

APPS = ("cases", "conferences", "plans", "followup")
TOLD = "Dorpsstr. 12"
"""As it stands in a text; the secret address itself is spelled otherwise."""
# Parts of an address, which have rules of their own, and what is no text for people.
NO_TEXT = ("street", "postcode", "place", "municipality", "number", "key", "hash", "slug", "email", "password", "step")
MORE = ("_by", "code", "phone", "state", "external_id", "role", "source", "target", "action")
NAMES = ("name", "function")
MOST_ROWS = 60
OUTSIDE = sorted(name for name in CASE_ROUTES if "P" in ROUTES[name].who and not ROUTES[name].acts)
OF_A_PHASE = {
    *(CaseState.SCREENING, CaseState.WAITING, CaseState.NOT_SUITABLE, CaseState.ASSIGNED, CaseState.SCHEDULED),
    *(CaseState.HELD_WITH_PLAN, CaseState.PLAN_SENT, CaseState.REOPENED, CaseState.CLOSED),
}
STATES = sorted({*OF_A_PHASE, *(ROUTES[name].state for name in OUTSIDE)})


def texts_of(model: type[models.Model]) -> list[Any]:
    found = [field for field in model._meta.local_fields if isinstance(field, models.CharField | models.TextField)]
    typed = [field for field in found if field.editable and not field.choices]
    return [field for field in typed if not field.name.endswith((*NO_TEXT, *MORE, *NAMES))]


def tell_everywhere() -> int:
    """Write the secret address into every text of every row; returns in how many.

    Also into what is fixed by now: it may have become secret since.
    """
    with nothing_is_fixed():
        return _tell_everywhere()


def _tell_everywhere() -> int:
    done = 0
    for model in (model for label in APPS for model in apps.get_app_config(label).get_models()):
        rows = model._base_manager.all()
        if model._meta.model_name.endswith("event") or rows.count() > MOST_ROWS:
            continue
        names = [field.name for field in texts_of(model)]
        for pk, *texts in rows.values_list("pk", *names) if names else ():
            told = {name: f"{TOLD} {pk}" for name, text in zip(names, texts, strict=True) if text != ""}
            done += write_in(rows.filter(pk=pk), told)
    return done


def hide_an_address(case: Case) -> None:
    make_circle_person(case, name="Tante Jo", street="Dorpsstraat 12", postcode="1621 AA", secret_address=True)


def text_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return str(content.decode(errors="ignore"))


@pytest.mark.parametrize("state", STATES)
def test_a_professional_reads_no_secret_address_in_any_text(state: str) -> None:
    world = world_for(state)
    pages = {name: address for name in OUTSIDE if (address := _address(name, world, state))}
    hide_an_address(world.own.case)
    assert tell_everywhere() > 20

    told = {}
    client = signed_in(world.dirk)
    for name, address in pages.items():
        answer = client.get(address)
        text = text_of(answer) if answer.status_code == 200 else ""
        if TOLD in text:
            told[name] = [text[at - 160 : at + 60] for at in _places(text)]

    assert told == {}


def _address(name: str, world: World, state: str) -> str:
    """The page of our own family; empty where the state has no such row."""
    row = ROUTES[name].row
    if row and ROUTES[name].state != state:
        return ""
    more = [row_of(row, world.own, world)] if row else []
    return reverse(name, args=[world.own.case.number, *more])


def _places(text: str) -> Iterator[int]:
    at = text.find(TOLD)
    while at >= 0:
        yield max(at, 160)
        at = text.find(TOLD, at + 1)


@pytest.mark.parametrize("letter", ["P", "O", "F"])
def test_no_list_outside_the_office_tells_a_secret_address(letter: str) -> None:
    world = world_for(CaseState.HELD_WITH_PLAN)
    hide_an_address(world.own.case)
    names = [name for name in HOUSE_LISTS if letter in ROUTES[name].who and not {"C", "M"} & set(ROUTES[name].who)]
    pages = [house_address(name, ROUTES[name], world) for name in names]
    tell_everywhere()
    client: Client = signed_in({"P": world.dirk, "O": world.eva, "F": world.frans}[letter])

    assert [page for page in pages if TOLD in text_of(client.get(page))] == []


@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_no_personal_link_tells_a_secret_address(kind: str) -> None:
    sent = BUILDERS[kind]()
    if sent.case is not None:
        hide_an_address(sent.case)
    tell_everywhere()

    answers = [Client().get(path, follow=True) for path in sent.paths]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    assert [text for answer in answers if TOLD in (text := text_of(answer))] == []


@pytest.mark.parametrize("state", sorted(REFERRER_HEARS_STATES))
def test_no_news_to_who_applied_tells_a_secret_address(state: str) -> None:
    sent = BUILDERS["cases.referrernews"]()
    Case.objects.filter(pk=sent.case.pk).update(decision_note="Bel eerst", not_held_note="Bel eerst")
    hide_an_address(sent.case)
    tell_everywhere()
    Case.objects.filter(pk=sent.case.pk).update(state=state)

    answer = Client().get(sent.paths[0], follow=True)
    assert (answer.status_code, TOLD in text_of(answer)) == (200, False)
