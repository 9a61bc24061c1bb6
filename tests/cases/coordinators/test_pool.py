"""The pool: who there is, what they speak and carry, who sits idle, and for whom this opens."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.coordinators.acts.profiles import add_leave
from cases.coordinators.reads.pool import in_figures, per_language, per_region, pool_of
from cases.models import Coordinator
from ekc.accounts.codes import Role
from ekc.dates import add_months, local_today
from tests.factories import OTHER_REGION, make_case, make_contract, make_coordinator, make_organisation, make_region
from tests.factories import make_user as make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla(db):
    return make_person(Role.REGIONAL_MANAGER)


def named(name: str, **fields) -> Coordinator:
    return make_coordinator(make_person(Role.COORDINATOR, full_name=name), **fields)


def found(client, **query) -> list[str]:
    page = client.get(reverse("cases:pool"), query)
    return [str(row.coordinator) for row in page.context["rows"]]


@pytest.fixture
def pool(db, carla, client):
    """One of each kind."""
    today = local_today()
    named("Vrij", languages=["nl", "tr"])
    make_contract(make_case(), named("Bezig", gender="vrouw").user)
    full = named("Vol")
    for _number in range(2):
        make_contract(make_case(), full.user)
    away = named("Weg")
    add_leave(away, by=carla, starts_on=today, ends_on=today)
    named("Even niet", available=False)
    named("Zonder VOG", vog_date=None)
    named("In de zorg").employers.add(make_organisation(is_care_or_deciding=True))
    named("Herstel", trainings=["ekc", "herstel"])
    client.force_login(carla)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"state": "vol"}, {"Vol"}),
        ({"state": "verlof"}, {"Weg"}),
        ({"state": "niet"}, {"Even niet"}),
        ({"state": "papieren"}, {"Zonder VOG", "In de zorg"}),
        ({"state": "ruimte"}, {"Vrij", "Bezig", "Herstel"}),
        ({"language": "tr"}, {"Vrij"}),
        ({"gender": "vrouw"}, {"Bezig"}),
        ({"training": "herstel"}, {"Herstel"}),
        ({"text": "vri"}, {"Vrij"}),
    ],
)
def test_pool_is_narrowed(client, pool, query, names):
    assert set(found(client, **query)) == names


def test_list_says_of_each_what_stands_in_the_way(client, pool):
    text = client.get(reverse("cases:pool")).content.decode()

    words = ("heeft ruimte", "vol", "met verlof", "niet beschikbaar", "geen VOG", "werkt in de zorg")
    assert not [word for word in words if word not in text]


def test_who_had_no_case_for_half_a_year_is_found(client, carla):
    today = local_today()
    long_ago, lately, now = named("Lang geleden"), named("Pas nog"), named("Nu bezig")
    named("Nog nooit")
    old = {"received_on": add_months(today, -20)}
    make_contract(make_case(**old), long_ago.user, ended_on=add_months(today, -6) - dt.timedelta(days=1))
    make_contract(make_case(**old), lately.user, ended_on=add_months(today, -6))
    make_contract(make_case(**old), now.user)
    client.force_login(carla)

    assert set(found(client, state="lang")) == {"Lang geleden", "Nog nooit"}
    assert client.get(reverse("cases:pool")).content.decode().count("al een half jaar geen zaak") >= 2


def test_figures_per_region_and_language_add_up(pool, carla):
    everybody = list(pool_of(carla))

    (line,) = per_region(everybody, carla)
    assert (line.coordinators, line.cases, line.free, line.places) == (8, 3, 3, 5)
    assert per_language(everybody) == [("Nederlands", 8, 3), ("Turks", 1, 1)]
    assert (8, "coördinatoren") in in_figures(everybody)


def test_manager_sees_the_own_regions_and_who_left_is_not_in_the_pool(client, carla):
    named("Hier")
    make_coordinator(make_person(Role.COORDINATOR, full_name="Daar", region=make_region(OTHER_REGION)))
    gone = named("Weg")
    gone.user.is_active = False
    gone.user.save()
    client.force_login(carla)
    assert found(client) == ["Hier"]
    client.force_login(make_person(Role.NATIONAL))

    assert set(found(client)) == {"Hier", "Daar"}


def test_pool_costs_the_same_for_three_and_for_thirty(client, carla):
    client.force_login(carla)
    counts = []
    for number in (3, 27):
        for _each in range(number):
            make_contract(make_case(), make_coordinator().user)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("cases:pool"))
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 20


def test_address_with_nonsense_shows_everybody_in_it(client, carla):
    named("Hier")
    client.force_login(carla)

    assert client.get(reverse("cases:pool"), {"language": "xx", "page": "veel", "state": "?"}).status_code == 200
