"""Totals per programme: for who pays and who runs it; nothing about anybody."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from cases.models import FundingProgramme
from ekc.accounts.codes import Role
from ekc.accounts.models import Region
from reports.totals import totals_for
from tests.factories import make_case, make_funder, make_programme, make_user
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

    assert (found.received, found.not_yet, found.started, found.preparing) == (9, 2, 6, 2)
    assert (found.held, found.ended, found.still_possible) == (2, 2, 6)


def test_a_funder_sees_the_own_programmes_only_and_nothing_about_people(client: Client, world: World) -> None:
    make_programme(name="Van een ander")
    client.force_login(world.frans)

    text = client.get(reverse("reports:programmes")).content.decode()

    assert world.own.case.programme.name in text
    assert "Van een ander" not in text
    assert not [canary for family in (world.own, world.other) for canary in family.canaries.values() if canary in text]


def test_a_regional_manager_sees_programmes_of_the_own_region_and_counts_only_there(programme) -> None:
    manager = make_user(Role.REGIONAL_MANAGER)
    assert totals_for(manager) == []
    programme.regions.add(Region.objects.get(code="utrecht"))
    make_case(state=CaseState.ACTIVATION, programme=programme)
    make_case(state=CaseState.ACTIVATION, programme=programme, region=Region.objects.get(code="limburg"))

    (found,) = totals_for(manager)

    assert (found.started, found.still_possible) == (1, None)


def test_more_held_than_the_target_leaves_nothing_possible_and_no_target_leaves_it_open(funder, programme) -> None:
    make_case(state=CaseState.CLOSED, programme=programme)
    FundingProgramme.objects.update(target=0)
    assert totals_for(funder)[0].still_possible == 0

    FundingProgramme.objects.update(target=None)
    assert totals_for(funder)[0].still_possible is None


@pytest.mark.parametrize("person", ["anna", "dirk", "eva"])
def test_who_neither_pays_nor_runs_gets_404(client: Client, world: World, person: str) -> None:
    client.force_login(world.people[person])

    assert client.get(reverse("reports:programmes")).status_code == 404


def test_the_page_costs_the_same_for_one_programme_and_for_many(funder, programme, django_assert_num_queries) -> None:
    paying = programme.funder
    for _each in range(12):
        fill(make_programme(funder=paying))

    with django_assert_num_queries(2):
        assert len(totals_for(funder)) == 13
