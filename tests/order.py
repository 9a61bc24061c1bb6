"""In which order, and by which worker, tests run: what takes long begins first, so that no worker is left with it."""

from typing import Any

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

LONG = ("long", "browser", "worker")
"""The marks of tests that take long."""
ONE_BY_ONE = "tests/journey/"
TOGETHER = "tests/demo/world/"
"""Folders where each test is a piece of work by itself, and where all share one world. Elsewhere that is a file."""


def piece_of_work(nodeid: str) -> str:
    """What this test must stay together with."""
    if nodeid.startswith(TOGETHER):
        return TOGETHER
    return nodeid if nodeid.startswith(ONE_BY_ONE) else nodeid.split("::", 1)[0]


def takes_long(item: pytest.Item) -> bool:
    return item.nodeid.startswith(TOGETHER) or any(item.get_closest_marker(mark) for mark in LONG)


def long_ones_first(items: list[pytest.Item]) -> None:
    """Journeys before the others that take long: they take longest, and most of that is waiting for a browser."""
    items.sort(key=lambda item: (not item.nodeid.startswith(ONE_BY_ONE), not takes_long(item)))


class LongOnesFirst(LoadScopeScheduling):
    """Hands out pieces of work in the order of the tests, whatever the number of tests in each."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return piece_of_work(nodeid)
