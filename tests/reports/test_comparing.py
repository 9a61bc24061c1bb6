"""Two selections side by side, and national figures: what differs, how sure that is, and what it may not tell."""

import dataclasses
import datetime as dt
import itertools
import math

import pytest
from scipy import stats

from ekc.accounts.models import Region
from reports.catalogue import Selection
from reports.catalogue.cells import SMALL, Cell, Kind, State
from reports.catalogue.compared import Difference, Figure, difference
from reports.codes import Audience
from reports.models import Benchmark
from reports.protecting import ProtectedReport
from reports.rendering import render_report
from reports.rendering.beside import comparison_of
from reports.side_by_side import (
    MEASURES,
    Against,
    are_apart,
    fault_of_pair,
    report_of,
    year_before,
)
from tests.factories import make_programme
from tests.reports.compared import fill, rows_of, year
from tests.reports.protected import shown

pytestmark = pytest.mark.django_db
PROTECTED = (Audience.RESEARCH, Audience.PUBLIC)


# --- what differs ----------------------------------------------------------------------------------------------------


def test_every_share_of_two_years_differs_by_what_they_are_with_the_interval_of_newcombe(pilot_cases) -> None:
    report = report_of(year(2011), Audience.INTERNAL, Against(year(2010)))
    one, other = shown(year(2011)), shown(year(2010))

    def wilson(cell: Cell) -> tuple[float, float, float]:
        found = stats.binomtest(cell.part, cell.base).proportion_ci(0.95, method="wilson")
        return cell.part / cell.base, found.low, found.high

    compared = 0
    for table in one.tables:
        mine = {(row.code, row.label, row.region, row.municipality): row for row in table.rows}
        for row in other.tables_of([table.id])[0].rows:
            here = mine.get((row.code, row.label, row.region, row.municipality))
            if here is None or not here.beside or not row.beside or not (here.beside.base and row.beside.base):
                continue
            (p, low, high), (q, under, above) = wilson(here.beside), wilson(row.beside)
            found = next(
                each.difference
                for where, each in rows_of(report)
                if where == table.id and each.label == row.label and each.one.cell == here.beside
            )
            assert found.value == pytest.approx(100 * (p - q), abs=0.0501)
            assert found.low == pytest.approx(100 * (p - q - math.hypot(p - low, above - q)), abs=0.0501)
            assert found.high == pytest.approx(100 * (p - q + math.hypot(high - p, q - under)), abs=0.0501)
            assert found.few == (min(here.beside.base, row.beside.base) < SMALL)
            compared += 1
    assert compared > 60


def test_marks_differ_with_the_interval_of_welch(pilot_cases) -> None:
    report = report_of(year(2011), Audience.INTERNAL, Against(year(2010)))
    found = [row for table, row in rows_of(report) if table == "grades" and row.difference.low is not None]

    assert len(found) >= 5
    for row in found:
        sides = [
            (figure.cell.part / figure.cell.base, figure.cell.spread, figure.size.number)
            for figure in (row.one, row.other)
        ]
        (mean, spread, n), (other_mean, other_spread, m) = sides
        freedom = (spread**2 / n + other_spread**2 / m) ** 2 / (
            (spread**2 / n) ** 2 / (n - 1) + (other_spread**2 / m) ** 2 / (m - 1)
        )
        half = stats.t.ppf(0.975, freedom) * math.sqrt(spread**2 / n + other_spread**2 / m)
        assert row.difference.value == pytest.approx(mean - other_mean, abs=0.0501)
        assert row.difference.low == pytest.approx(mean - other_mean - half, abs=0.0501)
        assert row.difference.high == pytest.approx(mean - other_mean + half, abs=0.0501)


def test_turned_round_every_difference_has_the_other_sign(pilot_cases) -> None:
    there = report_of(year(2011), Audience.INTERNAL, Against(year(2010)))
    back = {
        (where, row.code, row.label, row.column): row.difference
        for where, row in rows_of(report_of(year(2010), Audience.INTERNAL, Against(year(2011))))
    }

    for where, row in rows_of(there):
        other = back[where, row.code, row.label, row.column]
        assert (row.difference.value or 0) == pytest.approx(-(other.value or 0), abs=0.11)
        assert (row.difference.low is None) == (other.high is None)


def test_what_one_side_lacks_is_no_difference_and_no_error() -> None:
    fill(20, received_on=dt.date(2011, 5, 5))
    report = report_of(year(2011), Audience.INTERNAL, Against(year(2010)))

    assert all(row.difference.value is None for _where, row in rows_of(report))
    assert comparison_of(report) is not None
    for kind in ("json", "csv", "xlsx", "html"):
        assert render_report(report, kind)


# --- national figures ------------------------------------------------------------------------------------------------


