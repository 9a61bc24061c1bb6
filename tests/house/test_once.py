"""Each form is acted upon once: pressed twice, after Back, in two tabs, at the same moment."""

import datetime as dt
import uuid
from functools import partial

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState, Position, WishKind
from cases.models import (
    CirclePerson,
    Contact,
    ContactBan,
    CurrentHelp,
    InformationWish,
    SafetySignal,
    SavedFilter,
    WorkEntry,
)
from conferences.models import Conference
from ekc.accounts.codes import Role
from ekc.once.acts import FIELD, REMEMBERED, forget_outcomes
from ekc.once.middleware import SAVED, OnceMiddleware
from ekc.once.models import FormNumber
from ekc.once.taking_back import ACCEPTED
from plans.acts.frame import begin_next_version
from plans.models import SafetyFrame
from tests.access.matrix import ROUTES, CaseRoute, HousePage
from tests.access.states import world_for
from tests.access.test_crawler import HOUSE_ROLES, INSIDERS, address, house_address
from tests.at_once import at_once
from tests.factories import make_case, make_circle_person, make_user
from tests.house.no_way_back import NO_WAY_BACK
from tests.house.test_shared_forms import check_nothing_is_overwritten
from tests.people import signed_in
from tests.sent_forms import filled, main_form, number_of, posted_forms, refusals_in

# What a form asks for that no field of it must have.
NEEDED = {
    "cases:work_add": {"minutes": "30"},
    "plans:write": {"who": "Oma"},
    "followup:round_interview": {"early_reason": "De moeder belde zelf."},
}
NOT_COUNTED = {"accounts", "audit", "once", "sessions", "contenttypes", "auth", "pghistory", "mfa", "account"}
CASE_PAGES = sorted(name for name, row in ROUTES.items() if isinstance(row, CaseRoute) and not row.acts)
HOUSE_PAGES = sorted(name for name, row in ROUTES.items() if isinstance(row, HousePage) and row.who and not row.acts)
# Pages that are filled in here without knowing them must save: else this file would test nothing.
MAKING = [
    *("cases:circle_add", "cases:contact_add", "cases:help_add", "cases:wish_add", "cases:signal_add"),
    *("cases:work_add", "cases:question_add", "plans:write", "conferences:attendance_other"),
    *("cases:advice_add", "cases:offer_add", "followup:evaluation", "followup:interview", "cases:leave_add"),
    *("followup:round_interview", "followup:attempt_on"),
]


