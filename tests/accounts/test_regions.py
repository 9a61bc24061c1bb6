import json
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from ekc.accounts.codes import RegionKind, Role
from ekc.accounts.models import Municipality, Region

from .people import make_person, region

pytestmark = pytest.mark.django_db
migration = import_module("ekc.accounts.migrations.0002_regions")
since = import_module("ekc.accounts.migrations.0008_municipalities_since")
SINCE_2012 = {name for names in json.loads(since.SOURCE.read_text(encoding="utf-8")).values() for name in names}

STADSREGIO_AMSTERDAM = {
    *("Aalsmeer", "Amstelveen", "Amsterdam", "Beemster", "Diemen", "Edam-Volendam", "Haarlemmermeer", "Landsmeer"),
    *("Oostzaan", "Ouder-Amstel", "Purmerend", "Uithoorn", "Waterland", "Wormerland", "Zaanstad", "Zeevang"),
}
# Municipality -> region, as in the place tables of the pilot (domain.md 5.1).
PILOT_PLACES = {
    "noord_holland": (
        *("Hollands Kroon", "Den Helder", "Hoorn", "Langedijk", "Schagen", "Harenkarspel", "Zijpe", "Alkmaar"),
        *(
            "Bergen",
            "Castricum",
            "Heemskerk",
            "Heerhugowaard",
            "Blaricum",
            "Hilversum",
            "Huizen",
            "Wijdemeren",
            "Weesp",
        ),
    ),
    "stadsregio_amsterdam": ("Edam-Volendam", "Purmerend", "Zaanstad"),
    "gelderland": ("Apeldoorn",),
    "utrecht": ("De Bilt", "Zeist", "Amersfoort", "Utrecht"),
}


def test_there_are_twelve_provinces_and_two_city_regions():
    assert Region.objects.filter(kind=RegionKind.PROVINCE).count() == 12
    assert set(Region.objects.filter(kind=RegionKind.CITY_REGION).values_list("code", flat=True)) == {
        "stadsregio_amsterdam",
        "stadsregio_rotterdam",
    }


def test_regions_stand_in_the_order_of_the_field():
    names = [str(found) for found in Region.objects.all()]

    assert names[0] == "Groningen"
    assert names[-2:] == ["Stadsregio Amsterdam", "Stadsregio Rotterdam"]


def test_stadsregio_amsterdam_has_its_sixteen_municipalities():
    names = set(region("stadsregio_amsterdam").municipalities.values_list("name", flat=True))

    assert names == STADSREGIO_AMSTERDAM


def test_every_municipality_of_2012_is_there_once():
    listed = [
        name for row in json.loads(migration.SOURCE.read_text(encoding="utf-8")) for name in row["municipalities"]
    ]

    assert len(listed) == len(set(listed)) == 415
    assert Municipality.objects.exclude(name__in=SINCE_2012).count() == 415


def test_municipalities_that_were_made_since_lie_in_a_region_and_what_was_added_by_hand_is_left_alone():
    assert Municipality.objects.filter(name__in=SINCE_2012).count() == len(SINCE_2012) == 24
    Municipality.objects.filter(name="Meierijstad").update(region=region("limburg"))

    since.add(apps, None)

    assert Municipality.objects.get(name="Meierijstad").region == region("limburg")
    assert Municipality.objects.get(name="Dijk en Waard").region == region("noord_holland")


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, names in PILOT_PLACES.items() for name in names])
def test_places_of_the_pilot_lie_in_their_region(code, name):
    assert Municipality.objects.get(name=name).region.code == code


def test_database_refuses_a_municipality_in_a_second_region():
    with pytest.raises(IntegrityError, match="name"), transaction.atomic():
        Municipality.objects.create(name="Amsterdam", region=region("noord_holland"))


def test_database_refuses_an_unknown_kind_of_region():
    with pytest.raises(IntegrityError, match="region_kind_known"), transaction.atomic():
        Region.objects.create(code="zee", name="Noordzee", kind="zee")


def test_loading_twice_changes_nothing_and_keeps_contact_data():
    Region.objects.filter(code="utrecht").update(phone="030 123 45 67")

    migration.load_regions(apps, None)

    assert Region.objects.count() == 14
    assert region("utrecht").phone == "030 123 45 67"


def take_all_back():
    since.take_back(apps, None)
    migration.remove_regions(apps, None)


def test_loading_can_be_taken_back_and_done_again():
    take_all_back()
    assert (Region.objects.count(), Municipality.objects.count()) == (0, 0)

    migration.load_regions(apps, None)
    assert (Region.objects.count(), Municipality.objects.count()) == (14, 415)


def test_taking_back_leaves_a_region_where_somebody_works():
    person = make_person(Role.COORDINATOR, regions=[region("zeeland")])

    take_all_back()

    assert list(person.regions.all()) == list(Region.objects.all()) == [region("zeeland")]


def test_taking_back_leaves_a_region_with_a_municipality_of_its_own():
    Municipality.objects.create(name="Nieuwstad", region=region("drenthe"))

    take_all_back()

    assert [found.code for found in Region.objects.all()] == ["drenthe"]
    assert region("drenthe").municipalities.filter(name="Assen").exists()


def test_map_of_the_country_is_for_everybody():
    assert Region.objects.for_user(AnonymousUser()).count() == 14
    assert Municipality.objects.for_user(AnonymousUser()).count() == 415 + len(SINCE_2012)
