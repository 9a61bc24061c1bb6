"""Whoever has every protected figure, and solves for what is hidden, does not get to within one of it (R24)."""

import datetime as dt
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from scipy import sparse

from cases.models import Case, FundingProgramme
from ekc.accounts.models import Region
from ekc.dates import quarter_bounds
from reports.catalogue import Report, Selection, build_report
from reports.catalogue.cells import Cell, Kind, count
from reports.catalogue.table import PHASE_COLUMNS
from reports.codes import Audience
from reports.protecting import RULES, Gate, Rules, protect
from tests.reports.attack import YEAR, Attack, crossed, everybody, parts, random_attack, some_hidden

PROTECTED = [audience for audience, rules in RULES.items() if rules is not None]


@pytest.mark.long
@pytest.mark.parametrize("audience", PROTECTED)
def test_of_random_figures_no_hidden_number_is_known_to_within_one(audience: Audience) -> None:
    """Ten thousand of them: `scripts/attack_figures.py`."""
    known = [
        (seed, attack.known(wanted))
        for seed in range(40)
        for attack in [random_attack(seed, audience)]
        for wanted in some_hidden(attack, seed, most=3)
        if attack.gives_away(wanted)
    ]

    assert known == []


def test_without_the_gate_the_same_attacker_finds_every_hidden_number() -> None:
    """The attack can find: of numbers that are only left out, a total gives them back."""
    table = parts(3, [range(3)])
    attack = Attack(
        Rules(below=5, step=1, share_base=10, mean_base=10, quantile_base=20, persons=0), np.array([2, 40, 31])
    )
    exact = sparse.csr_matrix(table[1:])
    attack.left, attack.right = [exact, -exact], [np.array([40, 31, 73]), -np.array([40, 31, 73])]

    assert attack.known(table[[0]]) == (2.0, 2.0)
    assert attack.gives_away(table[[0]])


QUARTERS = [quarter_bounds(dt.date(2010, month, 1)) for month in (1, 4, 7, 10)]


def periods() -> Iterator[tuple[dt.date, dt.date]]:
    yield from QUARTERS
    for group in YEAR:
        yield QUARTERS[group[0]][0], QUARTERS[group[-1]][1]


@pytest.mark.parametrize("audience", PROTECTED)
def test_of_a_year_of_the_pilot_no_hidden_number_is_known_to_within_one(
    pilot_cases: FundingProgramme, audience: Audience
) -> None:
    """Every quarter, half year and the year, of every region and of all of them: all reports that can be asked for."""
    regions = list(Region.objects.filter(pk__in=Case.objects.values("region")))
    places: list[tuple[int, ...] | None] = [(region.pk,) for region in regions]
    counted = {
        (period, place): build_report(Selection(pilot_cases, *period, region_ids=place))
        for period, place in product(periods(), [*places, *([None] if len(places) > 1 else [])])
    }
    around = (parts(4, YEAR), parts(len(places), everybody(len(places))))

    whole = build_report(Selection(pilot_cases))
    tables = [each.id for each in (*whole.tables, *whole.supplement) if each.columns == PHASE_COLUMNS]
    assert set(tables) >= {"2.2", "2.2c", "2.2d", "2.6.1c"}
    for table in tables:
        _attack(table, list(counted.values()), (len(QUARTERS), len(places)), around, audience)


def _attack(table: str, reports: list[Report], size: tuple[int, int], around: tuple, audience: Audience) -> None:
    rules = RULES[audience]
    assert rules is not None
    codes = sorted({row.code or "" for report in reports for row in report.table(table).rows if not row.is_total})
    numbers = np.array([[_row(report, table, code) for code in codes] for report in reports])
    quarters, places = size
    # Report by quarter, half year and year, and within each by region and all: the first of each are the unknown.
    shape = (quarters + len(YEAR), around[1].shape[0], len(codes), 2)
    true = numbers.reshape(shape)[:quarters, :places].transpose(2, 3, 0, 1)
    attack = Attack(rules, true.ravel())
    sums = crossed(parts(len(codes), [range(len(codes))]), parts(2, [range(2)]), *around)
    # Whatever the audience: the gate of the numbers, and not that of a report of few.
    seen = [_seen(Gate(rules), report, table, codes) for report in reports]
    cells = np.array(seen, dtype=object).reshape(*shape[:2], len(codes) + 1, 3).transpose(2, 3, 0, 1).ravel()
    attack.learn(sums, list(cells))

    known = [attack.known(wanted) for wanted in some_hidden(attack, 1, most=12) if attack.gives_away(wanted)]
    assert known == [], table


def _cells(report: Report, table: str, code: str) -> tuple[Cell, ...]:
    """A row that stands in the table only where there is somebody of it, is a row of nobody elsewhere."""
    found = [row.cells for row in report.table(table).rows if row.code == code]
    return found[0] if found else (count(0),) * 3


def _row(report: Report, table: str, code: str) -> list[int]:
    return [cell.number for cell in _cells(report, table, code)[:2]]


def _seen(gate: Gate, report: Report, table: str, codes: list[str]) -> list[list[Cell]]:
    return [[gate.cell(cell) for cell in _cells(report, table, code)] for code in [*codes, "totaal"]]


@pytest.mark.parametrize("audience", PROTECTED)
def test_the_same_number_of_the_same_units_is_seen_alike_in_every_table(
    pilot_report: Report, audience: Audience
) -> None:
    """Else whoever has many tables takes the mean of what they say."""
    report = protect(pilot_report, audience)
    totals = {
        table.id: table.rows[-1].cells[table.columns.index("Totaal") if "Totaal" in table.columns else -1]
        for table in (*report.tables, *report.supplement)
        if table.base == "aanvragen" and table.rows[-1].cells[-1].kind == Kind.COUNT
    }
    assert len(totals) > 2
    assert len({cell.value for cell in totals.values()} | {report.key_figures["requests"]}) == 1
