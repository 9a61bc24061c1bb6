"""Every form and every button of the house, pressed twice: nothing is made anew, and what was done has a way back."""

import uuid

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from ekc.once.acts import FIELD
from ekc.once.middleware import OnceMiddleware
from ekc.once.models import FormNumber
from tests.access.matrix import ROUTES, CaseRoute, HousePage
from tests.house.no_way_back import NO_WAY_BACK
from tests.house.pressed import NEEDED, NOT_COUNTED, READY, page_of, rows_there, said, state_of
from tests.house.test_shared_forms import check_nothing_is_overwritten
from tests.sent_forms import filled, main_form, posted_forms

# By state, so that tests in the same world follow each other.
CASE_PAGES = sorted(
    (name for name, row in ROUTES.items() if isinstance(row, CaseRoute) and not row.acts),
    key=lambda name: (ROUTES[name].state, name),
)
HOUSE_PAGES = sorted(name for name, row in ROUTES.items() if isinstance(row, HousePage) and row.who and not row.acts)
# Pages that are filled in here without knowing them must save: else this file would test nothing.
MAKING = [
    *("cases:circle_add", "cases:contact_add", "cases:help_add", "cases:wish_add", "cases:signal_add"),
    *("cases:work_add", "cases:question_add", "plans:write", "conferences:attendance_other"),
    *("cases:advice_add", "cases:offer_add", "followup:evaluation", "followup:interview", "cases:leave_add"),
    *("followup:round_interview", "followup:attempt_on"),
]
ACTS = sorted(
    (name for name, row in ROUTES.items() if getattr(row, "acts", False)), key=lambda name: (state_of(name), name)
)


def at_the_same_moment(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Whoever is signed in here, with a press that set out before the first one was taken."""
    monkeypatch.setattr(OnceMiddleware, "process_view", lambda *_args, **_kwargs: None)
    late = Client()
    late.cookies = client.cookies
    return late


@pytest.mark.parametrize("name", [*CASE_PAGES, *HOUSE_PAGES])
def test_every_form_has_a_number_keeps_what_is_typed_and_makes_nothing_twice(name, world_in, monkeypatch):
    """Over all pages: each form has its number, and sees what others changed; sent twice, it makes nothing new."""
    client, url = page_of(name, world_in)
    answer = client.get(url)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        assert name not in MAKING
        return

    for drawn in posted_forms(answer.content.decode()):
        assert len(drawn["fields"].get(FIELD, [])) == 1, (name, drawn["attributes"])
        types = {kind for tag, kind, _name in drawn["controls"] if tag == "textarea" or kind in ("text", "date", "tel")}
        assert not types or {"data-keep", "data-draft"} & set(drawn["attributes"]), (name, drawn["attributes"])

    drawn = main_form(answer.content.decode())
    if drawn is not None:
        check_nothing_is_overwritten(answer, drawn)
    if drawn is None or "action" in drawn["attributes"]:
        assert name not in MAKING
        return
    data = filled(answer, **NEEDED.get(name, {}))
    first = client.post(url, data)
    if first.status_code != 302:
        assert name not in MAKING, [form.errors for form in [first.context.get("form")] if form is not None]
        return
    there = rows_there()
    second = client.post(url, data)

    assert second["Location"] == first["Location"], name
    # What an act tells besides, such as a hint, is told once.
    assert said(second)[-1:] == said(first)[-1:]
    third = at_the_same_moment(client, monkeypatch).post(url, data)
    assert (third.status_code, third.get("Location")) == (302, first["Location"]), name
    assert rows_there() == there, name


# --- one press ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACTS)
def test_one_press_counts_once_however_often_it_arrives(name, world_in, monkeypatch):
    client, url = page_of(name, world_in)
    if name in READY:
        READY[name]()
    before, number = everything_in_them(), uuid.uuid4()

    first = client.post(url, {FIELD: number.hex})

    there = everything_in_them()
    if not FormNumber.objects.filter(pk=number).exists():
        assert there == before, f"{name} does something and takes no number"
        return
    again = [client.post(url, {FIELD: number.hex})]
    again.append(at_the_same_moment(client, monkeypatch).post(url, {FIELD: number.hex}))
    assert {answer.status_code for answer in again} == {first.status_code}
    assert {answer.get("Location") for answer in again} == {first.get("Location")}
    assert everything_in_them() == there


@pytest.mark.parametrize("name", [name for name in ACTS if name not in NO_WAY_BACK])
def test_one_press_has_a_way_back_that_brings_back_every_row(name, world_in):
    client, url = page_of(name, world_in)
    if name in READY:
        READY[name]()
    before, number = everything_in_them(), uuid.uuid4()

    answer = client.post(url, {FIELD: number.hex})

    assert answer.status_code == 302
    if not FormNumber.objects.filter(pk=number).exists():
        pytest.fail(f"{name} did nothing: {said(answer)}")
    assert FormNumber.objects.get(pk=number).way_back, f"{name} has no way back"
    client.post(reverse("undo", args=[number]), {FIELD: uuid.uuid4().hex})
    assert everything_in_them() == before


def everything_in_them() -> dict[str, list[tuple[object, ...]]]:
    """All rows of the house, but for moves and other lists of what happened."""
    happened = {"CaseMove", "ConferenceMove", "PlanMove", "StaleStep", "StaleCount"}
    found = {}
    for model in apps.get_models():
        name = model.__name__
        if model._meta.app_label not in NOT_COUNTED and not name.endswith("Event") and name not in happened:
            kept = [field.attname for field in model._meta.concrete_fields if field.name not in MOVING]
            if model._meta.concrete_model in LINKS:
                kept.remove("id")
            found[name] = sorted(str(row) for row in model._base_manager.values_list(*kept))
    return found


# A link between two rows is made anew, under another number.
LINKS = {field.remote_field.through for model in apps.get_models() for field in model._meta.many_to_many}
MOVING = {"state_since", "updated_at", "step_key", "step_from", "step_due"}
