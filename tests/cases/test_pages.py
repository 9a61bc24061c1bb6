"""Every page of the coordinator's side, as every role: what stands on it and what never does."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from cases.models import CirclePerson
from tests.factories import make_circle_person, make_contact
from tests.world import World, make_world

TABS = ("case", "circle", "contacts", "history")


def get(user, url: str):
    client = Client()
    client.force_login(user)
    return client.get(url)


def tab(world: World, name: str, who: str):
    return get(world.people[who], reverse(f"cases:{name}", args=[world.own.case.number]))


@pytest.mark.parametrize("name", TABS)
@pytest.mark.parametrize("who", ["anna", "carla"])
def test_tab_opens_for_who_works_on_the_case(world, name, who):
    assert tab(world, name, who).status_code == 200


@pytest.mark.parametrize("name", TABS)
@pytest.mark.parametrize("who", ["bram", "carel", "eva", "frans", "lena"])
def test_tab_does_not_exist_for_a_stranger(world, name, who):
    assert tab(world, name, who).status_code == 404
