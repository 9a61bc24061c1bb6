"""One shape for what apps bring to a list of a floor below."""

import pytest

from ekc.registry import DuplicateName, Registry


@pytest.fixture
def fruit() -> Registry[str]:
    return Registry("fruit")


def test_items_come_in_their_order_whoever_came_first(fruit: Registry[str]) -> None:
    fruit.add("peer", "Peer", order=20)
    fruit.add("appel", "Appel", order=20)
    fruit.add("kers", "Kers", order=10)

    assert list(fruit) == ["Kers", "Appel", "Peer"]
    assert fruit.names() == ["kers", "appel", "peer"]
    assert len(fruit) == 3


def test_an_item_is_found_by_its_name(fruit: Registry[str]) -> None:
    fruit.add("peer", "Peer")

    assert fruit["peer"] == fruit.get("peer") == "Peer"
    assert "peer" in fruit
    assert "appel" not in fruit
    assert fruit.get("appel") is None


def test_a_name_that_nobody_brought_is_refused_with_those_that_there_are(fruit: Registry[str]) -> None:
    fruit.add("peer", "Peer")

    with pytest.raises(KeyError, match="no fruit 'appel'; there are: peer"):
        fruit["appel"]


def test_two_items_with_one_name_are_refused_and_the_first_stays(fruit: Registry[str]) -> None:
    fruit.add("peer", "Peer")

    with pytest.raises(DuplicateName, match="fruit 'peer' is registered twice: 'Peer' and 'Stoofpeer'"):
        fruit.add("peer", "Stoofpeer")

    assert fruit["peer"] == "Peer"


def test_an_item_that_is_brought_to_another_place_is_refused(fruit: Registry[str]) -> None:
    fruit.add("peer", "Peer", order=10)

    with pytest.raises(DuplicateName):
        fruit.add("peer", "Peer", order=20)


def test_the_same_item_again_changes_nothing(fruit: Registry[str]) -> None:
    fruit.add("peer", "Peer", order=10)
    fruit.add("peer", "Peer", order=10)

    assert list(fruit) == ["Peer"]


def test_a_stand_in_is_gone_after_its_block_and_what_it_replaced_is_back(fruit: Registry[str]) -> None:
    fruit.add("peer", "Peer")

    with fruit.standing_in("peer", "Nep"), fruit.standing_in("appel", "Appel"):
        assert list(fruit) == ["Appel", "Nep"]

    assert list(fruit) == ["Peer"]
