"""Functions a hundred deep do not ask the system for memory at each call."""

import inspect
import resource
from collections.abc import Callable

import pytest

from ekc import wsgi
from ekc.frames import with_room

CALLS = 500


def at_depth(depth: int, work: Callable[[], int]) -> int:
    return at_depth(depth - 1, work) if depth else work()


def a_call(one: int, two: int = 2, three: int = 3) -> int:
    return one + two + three


def pages_of_many_calls() -> int:
    """How many pages the system had to give while a small function was called many times."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        a_call(1)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def dearest(enter: Callable[..., int]) -> int:
    """The most that it costs at any depth, within two pieces of frames."""
    return max(enter(at_depth, depth, pages_of_many_calls) for depth in range(300))


def test_calls_at_no_depth_cost_memory_each_time_when_there_is_room() -> None:
    assert dearest(with_room) < CALLS / 10


def test_what_is_called_with_room_gets_its_arguments_and_gives_its_answer() -> None:
    assert with_room(a_call, 1, three=5) == 8


def callers() -> list[str]:
    return [frame.function for frame in inspect.stack()]


def test_a_test_runs_with_room() -> None:
    assert with_room.__name__ in callers()


def test_a_page_is_answered_with_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wsgi, "answer", lambda _environ, _start_response: callers())
    names = list(wsgi.application({}, None))

    assert names.index(with_room.__name__) < names.index("application")
