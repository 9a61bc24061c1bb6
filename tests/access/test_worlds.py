"""The worlds that the tests of this folder share: each test finds its world as it was built."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from cases.codes import CaseState
from cases.models import Case
from ekc.accounts.models import User
from ekc.audit.models import ReadLine
from tests.access.conftest import Worlds
from tests.access.test_crawler import WorldIn, signed_in


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_does_in_a_world_is_gone_for_the_next(turn: int, world_in: WorldIn) -> None:
    world = world_in(CaseState.ACTIVATION)

    assert world.own.case.situation == Case.objects.get(pk=world.own.case.pk).situation == "Kanarie-Eigen-situation"
    assert set(User.objects.filter(is_active=True)) > set(world.people.values())
    assert not ReadLine.objects.exists()
    assert world.own.case.contracts.get().coordinator.user == world.anna

    assert signed_in(world.anna).get(world.own.case.get_absolute_url()).status_code == 200
    assert ReadLine.objects.exists()
    Case.objects.update(situation="anders")
    User.objects.update(is_active=False)
    world.own.case.situation = "anders"
    world.own.case.contracts.all().delete()
    Session.objects.all().delete()


def test_each_state_has_a_world_and_nothing_stays_of_the_one_before(worlds: Worlds, no_world: None) -> None:
    """Also not when the same state comes again."""
    for state in (CaseState.SCREENING, CaseState.HELD_WITH_PLAN, CaseState.SCREENING):
        world = worlds.of(state)

        assert {(case.pk, case.state) for case in Case.objects.all()} == {
            (family.case.pk, state) for family in (world.own, world.other)
        }
        worlds.leave()
        assert not Case.objects.exists()


def test_without_a_world_there_is_nobody(no_world: None) -> None:
    assert not User.objects.exists()
    assert not Case.objects.exists()


def test_in_one_file_either_all_tests_share_worlds_or_none(request: pytest.FixtureRequest) -> None:
    """A test with a transaction of its own, after one that shares a world, would find that world in its database."""
    ours: list[Any] = [item for item in request.session.items if item.path.parent == Path(__file__).parent]
    marked = {item.path.name for item in ours if item.get_closest_marker("django_db")}
    unmarked = [item for item in ours if not item.get_closest_marker("django_db")]
    sharing = {item.path.name for item in unmarked if "worlds" in item.fixturenames}

    assert "test_worlds.py" in sharing
    assert marked & sharing == set()
