"""What the tabs of the worklist count: now where it is little, at most a minute ago where it is very much."""

import datetime as dt
from collections.abc import Collection, Iterator

import pytest
import time_machine
from django.core.cache import caches
from django.urls import reverse

from cases.codes import CaseState
from cases.desk.reads.counts import LARGE, counts_of
from tests.factories import make_case, make_coordinator, make_request

TABS = ("nieuw", "alles")
MORNING = dt.datetime(2026, 3, 2, 9, 31, tzinfo=dt.UTC)


class Office:
    """Cases per tab as the database would count them, and which tabs were counted."""

    def __init__(self, **cases: int) -> None:
        self.cases = cases
        self.counted: list[list[str]] = []

    def reckon(self, tabs: Collection[str]) -> dict[str, int]:
        self.counted.append(sorted(tabs))
        return {tab: self.cases[tab] for tab in tabs}


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    caches["engine"].clear()
    yield
    caches["engine"].clear()


def test_a_small_desk_is_counted_at_every_look():
    office = Office(nieuw=3, alles=80)
    counts_of("carla", TABS, office.reckon)
    office.cases["nieuw"] = 2

    seen = counts_of("carla", TABS, office.reckon)

    assert seen.of == {"nieuw": 2, "alles": 80}
    assert seen.counted_at is None


def test_a_large_tab_is_counted_once_a_minute_and_says_when_while_a_small_one_is_of_now():
    office = Office(nieuw=3, alles=LARGE + 1)
    with time_machine.travel(MORNING, tick=False) as clock:
        first = counts_of("carla", TABS, office.reckon)
        office.cases.update(nieuw=4, alles=LARGE + 9)
        clock.shift(59)
        within = counts_of("carla", TABS, office.reckon)
        clock.shift(2)
        after = counts_of("carla", TABS, office.reckon)

    assert first.counted_at is None
    assert (within.of, within.counted_at) == ({"nieuw": 4, "alles": LARGE + 1}, MORNING)
    assert (after.of, after.counted_at) == ({"nieuw": 4, "alles": LARGE + 9}, None)
    assert office.counted == [["alles", "nieuw"], ["nieuw"], ["alles", "nieuw"]]


def test_where_every_tab_is_large_a_second_look_counts_nothing():
    office = Office(nieuw=LARGE + 1, alles=LARGE * 9)
    counts_of("carla", TABS, office.reckon)

    counts_of("carla", TABS, office.reckon)

    assert len(office.counted) == 1


def test_exactly_the_limit_is_still_counted_at_every_look():
    office = Office(nieuw=LARGE, alles=LARGE)
    counts_of("carla", TABS, office.reckon)
    office.cases["alles"] = LARGE - 1

    assert counts_of("carla", TABS, office.reckon).of["alles"] == LARGE - 1


def test_what_one_asks_is_not_told_to_another():
    counts_of("carla", TABS, Office(nieuw=LARGE + 1, alles=LARGE + 2).reckon)

    assert counts_of("bram", TABS, Office(nieuw=1, alles=2).reckon).of == {"nieuw": 1, "alles": 2}


def test_without_a_cache_everything_is_counted_and_nothing_is_refused(monkeypatch: pytest.MonkeyPatch):
    def away(*_args: object, **_kwargs: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(caches["engine"], "get", away)
    office = Office(nieuw=LARGE + 1, alles=LARGE + 2)
    counts_of("carla", TABS, office.reckon)
    office.cases["nieuw"] = LARGE + 5

    assert counts_of("carla", TABS, office.reckon).of["nieuw"] == LARGE + 5


def test_the_cache_holds_numbers_and_no_name_that_was_searched():
    counts_of({"user": 7, "text": "Jansen"}, TABS, Office(nieuw=1, alles=2).reckon)

    assert "Jansen" not in repr(caches["engine"]._cache)
    assert len(caches["engine"]._cache) == 1


@pytest.mark.django_db
def test_the_page_says_of_when_the_large_numbers_are(desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("cases.desk.reads.counts.LARGE", 0)
    make_case()
    page = reverse("cases:worklist")
    with time_machine.travel(MORNING, tick=False) as clock:
        first = desk.get(page).content.decode()
        make_case()
        clock.shift(5)
        second = desk.get(page)

    assert "zijn geteld om" not in first
    assert "Aantallen boven 1.000 zijn geteld om 10:31." in second.content.decode()
    assert {tab["label"]: tab["count"] for tab in second.context["worklist"].tabs}["Alles"] == 1


@pytest.mark.django_db
def test_small_tabs_are_counted_apart_and_come_to_what_all_together_come_to(desk, monkeypatch: pytest.MonkeyPatch):
    cases = [make_case(state=state) for state in (CaseState.REFERRED, CaseState.WAITING, CaseState.ACTIVATION)]
    make_request(cases[0], make_coordinator())
    page = reverse("cases:worklist")
    whole = [tab["count"] for tab in desk.get(page).context["worklist"].tabs]
    monkeypatch.setattr("cases.desk.reads.counts.LARGE", 1)

    apart = [tab["count"] for tab in desk.get(page).context["worklist"].tabs]

    assert apart == whole


@pytest.mark.django_db
@pytest.mark.parametrize("narrowed", [{}, {"referrer_type": "bureau_jeugdzorg"}], ids=["everything", "filtered"])
def test_what_waits_for_a_coordinator_is_counted_beside_a_large_tab_of_new_ones(
    desk, monkeypatch: pytest.MonkeyPatch, narrowed: dict[str, str]
):
    monkeypatch.setattr("cases.desk.reads.counts.LARGE", 1)
    cases = [make_case(state=CaseState.SCREENING, referrer_type="bureau_jeugdzorg") for _each in range(3)]
    make_request(cases[0], make_coordinator())
    page = reverse("cases:worklist")

    counts = [
        {str(tab["label"]): tab["count"] for tab in desk.get(page, narrowed).context["worklist"].tabs}
        for _look in ("reckoned", "remembered")
    ]

    assert counts[0] == counts[1]
    assert (counts[1]["Nieuw"], counts[1]["Wacht op coördinator"]) == (2, 1)
