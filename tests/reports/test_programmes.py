"""Totals per programme: for who pays and who runs it; nothing about anybody."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from cases.codes import CaseOutcome, CaseState
from cases.desk.reads.funding import rooms_for
from cases.models import Case, Funder, FundingProgramme
from ekc.accounts.codes import Role
from ekc.accounts.models import Region
from ekc.dates import add_months, local_today
from reports.progress import progress_of
from reports.totals import totals_for
from tests.factories import make_case, make_conference, make_funder, make_programme, make_region, make_user
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def funder(db: None):
    return make_user(Role.FUNDER)


@pytest.fixture
def programme(funder) -> FundingProgramme:
    return make_programme(name="Van de provincie", target=10, funder=make_funder(funder))


def fill(programme: FundingProgramme) -> None:
    for state in (
        CaseState.OFFERED,
        CaseState.REFERRED,
        CaseState.ASSIGNED,
        CaseState.ACTIVATION,
        CaseState.SCHEDULED,
        CaseState.PLAN_SENT,
        CaseState.CLOSED,
        CaseState.ENDED_IN_ACTIVATION,
        CaseState.PLAN_WITHOUT_MEETING,
        CaseState.WITHDRAWN,
    ):
        make_case(state=state, programme=programme)


def test_totals_say_where_the_cases_stand_and_how_many_are_still_possible(funder, programme) -> None:
    fill(programme)

    (found,) = totals_for(funder)

    assert (found.offered, found.received, found.not_yet, found.started, found.preparing) == (10, 9, 2, 6, 2)
    assert found.open == 4
    assert (found.held, found.ended, found.still_possible) == (2, 2, 4)
    assert found.held + found.open + found.still_possible == programme.target


@pytest.mark.parametrize("state", list(CaseState))
def test_what_is_left_is_the_same_at_the_desk_and_for_who_pays(funder, programme, state: str) -> None:
    case = make_case(state=state, programme=programme)
    programme.regions.add(case.region)

    (room,), (found,) = rooms_for(case), totals_for(funder)

    assert room.left == found.still_possible == 10 - found.held - found.open


def test_a_preparation_that_ends_without_a_conference_gives_its_place_back(funder, programme) -> None:
    case = make_case(state=CaseState.ACTIVATION, programme=programme)
    assert totals_for(funder)[0].still_possible == 9

    Case.objects.filter(pk=case.pk).update(
        state=CaseState.CLOSED, outcome=CaseOutcome.ENDED_IN_ACTIVATION, closed_on=local_today()
    )

    assert totals_for(funder)[0].still_possible == 10


def test_a_funder_sees_the_own_programmes_only_and_nothing_about_people(client: Client, world: World) -> None:
    make_programme(name="Van een ander")
    client.force_login(world.frans)

    text = client.get(reverse("reports:programmes")).content.decode()

    assert world.own.case.programme.name in text
    assert "Van een ander" not in text
    assert not [canary for family in (world.own, world.other) for canary in family.canaries.values() if canary in text]


def test_a_regional_manager_sees_programmes_of_the_own_region_and_counts_only_there_but_what_is_left_everywhere(
    programme,
) -> None:
    manager = make_user(Role.REGIONAL_MANAGER)
    assert totals_for(manager) == []
    programme.regions.add(Region.objects.get(code="utrecht"))
    make_case(state=CaseState.ACTIVATION, programme=programme)
    make_case(state=CaseState.ACTIVATION, programme=programme, region=Region.objects.get(code="limburg"))

    (found,) = totals_for(manager)

    assert (found.started, found.still_possible) == (1, 8)


def test_more_held_than_the_target_leaves_nothing_possible_and_no_target_leaves_it_open(funder, programme) -> None:
    make_case(state=CaseState.CLOSED, programme=programme)
    FundingProgramme.objects.update(target=0)
    assert totals_for(funder)[0].still_possible == 0

    FundingProgramme.objects.update(target=None)
    assert totals_for(funder)[0].still_possible is None


def test_programme_that_is_over_leaves_nothing_possible(funder, programme) -> None:
    FundingProgramme.objects.update(ends_on=local_today() - dt.timedelta(days=1))

    assert totals_for(funder)[0].still_possible == 0


@pytest.mark.parametrize("person", ["anna", "dirk", "eva"])
def test_who_neither_pays_nor_runs_gets_404(client: Client, world: World, person: str) -> None:
    client.force_login(world.people[person])

    assert client.get(reverse("reports:programmes")).status_code == 404


def test_the_page_costs_the_same_for_one_programme_and_for_many(funder, programme, django_assert_num_queries) -> None:
    paying = programme.funder
    for _each in range(12):
        fill(make_programme(funder=paying))

    with django_assert_num_queries(3):
        assert len(totals_for(funder)) == 13


# --- the line of what was held against the target --------------------------------------------------------


def hold(programme: FundingProgramme, held_on: dt.date, **fields) -> None:
    case = make_case(state=CaseState.CLOSED, programme=programme, **fields)
    make_conference(case, state="gehouden", held_on=held_on)


@pytest.fixture
def running(funder) -> FundingProgramme:
    """A programme of twelve months, six of which have passed."""
    starts_on = add_months(local_today().replace(day=1), -5)
    ends_on = add_months(starts_on, 12) - dt.timedelta(days=1)
    found = make_programme(name="Loopt", target=78, starts_on=starts_on, ends_on=ends_on, funder=make_funder(funder))
    found.regions.add(make_region())
    return found


def test_line_adds_up_what_was_held_and_says_what_the_pace_asks(funder, running) -> None:
    for months in (0, 0, 2):
        hold(running, add_months(running.starts_on, months))

    points = progress_of(running, funder)

    assert [point.held for point in points] == [2, 0, 1, 0, 0, 0]
    assert [point.total for point in points] == [2, 2, 3, 3, 3, 3]
    assert 38 <= points[-1].pace <= 40


def test_line_of_a_regional_manager_has_the_own_region_and_no_pace(running) -> None:
    hold(running, running.starts_on)
    hold(running, running.starts_on, region=Region.objects.get(code="limburg"))

    points = progress_of(running, make_user(Role.REGIONAL_MANAGER))

    assert (points[-1].total, points[-1].pace) == (1, None)


def test_long_programme_has_points_per_quarter_and_loses_nothing(funder) -> None:
    programme = make_programme(starts_on=dt.date(2019, 2, 1), ends_on=dt.date(2023, 12, 31), funder=make_funder(funder))
    for day in (dt.date(2019, 3, 31), dt.date(2021, 5, 5), dt.date(2023, 12, 31)):
        hold(programme, day, received_on=dt.date(2018, 12, 1))

    points = progress_of(programme, funder)

    assert (points[0].label, points[-1].label) == ("2019, kwartaal 1", "2023, kwartaal 4")
    assert (points[0].total, points[-1].total) == (1, 3)


def test_programme_that_is_still_to_begin_has_no_line(funder) -> None:
    later = make_programme(starts_on=local_today() + dt.timedelta(days=9), funder=make_funder(funder))

    assert progress_of(later, funder) == []


def test_page_of_a_programme_has_the_line_its_table_and_nobody(client: Client, world: World) -> None:
    client.force_login(world.frans)

    text = client.get(reverse("reports:programme", args=[world.own.case.programme.slug])).content.decode()

    assert "nog mogelijk" in text
    assert not [canary for family in (world.own, world.other) for canary in family.canaries.values() if canary in text]


def test_line_says_in_words_what_it_draws(client: Client, funder, running) -> None:
    hold(running, running.starts_on)
    client.force_login(funder)

    text = client.get(reverse("reports:programme", args=[running.slug])).content.decode()

    assert "Doel: 78" in text
    assert "chart-line" in text
    assert 'class="num">1</td>' in text


def test_programme_of_somebody_else_does_not_exist(client: Client, running) -> None:
    client.force_login(make_user(Role.FUNDER))

    assert client.get(reverse("reports:programme", args=[running.slug])).status_code == 404


# --- keeping programmes -----------------------------------------------------------------------------------


@pytest.fixture
def lena(db: None):
    return make_user(Role.NATIONAL)


def written(**fields) -> dict:
    region = make_region()
    return {"name": "Zelf aan zet", "regions": [region.pk], "coordinator_access_ends": "na_3_maanden", **fields}


def test_national_office_makes_a_programme_and_changes_it(client: Client, lena) -> None:
    client.force_login(lena)
    fields = written(target="600", price="4.200,00", coordinator_fee="900", starts_on="1-1-2011", ends_on="31-12-2011")
    client.post(reverse("reports:programme_create"), fields)
    made = FundingProgramme.objects.get(name="Zelf aan zet")
    client.post(reverse("reports:programme_edit", args=[made.slug]), {**fields, "name": "Anders", "target": "700"})

    made.refresh_from_db()
    assert (made.slug, made.name, made.target) == ("zelf-aan-zet", "Anders", 700)
    assert (made.price, made.coordinator_fee) == (4200, 900)
    assert list(made.regions.all()) == [make_region()]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Schrijf iets op bij “Naam”."),
        ({"regions": []}, "Kies een antwoord bij"),
        ({"starts_on": "2-1-2026", "ends_on": "1-1-2026"}, "eindigt voordat het begint"),
        ({"price": "-1"}, "Schrijf een bedrag"),
        ({"name": "van de PROVINCIE"}, "al een programma met deze naam"),
    ],
)
def test_wrong_programme_is_refused_in_words_and_keeps_what_was_typed(
    client: Client, lena, programme, fields, words
) -> None:
    client.force_login(lena)

    text = client.post(reverse("reports:programme_create"), written(target="61", **fields)).content.decode()

    assert words in text
    assert 'value="61"' in text
    assert FundingProgramme.objects.count() == 1


def test_funder_is_added_with_who_sees_the_totals(client: Client, lena, funder) -> None:
    client.force_login(lena)
    client.post(reverse("reports:funder_create"), {"name": "Provincie", "users": [funder.pk]})
    made = Funder.objects.get()
    client.post(reverse("reports:funder", args=[made.pk]), {"name": "De provincie", "users": []})

    made.refresh_from_db()
    assert (made.name, made.users.count()) == ("De provincie", 0)
    assert "De provincie" in client.get(reverse("reports:funders")).content.decode()
