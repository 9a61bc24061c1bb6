"""Wie keek in mijn dossier: by day, role and organisation; by name only whom the family knows (R33)."""

import datetime as dt
import io
import json

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from cases.codes import CaseState
from cases.privacy.reads.who_looked import looks_at
from ekc.accounts.codes import Role
from tests.access.test_crawler import signed_in
from tests.factories import make_privacy_request, make_user
from tests.factories.privacy import looked_over
from tests.world import make_world


@pytest.fixture
def world(db):
    return make_world(state=CaseState.PLAN_SENT)


def look(world, user, route="cases:case"):
    assert signed_in(user).get(reverse(route, args=[world.own.case.number])).status_code == 200


def test_looks_stand_by_day_with_what_was_looked_at_and_how_often(world):
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC), tick=False):
        look(world, world.anna)
        look(world, world.anna, "cases:circle")
        look(world, world.anna)
    with time_machine.travel(dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC), tick=False):
        look(world, world.carla)

    found = [(each.day, each.who, each.times) for each in looks_at(world.own.case)]

    assert found == [
        ("3 maart 2026", "Carla Manager, Regiomanager", 1),
        ("2 maart 2026", "Anna Coördinator, Eigen Kracht-coördinator", 3),
    ]
    assert "het overzicht" in looks_at(world.own.case)[1].what


def test_whom_the_family_does_not_know_stands_by_role_and_organisation_alone(world):
    other = make_user(Role.REGIONAL_MANAGER, region=world.own.case.region, full_name="Onbekende Collega")

    look(world, other)

    assert looks_at(world.own.case)[0].who == "Regiomanager"


def test_looks_at_another_file_and_looks_that_were_refused_are_none(world):
    signed_in(world.bram).get(reverse("cases:case", args=[world.own.case.number]))
    signed_in(world.bram).get(reverse("cases:case", args=[world.other.case.number]))

    assert looks_at(world.own.case) == []


def test_a_main_person_reads_it_in_the_file_and_somebody_of_the_circle_does_not(world):
    carla, number = signed_in(world.carla), world.own.case.number
    for of_whom, fields in ((world.own.main_person, {}), (world.own.circle_person, {"asked_as": "zelf", "age": 60})):
        asked = looked_over(make_privacy_request(of_whom, by=world.carla, kind="inzage", **fields), by=world.carla)
        told = json.loads(carla.get(reverse("cases:inzage_data", args=[number, asked.pk])).content)
        paper = carla.get(reverse("cases:inzage_pdf", args=[number, asked.pk])).content
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
        is_main = asked.main_person is not None
        assert bool(told["wie_keek_in_het_dossier"]) is is_main
        assert ("Wie keek in uw dossier" in text) is is_main
