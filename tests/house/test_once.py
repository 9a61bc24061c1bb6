"""Each form is acted upon once: pressed twice, after Back, in two tabs, at the same moment."""

import datetime as dt
import uuid
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState, Position
from cases.models import (
    CirclePerson,
    Contact,
    CurrentHelp,
    InformationWish,
    SafetySignal,
    SavedFilter,
    WorkEntry,
)
from ekc.accounts.codes import Role
from ekc.once.acts import FIELD, REMEMBERED, forget_outcomes
from ekc.once.middleware import SAVED
from ekc.once.models import FormNumber
from ekc.once.taking_back import ACCEPTED
from tests.at_once import at_once
from tests.factories import make_case, make_circle_person, make_user
from tests.house.pressed import NEEDED, said
from tests.people import signed_in
from tests.sent_forms import filled, number_of, refusals_in

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
