"""The order of the tests and how they are handed out to workers (`tests/order.py`)."""

import pytest

from tests.order import LongOnesFirst, long_ones_first, piece_of_work


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


def test_workers_get_their_tests_in_this_order(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytestconfig.option, "tx", ["2*popen"])
    monkeypatch.setattr(pytestconfig.option, "loadscopereorder", True)

    made = pytestconfig.hook.pytest_xdist_make_scheduler(config=pytestconfig, log=None)

    assert isinstance(made, LongOnesFirst)
    assert pytestconfig.option.loadscopereorder is False
