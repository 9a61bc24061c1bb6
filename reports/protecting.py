"""The one gate between counting and every rendering (R22): what an audience may know of a report.

Nothing of a report that is not a cell changes; every cell goes through `Gate.cell`. Why in this way: docs/adr/0041.
"""

import datetime as dt
import hmac
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from .catalogue.cells import Cell, Kind, State
from .catalogue.report import Report
from .catalogue.shapes import Grade, Reopened, Row, Shape, Statement, Table
from .catalogue.table import by_size
from .codes import Audience
from .periods import is_fixed

REACH = 8
"""A count is moved by at most this much."""
QUANTILE_STEP = 7
"""Days of a median or quartile are told in whole weeks: it is the time of one family, and nobody looks it up."""


@dataclass(frozen=True)
class Rules:
    """What an audience gets to see (R23, R26)."""

    below: int
    """A count below this is not shown; nor what is made of it."""
    step: int
    """Counts are multiples of this."""
    share_base: int
    """A percentage is of at least this many."""
    mean_base: int
    """A mean is of at least this many."""
    quantile_base: int
    """A median, a quartile and a spread are of at least this many: they are what one of them has."""
    persons: int
    """Of fewer main persons nothing is said at all."""


RULES: Mapping[Audience, Rules | None] = {
    Audience.INTERNAL: None,
    Audience.RESEARCH: Rules(below=5, step=1, share_base=10, mean_base=10, quantile_base=20, persons=0),
    Audience.PUBLIC: Rules(below=5, step=5, share_base=20, mean_base=10, quantile_base=40, persons=50),
}


def fault_of(
    audience: Audience, start: dt.date | None, until: dt.date | None, ways: Iterable[tuple[str, str]]
) -> str | None:
    """Why there are no figures for this audience of this choice, in Dutch; None where there are.

    Protected figures are of one fixed grid of periods; what is public is not chosen by more than that (R23 f).
    """
    if audience == Audience.INTERNAL:
        return None
    if not is_fixed(start, until):
        return _(
            "Beschermde cijfers zijn er van een kwartaal, een half jaar, een jaar of van alles. Kies een eerste en een "
            "laatste dag die daarbij passen."
        )
    if audience == Audience.PUBLIC and any(ways):
        return _("Openbare cijfers zijn er niet naar soort of verloop van de zaak. Kies daar “Alle zaken”.")
    return None


@dataclass(frozen=True)
class ProtectedReport(Shape):
    """A report as its audience may see it: the only one that a rendering takes. `protect` alone makes it."""

    audience: Audience

    @property
    def rules(self) -> Rules | None:
        return RULES[self.audience]

    @property
    def for_whom(self) -> str:
        return self.audience.value


def protect(report: Report, audience: Audience) -> ProtectedReport:
    """The report for this audience. Internal: as it was counted."""
    parts = {name: getattr(report, name) for name in Shape.__dataclass_fields__}
    rules = RULES[audience]
    if rules is None:
        return ProtectedReport(**parts, audience=audience)
    if _persons(report) < rules.persons:
        rules = replace(rules, below=NOTHING)
    gate = Gate(rules)
    parts |= {
        "tables": tuple(gate.table(table) for table in report.tables),
        "supplement": tuple(gate.occurring(report.supplement)),
        "figures": gate.named(report.figures),
        "returned": gate.named(report.returned),
        "grades": tuple(gate.grade(grade) for grade in report.grades),
        "statements": tuple(gate.statement(statement) for statement in report.statements),
        "open_cell": gate.cell(report.open_cell),
        "reopened": gate.reopened(report.reopened),
    }
    return ProtectedReport(**parts, audience=audience)


NOTHING = 10**9


def _persons(report: Report) -> int:
    children, adults = report.figures["children"], report.figures["adults"]
    return int(children.number + adults.number)


