"""The one gate between counting and every rendering (R22): what an audience may know of a report.

Nothing of a report that is not a cell changes; every cell goes through `Gate.cell`. Why in this way: docs/adr/0041; why
by what the whole report counted: docs/adr/0056.
"""

import datetime as dt
import hashlib
import hmac
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ekc.made_once import Kept

from .catalogue.cells import Cell, Kind, State
from .catalogue.report import MOST, Report
from .catalogue.shapes import Grade, Reopened, Row, Shape, Statement, Table, cells_of
from .catalogue.table import by_size
from .codes import Audience
from .moving import least_spread, moved, moved_mark, moved_spread, moved_weeks
from .periods import is_fixed


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
    """A median and a quartile are of at least this many: they are what one of them has."""
    spread_base: int
    """A spread is of at least this many: a small one of few says that nobody is far off."""
    persons: int
    """Of fewer main persons nothing is said at all."""


RULES: Mapping[Audience, Rules | None] = {
    Audience.INTERNAL: None,
    Audience.RESEARCH: Rules(
        below=5, step=1, share_base=10, mean_base=10, quantile_base=20, spread_base=100, persons=0
    ),
    Audience.PUBLIC: Rules(below=5, step=5, share_base=20, mean_base=10, quantile_base=40, spread_base=100, persons=50),
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
    # By what its numbers were moved; nothing of what is not protected. Told to nobody.
    drawn: str = ""
    # Which wider selection is so nearly the same that nothing is said of this one; empty where there is none.
    nearly: str = ""

    @property
    def rules(self) -> Rules | None:
        return RULES[self.audience]

    @property
    def for_whom(self) -> str:
        return self.audience.value


def protect(report: Report, audience: Audience, drawn: str = "") -> ProtectedReport:
    """The report for this audience. Internal: as it was counted. `drawn`: moved as one that was made before, to see in
    which numbers the two differ; nobody reads it so. The same report, asked again for the same audience, is made once.
    """
    made_by = (audience, drawn, RULES[audience], settings.SECRET_KEY, translation.get_language())
    # Kept with the report it was made of, so that no other report gets its number while it is kept.
    _report, found = _PROTECTED.get((id(report), *made_by), lambda: (report, _protected(report, audience, drawn)))
    return found


_PROTECTED: Kept[tuple[Report, ProtectedReport]] = Kept(MOST)


def _protected(report: Report, audience: Audience, drawn: str) -> ProtectedReport:
    parts = {name: getattr(report, name) for name in Shape.__dataclass_fields__}
    rules = RULES[audience]
    if rules is None:
        return ProtectedReport(**parts, audience=audience)
    nearly = next((each.words for each in report.margins if each.is_within(rules.below)), "")
    if nearly or _persons(report) < rules.persons:
        rules = replace(rules, below=NOTHING)
    drawn = drawn or drawn_by(report)
    gate = Gate(rules, drawn)
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
    return ProtectedReport(**parts, audience=audience, drawn=drawn, nearly=nearly)


def drawn_by(report: Report) -> str:
    """By what the numbers of a report are moved: all that was counted in it, by the key of the house. Two reports of
    which one has a family more are moved by two draws that have nothing to do with each other."""
    counted = hashlib.sha256()
    for cell in cells_of(report):
        counted.update(f"{cell.part}/{cell.base};".encode())
    return hmac.digest(settings.SECRET_KEY.encode(), b"reports.protecting.drawn:" + counted.digest(), "sha256").hex()


NOTHING = 10**9


def _persons(report: Report) -> int:
    children, adults = report.figures["children"], report.figures["adults"]
    return int(children.number + adults.number)


class Gate:
    """Lets through what an audience may know, cell by cell."""

    def __init__(self, rules: Rules, drawn: str) -> None:
        self.rules, self.drawn = rules, drawn

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
        is_quantile = cell.kind == Kind.QUANTILE
        base = self._number(cell.base or 0, cell.base_of or cell.of)
        if base is None or base < (self.rules.quantile_base if is_quantile else self.rules.spread_base):
            return _hidden(cell)
        part = cell.part or 0
        told = moved_weeks(part, self.drawn) if is_quantile else moved_spread(part, base, self.drawn)
        return replace(cell, part=told, base=base)

    def _made_of(self, cell: Cell, *, sensitive: bool) -> Cell:
        """A percentage or a mean, of the numbers that may be seen: it says no more than they do."""
        least = self.rules.share_base if cell.kind == Kind.SHARE else self.rules.mean_base
        base = self._number(cell.base or 0, cell.base_of or cell.of)
        if base is None or base < least:
            return _hidden(cell)
        if cell.kind == Kind.MARK:
            # No count of anybody is in it: tenths of a mark are kept, and the sum goes.
            tenths = moved_mark(cell.part or 0, cell.base or 1, self.drawn)
            return replace(cell, part=tenths, base=10, spread=coarse(cell.spread, base))
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
        seen, step = moved(number, of, self.drawn), self.rules.step
        if min(number, seen) < self.rules.below:
            return None
        return (seen + step // 2) // step * step

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


def coarse(spread: float | None, number: int) -> float | None:
    """How much so many marks differ, in halves upward and never little: that nobody gave another mark is told by no
    margin."""
    return None if spread is None else math.ceil(max(spread, least_spread(number)) * 2) / 2
