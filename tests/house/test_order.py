"""The order of the tests and how they are handed out to workers (`tests/order.py`)."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cases.codes import CaseState
from tests.access.matrix import ROUTES
from tests.order import (
    HEAVY,
    WAITING,
    WAITS,
    LongOnesFirst,
    by_world,
    long_ones_first,
    piece_of_work,
    takes_long,
    waits,
)

TESTS = Path(__file__).resolve().parent.parent
MARKED = re.compile(rf"pytest\.mark\.(?:{'|'.join(WAITING)})\b")


@pytest.mark.parametrize(
    ("nodeid", "together_with"),
    [
        ("tests/journey/test_case.py::test_x[desktop]", "tests/journey/test_case.py::test_x[desktop]"),
        ("tests/cases/test_x.py::test_y[a::b]", "tests/cases/test_x.py"),
        ("tests/demo/world/test_pages.py::test_x", "tests/demo/world/"),
        ("tests/demo/world/test_world.py::test_x", "tests/demo/world/"),
    ],
)
def test_journeys_go_one_by_one_the_demo_world_as_a_whole_and_the_rest_by_file(nodeid: str, together_with: str) -> None:
    assert piece_of_work(nodeid) == together_with


def test_what_takes_long_begins_first_and_the_rest_keeps_its_order() -> None:
    class Item:
        def __init__(self, nodeid: str, mark: str = "") -> None:
            self.nodeid, self.mark = nodeid, mark

        def get_closest_marker(self, name: str) -> bool:
            return name == self.mark

    items = [Item("a"), Item("b", "worker"), Item("tests/demo/world/c"), Item("d"), Item("tests/journey/e", "browser")]

    long_ones_first(items)  # type: ignore[arg-type]

    assert [item.nodeid for item in items] == ["tests/journey/e", "b", "tests/demo/world/c", "a", "d"]


def test_tests_that_share_worlds_follow_each_other_by_world_and_stay_in_their_file() -> None:
    def item(file: str, name: str, *fixtures: str) -> Any:
        return SimpleNamespace(
            path=file, fixturenames=fixtures, callspec=SimpleNamespace(params={"name": name}), nodeid=f"{file}:{name}"
        )

    states = sorted([CaseState.SCHEDULED, CaseState.ACTIVATION])
    first, second = (next(name for name, row in ROUTES.items() if getattr(row, "state", "") == each) for each in states)
    shared = [item("a", name, "worlds", "world_in") for name in (second, first, second, first)]
    items = [shared[0], shared[1], item("a", "alone"), *shared[2:], item("b", second, "worlds", "world")]

    by_world(items)

    assert [each.callspec.params["name"] for each in items[:5]] == [first, first, "alone", second, second]
    assert items[5].path == "b"


def test_every_file_with_a_test_that_waits_is_known_by_its_address() -> None:
    """Whoever hands out the tests sees no marks: a new file with a browser must be named in `WAITS`."""
    paths = [(str(path.relative_to(TESTS.parent)), path.read_text()) for path in TESTS.rglob("test_*.py")]

    assert {path for path, text in paths if MARKED.search(text)} == {path for path, _text in paths if waits(path)}
    assert [start for start in (*WAITS, *HEAVY) if not any(path.startswith(start) for path, _text in paths)] == []


@pytest.fixture
def scheduler(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> LongOnesFirst:
    """The scheduler of a run with three workers."""
    monkeypatch.setattr(pytestconfig.option, "tx", ["3*popen"])
    monkeypatch.setattr(pytestconfig.option, "loadscopereorder", True)
    made = pytestconfig.hook.pytest_xdist_make_scheduler(config=pytestconfig, log=None)
    assert isinstance(made, LongOnesFirst)
    return made


def test_workers_get_their_tests_in_this_order(scheduler: LongOnesFirst, pytestconfig: pytest.Config) -> None:
    assert pytestconfig.option.loadscopereorder is False


class Worker:
    """A worker that notes what it is given, and does nothing."""

    shutting_down = False

    def __init__(self, number: int) -> None:
        self.gateway = SimpleNamespace(id=f"gw{number}")
        self.given: list[int] = []

    def send_runtest_some(self, numbers: list[int]) -> None:
        self.given += numbers

    def shutdown(self) -> None:
        self.shutting_down = True


def run(scheduler: Any, tests: list[str], *, computes: int = 1) -> list[list[str]]:
    """Let three workers do these tests, and return what each did; who computes does `computes` tests at a time."""
    workers = [Worker(number) for number in range(3)]
    for worker in workers:
        scheduler.add_node(worker)
        scheduler.add_node_collection(worker, tests)
    scheduler.schedule()
    done = [0, 0, 0]
    while any(done[number] < len(worker.given) for number, worker in enumerate(workers)):
        for number, worker in enumerate(workers):
            for index in worker.given[done[number] :][: computes if number else 1]:
                scheduler.mark_test_complete(worker, index)
                done[number] += 1
    return [[tests[index] for index in worker.given] for worker in workers]


def test_one_worker_of_three_takes_what_waits_first_and_the_others_what_computes(scheduler: LongOnesFirst) -> None:
    waiting = [f"tests/journey/test_x.py::test_{number}" for number in range(5)]
    computing = [f"tests/cases/test_{number}.py::test_x" for number in range(20)]

    first, *others = run(scheduler, [*waiting, *computing])

    assert first[:5] == waiting
    assert all(test in computing for given in others for test in given)
    assert sorted(first + others[0] + others[1]) == sorted([*waiting, *computing])


def test_who_is_through_with_its_kind_helps_along(scheduler: LongOnesFirst) -> None:
    waiting = [f"tests/journey/test_x.py::test_{number}" for number in range(20)]
    computing = [f"tests/cases/test_{number}.py::test_x" for number in range(20)]

    done = run(scheduler, [*waiting, *computing], computes=5)

    assert all(set(given) & set(waiting) for given in done)
    assert sorted(sum(done, [])) == sorted([*waiting, *computing])


def test_what_computes_longest_begins_before_the_rest() -> None:
    def item(nodeid: str) -> Any:
        return SimpleNamespace(nodeid=nodeid, get_closest_marker=lambda _name: None)

    assert takes_long(item("tests/access/test_crawler.py::test_x"))
    assert not takes_long(item("tests/cases/test_cases.py::test_x"))