def test_every_national_figure_is_set_beside_a_figure_of_the_report(pilot_shown: ProtectedReport) -> None:
    measures = set(Benchmark.objects.filter(is_doubtful=False).values_list("measure", flat=True))

    assert measures <= set(MEASURES)
    assert not [measure for measure in measures if MEASURES[measure][1](pilot_shown) is None]


def test_what_is_doubtful_is_never_set_beside_as_fact(pilot_cases) -> None:
    doubtful = set(Benchmark.objects.filter(is_doubtful=True).values_list("year", "measure"))
    sure = set(Benchmark.objects.filter(is_doubtful=False).values_list("year", "measure"))
    found = {
        (number, row.code)
        for number in {each for each, _measure in doubtful | sure}
        for _where, row in rows_of(report_of(Selection(), Audience.INTERNAL, Against(year=number)))
    }

    assert len(doubtful) == 6
    assert not found & doubtful
    assert found == sure


def test_a_national_figure_differs_with_the_interval_of_the_own_share(pilot_cases) -> None:
    report = report_of(Selection(), Audience.INTERNAL, Against(year=2010))
    found = {row.code: row for _where, row in rows_of(report)}

    rate = found["conference_rate"]
    low, high = stats.binomtest(47, 73).proportion_ci(0.95, method="wilson")
    assert (rate.one.cell.value, rate.other.cell.value, rate.difference.value) == (64, 72, -7.6)
    assert (rate.difference.low, rate.difference.high) == (round(100 * low - 72, 1), round(100 * high - 72, 1))
    mark = found["adult_grade_conference"]
    assert mark.other.cell.value == 7.8
    assert mark.difference.low <= mark.difference.value <= mark.difference.high
    assert found["child_response"].other.cell.value == 48


def test_figures_of_later_years_come_along_by_themselves(pilot_cases) -> None:
    Benchmark.objects.create(year=2024, measure="conference_rate", value="81.5", source="jaarverslag 2024")
    Benchmark.objects.create(year=2024, measure="zomaar_iets", value="1", source="jaarverslag 2024")
    report = report_of(Selection(), Audience.INTERNAL, Against(year=2024))

    ((_where, row),) = rows_of(report)
    assert (row.code, row.other.cell.part, row.difference.value) == ("conference_rate", 815, -17.1)


# --- what may not be told --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", PROTECTED)
def test_where_a_side_is_hidden_nothing_is_left_of_the_difference(pilot_cases, audience: Audience) -> None:
    """Difference and known side would give the hidden one."""
    against = [Against(year(2010)), Against(year=2010)]
    hidden = 0
    for report in (report_of(year(2011), audience, each) for each in against):
        for _where, row in rows_of(report):
            if None in (row.one.cell.value, row.other.cell.value):
                hidden += 1
                assert dataclasses.astuple(row.difference)[:3] == (None, None, None), row
                assert row.difference.state != State.SHOWN
                for side in (row.one, row.other):
                    gone = side.cell.value is None
                    assert not gone or (side.cell.part, side.cell.base, side.cell.spread) == (None, None, None)
                    # How many gave a mark is a figure of its own.
                    assert not gone or side.cell.kind == Kind.MARK or side.size.value is None
    assert hidden > 100


@pytest.mark.parametrize("audience", PROTECTED)
def test_a_comparison_says_no_more_than_both_reports(pilot_cases, audience: Audience) -> None:
    """Each side is the figure that the report of its own has; the difference is made of those two."""
    report = report_of(year(2011), audience, Against(year(2010)))
    sides = [cells_of(shown(each, audience)) for each in (year(2011), year(2010))]

    for _where, row in rows_of(report):
        for figure, known in zip((row.one, row.other), sides, strict=True):
            assert figure.cell in known or figure.cell.state == State.NO_BASE
        apart = row.one.cell.kind != Kind.COUNT
        assert row.difference == difference(row.one, row.other, apart=apart)


def cells_of(report: ProtectedReport) -> set[Cell]:
    found: set[Cell] = set()

    def look(thing: object) -> None:
        if isinstance(thing, Cell):
            found.add(thing)
        elif dataclasses.is_dataclass(thing):
            for field in dataclasses.fields(thing):
                look(getattr(thing, field.name))
        elif isinstance(thing, dict):
            for each in thing.values():
                look(each)
        elif isinstance(thing, tuple | list):
            for each in thing:
                look(each)

    look(report)
    return found


