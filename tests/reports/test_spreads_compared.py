"""Medians, quartiles, spreads and marks of tables: against numpy and scipy over single rows, alone and side by side."""

import datetime as dt
import math
import random
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from scipy import stats

from cases.codes import COUNTED_STATES
from reports.catalogue import Selection
from reports.catalogue.cells import Cell, Kind, quantile, spread
from reports.catalogue.compared import ComparedRow
from reports.codes import Audience
from reports.side_by_side import Against, report_of
from surveys.models import Response
from tests.reports.compared import rows_of, year
from tests.reports.protected import shown


def half_up(value: float, places: str = "1") -> float:
    return float(Decimal(repr(value)).quantize(Decimal(places), ROUND_HALF_UP))


def test_quartiles_and_spread_are_those_of_numpy_over_the_numbers_themselves() -> None:
    draw = random.Random(14)
    for _at in range(400):
        days = [draw.choice((0, 1, 30, 61, 62, draw.randrange(400))) for _each in range(draw.randrange(1, 60))]
        found = Counter(days)
        for at in (1, 2, 3):
            assert quantile(found, at).value == half_up(float(np.percentile(days, 25 * at)))
        if len(days) > 1:
            assert spread(found).value == pytest.approx(np.std(days, ddof=1), abs=0.0501)


def days_to_conference(selection: Selection) -> list[int]:
    """From the aanmelding to the first meeting that went on to its end, case by case."""
    found = []
    for case in selection.every_case().filter(state__in=COUNTED_STATES).prefetch_related("conferences"):
        held = [each.held_on for each in case.conferences.all() if each.held_on and each.state == "gehouden"]
        if held:
            found.append((min(held) - case.received_on).days)
    return found


def of_table(rows: list[tuple[str, ComparedRow]], table: str, code: str) -> list[ComparedRow]:
    return [row for where, row in rows if where == table and row.code == code]


@pytest.mark.django_db
def test_medians_quartiles_and_the_share_within_two_months_stand_side_by_side(pilot_cases) -> None:
    report = report_of(year(2011), Audience.INTERNAL, Against(year(2010)))
    sides = [np.array(days_to_conference(each)) for each in (year(2011), year(2010))]
    assert min(map(len, sides)) > 5

    *quartiles, within = of_table(list(rows_of(report)), "2.1f", "conference")

    assert [row.one.cell.kind for row in quartiles] == [Kind.QUANTILE] * 3
    for percent, row in zip((25, 50, 75), quartiles, strict=True):
        one, other = (half_up(float(np.percentile(days, percent))) for days in sides)
        assert (row.one.cell.value, row.other.cell.value, row.difference.value) == (one, other, one - other)
        assert (row.one.size.value, row.other.size.value) == tuple(map(len, sides))
        assert (row.difference.low, row.difference.high, row.unit) == (None, None, "dagen")
    one, other = (float((days <= 61).mean()) for days in sides)
    assert within.difference.value == pytest.approx(100 * (one - other), abs=0.0501)
    assert within.difference.low is not None


def marks_of(selection: Selection, form: str, name: str) -> list[int]:
    answers = Response.objects.filter(pk__in=selection.responses().filter(form=form).values("pk"))
    return [int(each[name]) for each in answers.values_list("answers", flat=True) if each.get(name)]


@pytest.mark.django_db
def test_marks_of_a_table_differ_with_the_interval_of_welch_over_single_answers(pilot_cases) -> None:
    report = report_of(year(2010), Audience.INTERNAL, Against(year(2009)))
    one, other = (marks_of(each, "volwassene", "grade_conference") for each in (year(2010), year(2009)))
    found = [row for where, row in rows_of(report) if where == "3.4b" and row.code == "totaal"]

    row = next(row for row in found if row.column == "Conferentie")

    expected = stats.ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    assert (row.one.size.value, row.other.size.value) == (len(one), len(other))
    assert row.difference.value == pytest.approx(np.mean(one) - np.mean(other), abs=0.0501)
    assert row.difference.low == pytest.approx(expected.low, abs=0.0501)
    assert row.difference.high == pytest.approx(expected.high, abs=0.0501)


@pytest.mark.django_db
def test_spreads_stand_side_by_side(pilot_cases) -> None:
    report = report_of(year(2010), Audience.INTERNAL, Against(year(2009)))
    one, other = (marks_of(each, "volwassene", "grade_conference") for each in (year(2010), year(2009)))
    found = [
        row for _where, row in rows_of(report) if row.one.cell.kind == Kind.SPREAD and row.difference.value is not None
    ]

    spreads = [half_up(float(np.std(marks, ddof=1)), "0.1") for marks in (one, other)]

    assert len(found) >= 3
    assert [row for row in found if [row.one.cell.value, row.other.cell.value] == spreads]
    assert all(
        math.isclose(row.difference.value, row.one.cell.value - row.other.cell.value, abs_tol=0.01) for row in found
    )


@pytest.mark.django_db
@pytest.mark.parametrize("audience", [Audience.RESEARCH, Audience.PUBLIC])
def test_protected_medians_are_compared_in_whole_weeks_and_hidden_ones_not_at_all(pilot_cases, audience) -> None:
    sides = [shown(each, audience) for each in (year(2011), year(2010))]
    report = report_of(year(2011), audience, Against(year(2010)))
    rows = [row for _where, row in rows_of(report) if row.one.cell.kind in (Kind.QUANTILE, Kind.SPREAD)]

    assert rows
    assert dt.date(2011, 1, 1) == sides[0].about.start
    for row in rows:
        hidden = _gone(row.one.cell) or _gone(row.other.cell)
        assert (row.difference.value is None) == hidden
        assert hidden or row.one.cell.kind != Kind.QUANTILE or row.difference.value % 7 == 0


def _gone(cell: Cell) -> bool:
    return cell.value is None
