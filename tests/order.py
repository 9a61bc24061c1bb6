"""In which order, and by which worker, tests run: what takes long begins first, what waits beside what computes.

A test with a browser or a worker of Celery waits two thirds of its time; whoever only waits leaves a core idle. So one
worker of every three takes those first, the others what computes, and whoever is through with its kind helps along.
"""

from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

WAITING = ("browser", "worker")
"""The marks of tests that wait for another process most of their time."""
LONG = ("long", *WAITING)
"""The marks of tests that take long."""
ONE_BY_ONE = "tests/journey/"
TOGETHER = "tests/demo/world/"
"""Folders where each test is a piece of work by itself, and where all share one world. Elsewhere that is a file."""
WAITS = (
    ONE_BY_ONE,
    "tests/access/test_every_page.py",
    "tests/house/test_design.py",
    "tests/house/test_run.py",
    "tests/outbox/test_killing.py",
    "tests/outbox/test_worker.py",
)
"""Where the tests with those marks stand: whoever hands the tests out knows no marks, only addresses."""
HEAVY = (
    TOGETHER,
    "tests/access/",
    "tests/cases/privacy/",
    "tests/documents/",
    "tests/house/test_calls.py",
    "tests/house/test_names_of_peoples.py",
    "tests/house/test_pressed_twice.py",
    "tests/house/test_settings_start_nothing.py",
    "tests/house/test_typed_words.py",
    "tests/outbox/test_message_languages.py",
    "tests/reports/",
    "tests/ways/test_pages.py",
)
"""What computes longest, without a mark: whoever begins it last keeps it for himself while the others are through."""
WAITS_FIRST = 3
"""One worker of so many takes first what waits."""


def piece_of_work(nodeid: str) -> str:
    """What this test must stay together with."""
    if nodeid.startswith(TOGETHER):
        return TOGETHER
    return nodeid if nodeid.startswith(ONE_BY_ONE) else nodeid.split("::", 1)[0]


def waits(piece: str) -> bool:
    return piece.startswith(WAITS)


def takes_long(item: pytest.Item) -> bool:
    return item.nodeid.startswith(HEAVY) or any(item.get_closest_marker(mark) for mark in LONG)


def long_ones_first(items: list[pytest.Item]) -> None:
    """Journeys before the others that take long: they take longest, and most of that is waiting for a browser."""
    items.sort(key=lambda item: (not item.nodeid.startswith(ONE_BY_ONE), not takes_long(item)))


def by_world(items: list[pytest.Item]) -> None:
    """In each file the tests that share worlds (`tests/access/conftest.py`) follow each other by the world they ask
    for, so that each is built once."""
    places: dict[Path, list[int]] = {}
    for at, item in enumerate(items):
        if "worlds" in getattr(item, "fixturenames", ()):
            places.setdefault(item.path, []).append(at)
    for found in places.values():
        for at, item in zip(found, sorted((items[at] for at in found), key=_world_of), strict=True):
            items[at] = item


def _world_of(item: Any) -> str:
    """The state of the world of a test: that of its route, where it is about one."""
    from cases.codes import CaseState
    from tests.access.matrix import ROUTES

    row = ROUTES.get(getattr(item, "callspec", None) and item.callspec.params.get("name"))
    if row is None and "world" not in item.fixturenames:
        return ""
    return str(getattr(row, "state", CaseState.ACTIVATION))


class LongOnesFirst(LoadScopeScheduling):
    """Hands out pieces of work in the order of the tests, whatever the number of tests in each; to each worker of its
    kind as long as there are."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return piece_of_work(nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        takes_waiting = self.nodes.index(node) % WAITS_FIRST == 0
        own = next((piece for piece in self.workqueue if waits(piece) == takes_waiting), None)
        if own is not None:
            self.workqueue.move_to_end(own, last=False)
        super()._assign_work_unit(node)