@pytest.mark.parametrize("audience", PROTECTED)
def test_two_selections_that_differ_by_one_family_are_not_set_side_by_side(audience: Audience) -> None:
    """Every figure that stays the same between them would tell about that family, and every one that does not."""
    utrecht, limburg = Region.objects.get(code="utrecht"), Region.objects.get(code="limburg")
    programme = make_programme()
    fill(60, region=utrecht, programme=programme, received_on=dt.date(2024, 2, 2))
    fill(1, region=limburg, programme=None, received_on=dt.date(2024, 5, 5))
    here = {"region_ids": (utrecht.pk,), "region_names": ("Utrecht",)}
    larger = [Selection(), year(2024)]
    smaller = [
        Selection(programme),
        Selection(**here),
        year(2024, **here),
        Selection(start=dt.date(2024, 1, 1), until=dt.date(2024, 3, 31)),
    ]

    for one, other in itertools.product(larger, smaller):
        for pair in ((one, other), (other, one)):
            assert "zaken gemeen" in (fault_of_pair(audience, *pair) or "")
            with pytest.raises(ValueError, match="zaken gemeen"):
                report_of(pair[0], audience, Against(pair[1]))


def test_what_is_said_to_be_apart_shares_no_case_and_no_answer(pilot_cases) -> None:
    utrecht, limburg = Region.objects.get(code="utrecht"), Region.objects.get(code="limburg")
    other = make_programme()
    for region, programme in itertools.product((utrecht, limburg), (pilot_cases, other)):
        for month in (1, 4, 7, 12):
            fill(1, region=region, programme=programme, received_on=dt.date(2011, month, 5))
    periods = [
        (None, None),
        (dt.date(2011, 1, 1), dt.date(2011, 12, 31)),
        (dt.date(2010, 1, 1), dt.date(2010, 12, 31)),
        (dt.date(2011, 1, 1), dt.date(2011, 6, 30)),
        (dt.date(2011, 7, 1), dt.date(2011, 9, 30)),
        (dt.date(2011, 4, 1), None),
        (None, dt.date(2011, 3, 31)),
    ]
    regions = [None, (utrecht.pk,), (limburg.pk,), (utrecht.pk, limburg.pk)]
    ways = [(), (("variant", "ekc"),), (("adjourned", "ja"),), (("adjourned", "nee"),)]
    grid = [
        Selection(programme, start, until, region_ids=where, ways=way)
        for programme in (None, pilot_cases, other)
        for start, until in periods
        for where in regions
        for way in ways
    ]
    rows = {
        each: (
            set(each.started().values_list("pk", flat=True)),
            set(each.responses().values_list("pk", flat=True)),
            set(each.surveyed().values_list("pk", flat=True)),
        )
        for each in grid
    }

    apart = 0
    for one, beside in itertools.combinations(grid, 2):
        assert are_apart(one, beside) == are_apart(beside, one)
        if are_apart(one, beside):
            apart += 1
            assert not [1 for mine, theirs in zip(rows[one], rows[beside], strict=True) if mine & theirs]
    assert apart > 1000


def test_who_sees_single_cases_may_compare_a_part_with_the_whole_without_an_interval(pilot_cases) -> None:
    report = report_of(year(2011), Audience.INTERNAL, Against(Selection()))

    assert report.comparison is not None
    assert report.comparison.overlaps
    assert all(row.difference.low is None for _where, row in rows_of(report))
    assert any(row.difference.value for _where, row in rows_of(report))
    assert "dezelfde zaken" in render_report(report, "html").decode()


@pytest.mark.parametrize("audience", list(Audience))
def test_the_same_selection_twice_is_no_comparison(audience: Audience) -> None:
    assert "twee keer dezelfde" in (fault_of_pair(audience, year(2010), year(2010)) or "")


@pytest.mark.parametrize("spread", [0.0, 0.1, 0.5, 0.51, 2.9])
def test_how_much_protected_marks_differ_is_told_in_halves_and_never_as_none(spread: float) -> None:
    from reports.protecting import coarse

    for number in (10, 30, 120, 1000):
        found, least = coarse(spread, number), math.sqrt(100 / (number - 1))

        assert found is not None
        assert found >= max(spread, least)
        assert found < max(spread, least) + 0.5
        assert found * 2 == int(found * 2)


def test_a_difference_of_counts_is_never_told() -> None:
    cell = Cell(Kind.COUNT, 20)

    assert difference(Figure(cell, cell), Figure(cell, cell), apart=True) == Difference()


# --- a year earlier --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "until", "before"),
    [
        ("2025-01-01", "2025-12-31", ("2024-01-01", "2024-12-31")),
        ("2025-04-01", "2025-06-30", ("2024-04-01", "2024-06-30")),
        ("2024-07-01", "2025-06-30", ("2023-07-01", "2024-06-30")),
        ("2024-01-01", "2025-03-31", None),
        (None, "2025-03-31", None),
        (None, None, None),
        ("0001-01-01", "0001-03-31", None),
    ],
)
def test_a_year_earlier_is_the_same_part_of_the_year_before(start, until, before) -> None:
    days = [dt.date.fromisoformat(day) if day else None for day in (start, until)]
    found = year_before(Selection(start=days[0], until=days[1]))

    assert (found and (str(found.start), str(found.until))) == before
