"""Whoever has every protected figure, and solves for what is hidden, does not get to within one of it (R24)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from scipy import sparse

from cases.models import Case, FundingProgramme
from ekc.accounts.models import Region
from ekc.dates import quarter_bounds
from reports.catalogue import Report, Selection, build_report
from reports.catalogue.cells import Cell, Kind, count
from reports.codes import Audience
from reports.protecting import RULES, Gate, Rules, drawn_by, protect
from tests.reports.attack import YEAR, Attack, crossed, everybody, parts, some_hidden
from tests.reports.attacked_worlds import guesses_right, random_attack, rows_that_change

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


@pytest.mark.parametrize("audience", PROTECTED)
def test_of_two_selections_that_differ_by_one_family_hardly_a_number_stays_the_same(audience: Audience) -> None:
    """Where a number stays because that family is not in it, all others together say who it is."""
    rules = RULES[audience]
    assert rules is not None
    found = np.array([rows_that_change(seed, rules) for seed in range(100)]).sum(axis=0)
    moved_alike = np.array([rows_that_change(seed, rules, anew=False) for seed in range(100)]).sum(axis=0)

    assert moved_alike[0] == 0
    changed, same = found
    # Public numbers are multiples of five: half of them fall together.
    assert changed > (0.25 if rules.step > 1 else 0.7) * (changed + same)


def test_the_row_of_a_family_between_large_selections_is_guessed_little_more_often_than_by_chance() -> None:
    """Of six rows; quarter, half year, year and all laid beside each other."""
    rules = RULES[Audience.RESEARCH]
    assert rules is not None

    assert sum(guesses_right(seed, rules) for seed in range(400)) < 0.4 * 400


def test_without_the_gate_the_same_attacker_finds_every_hidden_number() -> None:
    """The attack can find: of numbers that are only left out, a total gives them back."""
    table = parts(3, [range(3)])
    attack = Attack(
        Rules(below=5, step=1, share_base=10, mean_base=10, quantile_base=20, spread_base=100, persons=0),
        np.array([2, 40, 31]),
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

    numbers = {where: list(_counts_of(report)) for where, report in counted.items()}
    tables = sorted({table for cells in numbers.values() for table, _place, _cell in cells})
    assert set(tables) >= {"2.2", "2.2c", "2.6.1c", "2.4", "2.6.1e", "2.8.3", "4.1", "statements", "grades"}
    by_table = {
        table: [{place: cell for each, place, cell in cells if each == table} for cells in numbers.values()]
        for table in tables
    }
    reports = list(counted.values())
    tried = sum(_attack(by_table[table], reports, (len(QUARTERS), len(places)), around, audience) for table in tables)
    assert tried > 200


Place = tuple[str, int]
"""Row and column of a count; the last row of a table, its total, is `totaal`."""


def _counts_of(report: Report) -> Iterator[tuple[str, Place, Cell]]:
    """Every count of a report, of every table, with marks and statements."""
    for table in (*report.tables, *report.supplement):
        for row in table.rows:
            head = "totaal" if row.is_total else "/".join(filter(None, (row.code, row.label, row.region)))
            yield from ((table.id, (head, at), cell) for at, cell in enumerate(row.cells) if cell.kind == Kind.COUNT)
    for grade in report.grades:
        head = f"{grade.section}.{grade.field}.{grade.label}"
        yield from (("grades", (head, at), cell) for at, cell in enumerate((grade.given, grade.low)))
    for each in report.statements:
        cells = [cell for _code, _label, cell in each.answers]
        yield from (("statements", (each.key, at), cell) for at, cell in enumerate(cells))


def _attack(
    found: list[dict[Place, Cell]], reports: list[Report], size: tuple[int, int], around: tuple, audience: Audience
) -> int:
    """How many hidden numbers of one table were tried; none may be known."""
    rules = RULES[audience]
    assert rules is not None
    every = sorted({place for cells in found for place in cells})
    unknown = [place for place in every if place[0] != "totaal"] or every
    columns = sorted({at for _row, at in unknown})
    quarters, places = size
    # Report by quarter, half year and year, and within each by region and all: the first of each are the unknown. A row
    # that stands in a table only where there is somebody of it, is a row of nobody elsewhere.
    shape = (quarters + len(YEAR), around[1].shape[0])
    numbers = np.array([[cells.get(place, count(0)).number for place in unknown] for cells in found])
    if (numbers.reshape(*shape, -1)[-1, -1] != numbers.reshape(*shape, -1)[:quarters, :places].sum(axis=(0, 1))).any():
        # Of somebody who came twice, or of what goes by the day, parts do not add up.
        return 0
    true = numbers.reshape(*shape, -1)[:quarters, :places].transpose(2, 0, 1)
    attack = Attack(rules, true.ravel())
    totals = {at: [where for where, (_row, column) in enumerate(unknown) if column == at] for at in columns}
    sums = [
        at
        for at in columns
        if ("totaal", at) in every
        and all(
            cells["totaal", at].number == line[totals[at]].sum() for cells, line in zip(found, numbers, strict=True)
        )
    ]
    inner = parts(len(unknown), [totals[at] for at in sums])
    # Whatever the audience: the gate of the numbers, and not that of a report of few.
    gates = [Gate(rules, drawn_by(report)) for report in reports]
    wanted = [*unknown, *(("totaal", at) for at in sums)]
    none = next(iter(found[0].values()))
    seen = [
        [gate.cell(cells.get(place, replace(none, part=0))) for place in wanted]
        for gate, cells in zip(gates, found, strict=True)
    ]
    cells = np.empty((len(seen), len(wanted)), dtype=object)
    cells[:] = seen
    attack.learn(crossed(inner, *around), list(cells.reshape(*shape, -1).transpose(2, 0, 1).ravel()))

    tried = list(some_hidden(attack, 1, most=4))
    known = [(attack.known(each), every[0]) for each in tried if attack.gives_away(each)]
    assert known == []
    return len(tried)


@pytest.mark.parametrize("audience", PROTECTED)
def test_the_same_number_of_the_same_units_is_seen_alike_in_every_table_of_a_report(
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