class Gate:
    """Lets through what an audience may know, cell by cell."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    # --- one cell -----------------------------------------------------------------------------------------

    def cell(self, cell: Cell, *, sensitive: bool = False) -> Cell:
        """What may be said of a cell; where that is nothing, no number is left in it."""
        if cell.state == State.NOT_ASKED:
            return cell
        if cell.state == State.NO_BASE or cell.part is None:
            # That there is nobody at all is news too.
            return _hidden(cell)
        if cell.kind == Kind.COUNT:
            number = self._number(cell.part, cell.of)
            return _hidden(cell) if number is None else replace(cell, part=number)
        if cell.kind in (Kind.EXTREME, Kind.SUM):
            # What one case brings to it can be much, and no moving by a few hides that.
            return _hidden(cell)
        if cell.kind in (Kind.QUANTILE, Kind.SPREAD):
            return self._of_one(cell)
        return self._made_of(cell, sensitive=sensitive)

    def _of_one(self, cell: Cell) -> Cell:
        """A median or quartile in whole weeks, or a spread: of enough people, so that it is nobody's by name."""
        base = self._number(cell.base or 0, cell.base_of or cell.of)
        if base is None or base < self.rules.quantile_base:
            return _hidden(cell)
        step = QUANTILE_STEP if cell.kind == Kind.QUANTILE else 1
        return replace(cell, part=((cell.part or 0) + step // 2) // step * step, base=base)

    def _made_of(self, cell: Cell, *, sensitive: bool) -> Cell:
        """A percentage or a mean, of the numbers that may be seen: it says no more than they do."""
        least = self.rules.share_base if cell.kind == Kind.SHARE else self.rules.mean_base
        base = self._number(cell.base or 0, cell.base_of or cell.of)
        if base is None or base < least:
            return _hidden(cell)
        if cell.kind == Kind.MARK:
            # No count of anybody is in it: tenths of a mark are kept, and the sum goes.
            return replace(cell, part=round((cell.value or 0) * 10), base=10, spread=coarse(cell.spread))
        part = self._number(cell.part or 0, cell.of)
        if part is None:
            return _hidden(cell)
        if cell.kind == Kind.SHARE:
            if sensitive and part >= base:
                return _hidden(cell)
            part = min(part, base)
        return replace(cell, part=part, base=base, spread=None)

    def _number(self, number: int, of: str) -> int | None:
        """A count as it may be seen; None where it is too small, or became so by being moved: what is hidden may be
        more, so that a total that is shown over parts that are hidden says nothing of them."""
        moved, step = moved_by_key(number, of), self.rules.step
        if min(number, moved) < self.rules.below:
            return None
        return (moved + step // 2) // step * step

    # --- what cells stand in ------------------------------------------------------------------------------

    def table(self, table: Table) -> Table:
        """A row that stands there only because there is somebody of it goes with its numbers; rows that were sorted by
        size are sorted by the size that is seen."""
        rows = [self._row(row, table) for row in table.rows]
        seen = [row for row in rows if not (row.occurs and all(cell.value is None for cell in row.cells))]
        beside = table.comparison
        return replace(
            table,
            rows=tuple(by_size(seen)),
            size=self.cell(table.size),
            gap=self.cell(table.gap),
            unasked=self.cell(table.unasked),
            share_base=self.cell(table.share_base) if table.share_base else None,
            comparison=replace(beside, cell=self.cell(beside.cell)) if beside else None,
        )

    def _row(self, row: Row, table: Table) -> Row:
        def cells(found: Iterable[Cell]) -> tuple[Cell, ...]:
            return tuple(self.cell(cell, sensitive=table.is_sensitive) for cell in found)

        beside = self.cell(row.beside, sensitive=table.is_sensitive) if row.beside else None
        shares, columns = cells(row.share_cells), cells(row.column_shares)
        return replace(row, cells=cells(row.cells), share_cells=shares, column_shares=columns, beside=beside)

    def occurring(self, tables: Iterable[Table]) -> Iterable[Table]:
        """Tables; without those that stand there only because of what cannot be shown."""
        for table in map(self.table, tables):
            if not table.occurs or any(cell.value is not None for row in table.rows for cell in row.cells):
                yield table

    def named(self, figures: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self.cell(each) if isinstance(each, Cell) else self.named(each) for name, each in figures.items()}

    def grade(self, grade: Grade) -> Grade:
        return replace(grade, mark=self.cell(grade.mark), given=self.cell(grade.given), low=self.cell(grade.low))

    def statement(self, statement: Statement) -> Statement:
        return replace(
            statement,
            answers=tuple((code, label, self.cell(cell)) for code, label, cell in statement.answers),
            answered=self.cell(statement.answered),
            agreeing=self.cell(statement.agreeing),
            favourable=self.cell(statement.favourable),
        )

    def reopened(self, found: Reopened) -> Reopened:
        again, waiting = self.cell(found.again), self.cell(found.waiting)
        return Reopened(again, waiting, found.last_on if again.value else None)


def _hidden(cell: Cell) -> Cell:
    return replace(cell, part=None, base=None, spread=None, state=State.HIDDEN)


def coarse(spread: float | None) -> float | None:
    """How much marks differ, in halves upward and never none: that all gave the same mark is told by no margin."""
    return None if spread is None else max(math.ceil(spread * 2), 1) / 2


SAME_UNITS = dict.fromkeys(("conferenties", "zaken", "herhalingsverzoeken"), "aanvragen")
"""What is counted under more than one name, one for one."""


@lru_cache(maxsize=1 << 16)
def moved_by_key(number: int, of: str) -> int:
    """The number, moved by the key of the house: the same number of the same units always by as much, so that asking
    again, or in another table or selection, tells nothing more. Mostly by less than 4, never by more than REACH.
    """
    units = of.split(" ")[0]
    units = SAME_UNITS.get(units, units)
    key = f"reports.protecting:{settings.SECRET_KEY}".encode()
    drawn = hmac.digest(key, f"{units}:{number}".encode(), "sha256")[: REACH // 4]
    return number + int.from_bytes(drawn, "big").bit_count() - REACH
