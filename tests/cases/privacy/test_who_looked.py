"""Wie keek in mijn dossier: by day, role and organisation; by name only whom the family knows (R33)."""

import datetime as dt
import io
import json

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from cases.codes import AskedAs, CaseState
from cases.models import MainPerson
from cases.privacy.acts.own_links import give_own_link
from cases.privacy.reads.own_consents import Speaker
from cases.privacy.reads.who_looked import AT_FIRST, by_day, looks_at
from ekc.accounts.codes import Role
from tests.access.test_crawler import signed_in
from tests.audit.reviewed import read_at
from tests.factories import make_privacy_request, make_user
from tests.factories.privacy import looked_over
from tests.links.sent import path_to
from tests.world import make_world

MAIL = "hoofdpersoon@voorbeeld.example"


@pytest.fixture
def world(db):
    return make_world(state=CaseState.PLAN_SENT)


def look(world, user, route="cases:case"):
    assert signed_in(user).get(reverse(route, args=[world.own.case.number])).status_code == 200


def test_looks_stand_by_day_with_what_was_looked_at_and_how_often(world):
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC), tick=False):
        look(world, world.anna)
        look(world, world.anna, "cases:circle")
    with time_machine.travel(dt.datetime(2026, 3, 2, 13, tzinfo=dt.UTC), tick=False):
        look(world, world.anna)
    with time_machine.travel(dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC), tick=False):
        look(world, world.carla)

    found = [(each.day, each.who, each.times) for each in looks_at(world.own.case)]

    assert found == [
        ("3 maart 2026", "Carla Manager, Regiomanager", 1),
        ("2 maart 2026", "Anna Coördinator, Eigen Kracht-coördinator", 3),
    ]
    assert looks_at(world.own.case)[1].what == "het overzicht en de mensen in de kring"


def test_whom_the_family_does_not_know_stands_by_role_and_organisation_alone(world):
    other = make_user(Role.REGIONAL_MANAGER, region=world.own.case.region, full_name="Onbekende Collega")

    look(world, other)

    assert looks_at(world.own.case)[0].who == "Regiomanager"


def test_a_file_that_was_taken_along_is_one_look_and_is_said(world):
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC), tick=False):
        read_at(timezone.now(), world.carla, world.own.case.number, route="cases:contract_pdf")
        read_at(timezone.now(), world.carla, world.own.case.number, route="cases:contract_pdf", action="E")

    (look_,) = looks_at(world.own.case)

    assert (look_.what, look_.times) == ("het contract van de coördinator (als bestand)", 1)


def test_a_case_on_the_page_of_another_one_and_an_old_address_have_plain_names(world):
    number = world.own.case.number
    read_at(timezone.now(), world.carla, number, route="cases:earlier", action="S")
    read_at(timezone.now(), world.carla, number, route="cases:worklist", action="S")
    read_at(timezone.now(), world.carla, number, route="cases:long_ago")

    assert looks_at(world.own.case)[0].parts == (
        "een lijst van zaken die op elkaar lijken",
        "een lijst met zaken",
        "een bladzijde van het dossier",
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", ("مدير المنطقة", "النظرة العامة والأشخاص في الدائرة", "2 مارس 2026", "مرتين")),
        ("en", ("Regional manager", "the overview and the people in the circle", "2 March 2026", "2 times")),
        ("pl", ("Kierownik regionu", "podsumowanie i osoby w kręgu", "2 marca 2026", "2 razy")),
        ("tr", ("Bölge yöneticisi", "genel bakış ve çevredeki kişiler", "2 Mart 2026", "2 kez")),
        ("nl", ("Regiomanager", "het overzicht en de mensen in de kring", "2 maart 2026", "2 keer")),
    ],
)
def test_the_own_page_says_in_the_language_of_the_reader_who_looked_at_what(world, language, said):
    person = world.own.main_person
    MainPerson.objects.filter(pk=person.pk).update(age_at_referral=17, birth_date=None, email=MAIL, no_mail=False)
    person.refresh_from_db()
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC), tick=False):
        for minute, route in enumerate(("cases:case", "cases:circle")):
            moment = timezone.now() + dt.timedelta(minutes=minute)
            read_at(moment, world.carla, world.own.case.number, route=route, what="interne naam")
    give_own_link(world.own.case, Speaker(person, AskedAs.SELF), by=world.carla)
    client, path = Client(), path_to(MAIL)
    client.post(path)

    page = client.post(path, {"language": language}).content.decode()
    page = page if "wie-keek" in page else client.get(path).content.decode()

    assert [words for words in said if words not in page] == []
    assert "interne naam" not in page
    assert f'<html lang="{language}"' in page


def test_days_long_before_stand_behind_a_press(world):
    for day in range(1, 10):
        read_at(dt.datetime(2026, 3, day, 12, tzinfo=dt.UTC), world.carla, world.own.case.number)

    days = by_day(looks_at(world.own.case))

    assert [day.on.day for day in days[:AT_FIRST]] == [9, 8, 7, 6, 5, 4, 3]
    assert [len(day.looks) for day in days] == [1] * 9


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
