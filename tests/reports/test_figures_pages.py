"""The pages with figures: who sees which, what their address holds, and that nobody's name is on them."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from ekc.accounts.models import Region
from reports.catalogue import Selection, build_report
from reports.catalogue.kept import bring_up_to_date
from reports.codes import Audience
from tests.factories import make_case, make_programme
from tests.reports.compared import fill
from tests.reports.kept import leave_counts_alone
from tests.reports.protected import shown
from tests.world import World, make_world

pytestmark = pytest.mark.django_db
INDEX = reverse("reports:index")


@pytest.fixture
def closed_world(db: None) -> World:
    """Both families have been through everything: all that can be counted of them is counted."""
    return make_world(state=CaseState.CLOSED)


def page(client: Client, user: object, **address: str) -> str:
    client.force_login(user)  # type: ignore[arg-type]
    answer = client.get(INDEX, address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_researcher_chooses_a_programme_and_reads_all_tables(client: Client, pilot_cases, world: World) -> None:
    fill(5)
    text = page(client, world.eva, programme="families-zelf-aan-zet")
    seen = shown(Selection(pilot_cases), Audience.RESEARCH).key_figures

    held, requests, share = seen["requests_conference"], seen["requests"], seen["conference_rate"]
    told = f"{held} ({share}\u00a0% van {requests} aanvragen"
    for part in ("Tabel 2.2</b> Aanmelder", "Tabel 6.5b</b>", told, "Figuur 2.4"):
        assert part in text


def test_without_a_choice_the_page_lists_the_programmes(client: Client, world: World) -> None:
    programme = world.own.case.programme

    assert f'<a href="?programme={programme.slug}">{programme.name}</a>' in page(client, world.eva)


def test_the_address_holds_the_choice(client: Client, pilot_cases, world: World) -> None:
    text = page(client, world.eva, programme="families-zelf-aan-zet", start="2010-01-01", until="2010-12-31")

    assert "Aangemeld van 1 januari 2010 tot en met 31 december 2010" in text
    assert '<input type="hidden" name="until" value="2010-12-31">' in text


def test_a_period_the_wrong_way_round_is_said_at_the_field_and_keeps_what_was_typed(client: Client, world) -> None:
    programme = world.own.case.programme.slug
    make_case(received_on=dt.date(2011, 1, 5))
    text = page(client, world.eva, programme=programme, start="2011-04-01", until="2011-03-31")

    assert "Deze datum is vóór de eerste datum." in text
    assert '<option value="2011-04-01" selected>' in text
    assert "Tabel 2.2" not in text


@pytest.mark.parametrize("person", ["anna", "dirk", "frans"])
def test_who_may_not_read_figures_gets_404(client: Client, world: World, person: str) -> None:
    client.force_login(world.people[person])

    assert client.get(INDEX).status_code == 404


def test_a_regional_manager_sees_the_cases_of_the_own_region_only(client: Client, closed_world: World) -> None:
    slug = closed_world.own.case.programme.slug

    assert "<dt>Aanvragen</dt><dd>1</dd>" in page(client, closed_world.carla, programme=slug)
    assert "<dt>Aanvragen</dt>" not in page(client, closed_world.eva, programme=slug)
    assert build_report(Selection(closed_world.own.case.programme)).key_figures["requests"] == 2


def test_a_regional_manager_cannot_choose_a_strange_region_or_programme(client: Client, world: World) -> None:
    elsewhere = make_programme(slug="elders")
    elsewhere.regions.add(Region.objects.get(code="limburg"))

    assert "Tabel 2.2" not in page(client, world.carla, programme="elders")
    own = world.own.case.programme.slug
    assert "Tabel 2.2" not in page(client, world.carla, programme=own, region="limburg")
    assert "Tabel 2.2" in page(client, world.carla, programme=own, region="utrecht")


def test_no_name_and_no_secret_place_is_on_any_page(client: Client, closed_world: World) -> None:
    for person in (closed_world.eva, closed_world.lena, closed_world.carla):
        text = page(client, person, programme=closed_world.own.case.programme.slug)
        for family in (closed_world.own, closed_world.other):
            assert not [canary for canary in family.canaries.values() if canary in text]


def test_the_page_asks_the_same_number_of_queries_for_few_and_many(
    client: Client, world: World, django_assert_max_num_queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_counts_alone(monkeypatch)
    programme = world.own.case.programme
    for _each in range(30):
        make_case(state=CaseState.REGISTERED, programme=programme)
    client.force_login(world.eva)
    bring_up_to_date()

    with django_assert_max_num_queries(16):
        client.get(INDEX, {"programme": programme.slug})


@pytest.mark.parametrize(
    "odd",
    [
        {"start": "0001-01-01", "until": "9999-12-31"},
        {"start": "9999-12-31"},
        {"until": "0999-12-31"},
        {"region": "\0"},
        {"start": "\0", "until": "1" * 10_000},
        {"region": "🙂\u202e"},
    ],
)
def test_an_odd_choice_is_answered(client: Client, closed_world: World, odd: dict[str, str]) -> None:
    slug = closed_world.own.case.programme.slug

    assert "Cijfers" in page(client, closed_world.eva, programme=slug, **odd)


def test_answers_of_later_years_are_not_in_a_period_of_long_ago(pilot_cases) -> None:
    assert Selection().responses().exists()
    assert not Selection(until=dt.date(999, 12, 31)).responses().exists()