def rows_there() -> dict[str, int]:
    """How many rows each table of the house has, but for what is written about the reading itself."""
    models = [model for model in apps.get_models() if model._meta.app_label not in NOT_COUNTED]
    return {model.__name__: model._base_manager.count() for model in models if not model.__name__.endswith("Event")}


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def at_the_same_moment(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Whoever is signed in here, with a press that set out before the first one was taken."""
    monkeypatch.setattr(OnceMiddleware, "process_view", lambda *_args, **_kwargs: None)
    late = Client()
    late.cookies = client.cookies
    return late


def page_of(name: str):
    """The page of a route, opened by the first person who may, in a world of its own."""
    row = ROUTES[name]
    if isinstance(row, CaseRoute):
        world = world_for(row.state)
        client = signed_in(world.people[INSIDERS[row.who[0]]])
        return client, address(name, row, world.own, world)
    world = world_for(CaseState.ACTIVATION)
    return signed_in(world.people[HOUSE_ROLES[row.who[0]]]), house_address(name, row, world)


# --- no form without a number ------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*CASE_PAGES, *HOUSE_PAGES])
def test_every_form_has_a_number_keeps_what_is_typed_and_makes_nothing_twice(name, monkeypatch):
    """Over all pages: each form has its number, and sees what others changed; sent twice, it makes nothing new."""
    client, url = page_of(name)
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


# --- one form at the same moment --------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_the_same_moment_make_one_of_everything():
    anna = make_user(Role.COORDINATOR, email="anna@voorbeeld.example")
    case = make_case(state=CaseState.ACTIVATION, with_coordinator=anna)
    make_circle_person(case, name="Oma Toos", position=Position.GRANDPARENT)
    made = {
        "contact_add": Contact,
        "work_add": WorkEntry,
        "signal_add": SafetySignal,
        "wish_add": InformationWish,
        "help_add": CurrentHelp,
        "circle_add": CirclePerson,
    }
    for name, model in made.items():
        client, url = signed_in(anna), reverse(f"cases:{name}", args=[case.number])
        before, data = model.objects.count(), filled(client.get(url), **NEEDED.get(f"cases:{name}", {}))
        clients = [signed_in(anna) for _turn in range(3)]
        answers: list[object] = []

        refused = at_once([partial(_post, each, url, data, answers) for each in clients])

        assert refused == []
        assert [answer.status_code for answer in answers] == [302] * 3, [refusals_in(each) for each in answers]
        assert model.objects.count() == before + 1, (name, [refusals_in(each) for each in answers])
        assert len({answer["Location"] for answer in answers}) == 1


def _post(client, url, data, answers) -> None:
    answers.append(client.post(url, data))


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name, row in ROUTES.items() if getattr(row, "acts", False)))
def test_one_press_counts_once_however_often_it_arrives(name, monkeypatch):
    client, url = page_of(name)
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


# --- what is the same press, and what is not -----------------------------------------------------------


def made() -> int:
    return len([each for each in InformationWish.objects.all() if not each.text.startswith("Kanarie")])


@pytest.fixture
def wish_page(world):
    client, url = signed_in(world.anna), reverse("cases:wish_add", args=[world.own.case.number])
    return client, url, filled(client.get(url), text="Hoe gaat het verder met school?")


@pytest.mark.django_db
def test_after_back_another_text_is_not_lost_and_not_saved_unasked(wish_page):
    client, url, data = wish_page
    client.post(url, data)

    answer = client.post(url, data | {"text": "Wat vindt Sem er zelf van?"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Dit is al bewaard" in page
    assert "Wat vindt Sem er zelf van?" in page
    assert made() == 1
    again = client.post(url, filled(answer))
    assert again.status_code == 302
    assert made() == 2


@pytest.mark.django_db
def test_a_form_with_a_mistake_keeps_its_number_for_the_next_press(wish_page):
    client, url, data = wish_page

    assert client.post(url, data | {"text": ""}).status_code == 200
    assert client.post(url, data).status_code == 302
    assert made() == 1


@pytest.mark.django_db
def test_a_page_opened_anew_makes_a_second_one(wish_page):
    client, url, data = wish_page
    client.post(url, data)

    client.post(url, data | {FIELD: number_of(filled(client.get(url)))})

    assert made() == 2


@pytest.mark.django_db
def test_nobody_sees_the_outcome_of_somebody_else(wish_page, world):
    client, url, data = wish_page
    client.post(url, data)

    answer = signed_in(world.bram).post(url, data)

    assert answer.status_code == 404
    assert said(answer) == []


@pytest.mark.django_db
def test_the_answer_tells_the_browser_which_form_was_taken(wish_page):
    client, url, data = wish_page

    refused = client.post(url, data | {"text": ""})
    taken = client.post(url, data)

    assert SAVED not in refused.cookies
    assert uuid.UUID(number_of(data)) in [uuid.UUID(each) for each in taken.cookies[SAVED].value.split(".")]


@pytest.mark.django_db
def test_what_was_said_is_unreadable_in_the_database_and_forgotten_after_a_month_but_never_that_it_was_sent(
    wish_page,
):
    client, url, data = wish_page
    client.post(url, data)
    taken = FormNumber.objects.get()
    assert "zaken" not in taken.sealed

    FormNumber.objects.update(taken_at=timezone.now() - REMEMBERED - dt.timedelta(days=1))
    assert forget_outcomes() == 1

    assert FormNumber.objects.get().sealed == ""
    assert client.post(url, data)["Location"] == "/"
    assert made() == 1


@pytest.mark.django_db
def test_the_database_refuses_a_number_twice():
    number = uuid.uuid4()
    FormNumber.objects.create(number=number, content="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        FormNumber.objects.create(number=number, content="y")


# --- the way back from one press ------------------------------------------------------------------------


def _nothing_stands_in_the_way_of_the_day() -> None:
    ContactBan.objects.all().delete()
    Conference.objects.filter(state="gepland").update(planned_start=timezone.now(), planned_end=None)


def _a_next_version() -> None:
    for frame in SafetyFrame.objects.select_related("author", "case"):
        begin_next_version(frame, by=frame.author, reason="Er is iets veranderd.")


# What must be so before an act has something to do.
READY = {
    "conferences:press": _nothing_stands_in_the_way_of_the_day,
    "cases:wishes_share": lambda: InformationWish.objects.update(kind=WishKind.QUESTION, shared_on=None),
    "plans:frame_drop": _a_next_version,
}
ACTS = sorted(name for name, row in ROUTES.items() if getattr(row, "acts", False))


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in ACTS if name not in NO_WAY_BACK])
def test_one_press_has_a_way_back_that_brings_back_every_row(name):
    client, url = page_of(name)
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
    happened = {"CaseMove", "ConferenceMove", "PlanMove", "StaleStep"}
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


@pytest.mark.django_db
def test_a_filter_that_was_deleted_is_back(world):
    saved = SavedFilter.objects.create(user=world.carla, name="Spoed", query="urgent=ja")
    client, number = signed_in(world.carla), uuid.uuid4()
    client.post(reverse("cases:change_filter", args=[saved.pk]), {"act": "delete", FIELD: number.hex})
    assert not SavedFilter.objects.exists()

    client.post(reverse("undo", args=[number]), {FIELD: uuid.uuid4().hex})
    assert SavedFilter.objects.get() == saved


@pytest.mark.django_db
def test_what_somebody_changed_since_is_not_undone_and_neither_is_what_is_long_past(world):
    saved = SavedFilter.objects.create(user=world.carla, name="Spoed", query="urgent=ja")
    client, first, second = signed_in(world.carla), uuid.uuid4(), uuid.uuid4()
    url = reverse("cases:change_filter", args=[saved.pk])
    client.post(url, {"act": "delete", FIELD: first.hex})
    SavedFilter.objects.create(pk=saved.pk, user=world.carla, name="Anders", query="urgent=nee")
    refused = client.post(reverse("undo", args=[first]), {FIELD: uuid.uuid4().hex})
    assert "intussen iets aan veranderd" in said(refused)[-1]
    client.post(url, {"act": "delete", FIELD: second.hex})
    FormNumber.objects.update(taken_at=timezone.now() - ACCEPTED - dt.timedelta(seconds=1))
    late = client.post(reverse("undo", args=[second]), {FIELD: uuid.uuid4().hex})

    assert "alleen meteen na het drukken" in said(late)[-1]
    assert not SavedFilter.objects.exists()
