"""The worlds of these tests, each built once for the tests that follow each other in it."""

import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from cases.codes import CaseState
from tests.access.states import world_for
from tests.access.test_crawler import signed_in
from tests.world import World


class Worlds:
    """Holds one world at a time, in a transaction of its own that is never committed. What tests do is inside it."""

    def __init__(self, blocker: Any) -> None:
        self.blocker = blocker
        self.state = ""
        self.around: transaction.Atomic | None = None
        self.kept: bytes = b""

    def of(self, state: str) -> World:
        """The world of this state, as it was built: a copy, for a test may write on its objects."""
        if self.around is None or self.state != state:
            self.leave()
            self._build(state)
        found: World = pickle.loads(self.kept)
        return found

    def _build(self, state: str) -> None:
        with self.blocker.unblock():
            self.around = transaction.atomic()
            self.around.__enter__()
            world = world_for(state)
            for person in world.people.values():
                client = signed_in(person)
                person.session_of_the_world = client.cookies[settings.SESSION_COOKIE_NAME].value
            # A text of bytes is copied five times as fast as objects are.
            self.state, self.kept = state, pickle.dumps(world)

    def leave(self) -> None:
        if self.around is None:
            return
        with self.blocker.unblock():
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)
        self.around = None


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: Any) -> Iterator[Worlds]:
    found = Worlds(django_db_blocker)
    yield found
    found.leave()


@pytest.fixture
def world_in(worlds: Worlds, request: pytest.FixtureRequest) -> Callable[[str], World]:
    """Go to the world of a state; what the test does there is undone.

    The test has no mark `django_db`: its own transaction begins here, inside that of the world. A test with the mark
    gets a world of its own.
    """

    def go(state: str) -> World:
        if request.node.get_closest_marker("django_db"):
            return world_for(state)
        world = worlds.of(state)
        request.getfixturevalue("db")
        return world

    return go


@pytest.fixture
def world(world_in: Callable[[str], World]) -> World:
    return world_in(CaseState.ACTIVATION)


@pytest.fixture
def no_world(worlds: Worlds, request: pytest.FixtureRequest) -> None:
    """The database as the migrations left it, for a test that makes what it needs."""
    worlds.leave()
    request.getfixturevalue("db")
