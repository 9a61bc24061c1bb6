"""What a report consists of, as it is printed: tables of cells, and nothing that can count."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .about import About, EditionMark
from .cells import NOT_ASKED, Cell, Kind, Number, State, share
from .cells import count as count_cell
from .compared import Comparison

UNKNOWN = ("onbekend", "Onbekend")
NO_COUNT = Cell(Kind.COUNT, None, None, State.NO_BASE)
VERSION = "2026-11"
"""Of the catalogue: what is counted, and how. Another way of counting is another version."""
FAVOURABLE = ("eens", "helemaal_eens")
UNFAVOURABLE = ("oneens", "helemaal_oneens")


@dataclass(frozen=True)
class Row:
    """One row: a cell per column, percentages beside them where the table has those, and a share beside the last."""

    label: str
    cells: tuple[Cell, ...]
    code: str | None = None
    share_cells: tuple[Cell, ...] = ()
    beside: Cell | None = None
    # What part of its column each number but the last is.
    column_shares: tuple[Cell, ...] = ()
    region: str | None = None
    municipality: str | None = None
    region_name: str = ""
    # It stands in the table only because there is somebody of it: that it stands there is already news.
    occurs: bool = False
    # Where it stands among rows of equal size, in a table that is sorted by size; None where the order is fixed.
    rank: tuple[bool, bool, int] | None = None

    @property
    def values(self) -> tuple[Any, ...]:
        """The figures; None where none is shown."""
        return tuple(cell.value for cell in self.cells)

    @property
    def percentages(self) -> tuple[Number, ...]:
        return tuple(cell.value for cell in self.share_cells)

    @property
    def is_total(self) -> bool:
        return self.code == "totaal" or self.label == "Totaal"

    @property
    def is_unknown(self) -> bool:
        return self.code == UNKNOWN[0] or self.label == UNKNOWN[1]

    @property
    def every_cell(self) -> tuple[Cell, ...]:
        return (*self._of_the_row, *self.column_shares)

    @property
    def _of_the_row(self) -> tuple[Cell, ...]:
        return (*self.cells, *self.share_cells, *((self.beside,) if self.beside else ()))

    @property
    def fewest(self) -> int | None:
        """The smallest base of the percentages and means in this row; None where it has none that is shown. What is a
        part of a column has the base of the column, for all rows."""
        bases = [cell.base for cell in self._of_the_row if cell.base and cell.value is not None]
        return min(bases, default=None)


def row_of(
    label: str, values: Iterable[int | Cell], *, percentages: Sequence[Cell] = (), of: str = "", **rest: Any
) -> Row:
    """A row; a bare number is a count."""
    cells = tuple(value if isinstance(value, Cell) else count_cell(value, of) for value in values)
    return Row(label, cells, share_cells=tuple(percentages), **rest)


@dataclass(frozen=True)
class Beside:
    """A figure of the report next to the national one of a year."""

    words: str
    cell: Cell
    year: int
    national: str


@dataclass(frozen=True)
class Table:
    """A built table. `base` says in words what is counted, `size` how many, `gap` how many had no answer."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    base: str
    size: Cell
    definition: str = ""
    note: str = ""
    gap: Cell = count_cell(0)
    # To how many it was not asked, or of how many it is not kept.
    unasked: Cell = count_cell(0)
    # Which column a bar chart draws; None: the table needs no chart.
    chart_column: int | None = None
    # Of which number the shares beside the rows are; None where a share would say nothing.
    share_base: Cell | None = None
    # What those percentages are a share of, in words.
    share_of: str = ""
    comparison: Beside | None = None
    # Of kinds of facts that the law gives more protection, or that are known of few.
    is_sensitive: bool = False
    # It stands in the report only because there is something of it.
    occurs: bool = False

    @property
    def n(self) -> Any:
        return self.size.value

    @property
    def missing(self) -> Any:
        return self.gap.value

    @property
    def not_asked(self) -> Any:
        return self.unasked.value

    @property
    def column_bases(self) -> tuple[Cell, ...]:
        """Of how many the percentages in each column are; empty where columns have none."""
        bases: dict[int, Cell] = {}
        for row in self.rows:
            for at, cell in enumerate(row.column_shares):
                if cell.value is not None:
                    bases.setdefault(at, count_cell(cell.base or 0))
        return tuple(bases.get(at, NO_COUNT) for at in range(max(bases, default=-1) + 1))

    @property
    def has_shares(self) -> bool:
        return self.share_base is not None and not any(row.share_cells for row in self.rows)

    @property
    def shares(self) -> tuple[Number, ...]:
        """The percentage beside the last number of each row; empty where the table has none."""
        if not self.has_shares:
            return ()
        return tuple(row.beside.value if row.beside else None for row in self.rows)

    @property
    def bars(self) -> list[tuple[str, Cell]]:
        """Label and cell of each row that a chart draws; none where there would be no bar at all."""
        if self.chart_column is None:
            return []
        found = [(row.label, row.cells[self.chart_column]) for row in self.rows if not row.is_total]
        return found if any(cell.value for _label, cell in found) else []


@dataclass(frozen=True)
class Grade:
    """A mean mark with its N; `low` of them were 5 or lower."""

    section: str
    label: str
    field: str
    mark: Cell
    given: Cell
    low: Cell
    national: str = ""

    @property
    def mean(self) -> Number:
        return self.mark.value

    @property
    def n(self) -> Number:
        return self.given.value

    @property
    def insufficient(self) -> Number:
        return self.low.value


@dataclass(frozen=True)
class Statement:
    """One statement with how often each answer was given; `reversed_` ones are favourable when refused.

    `agreeing` and `favourable` are shares of who answered: "geen antwoord" is none.
    """

    form: str
    code: str
    text: str
    answers: tuple[tuple[str, str, Cell], ...]
    answered: Cell
    agreeing: Cell
    favourable: Cell
    reversed_: bool

    @property
    def key(self) -> str:
        return f"{self.form}.{self.code}"

    @property
    def counts(self) -> dict[str, Number]:
        return {code: cell.value for code, _label, cell in self.answers}

    def given(self, codes: Iterable[str]) -> list[Cell]:
        """How often each of these answers was given; NOT_ASKED for one that this statement does not have."""
        cells = {code: cell for code, _label, cell in self.answers}
        return [cells.get(code, NOT_ASKED) for code in codes]


def statement_of(
    form: str, code: str, text: str, counts: Sequence[tuple[str, str, int]], *, reversed_: bool
) -> Statement:
    """A statement from what was answered."""
    n = sum(number for answer, _label, number in counts if answer != "geen_antwoord")

    def of(wanted: tuple[str, ...]) -> Cell:
        return share(sum(number for answer, _label, number in counts if answer in wanted), n, "antwoorden")

    return Statement(
        form,
        code,
        text,
        tuple((answer, label, count_cell(number, "antwoorden")) for answer, label, number in counts),
        count_cell(n, "antwoorden"),
        of(FAVOURABLE),
        of(UNFAVOURABLE if reversed_ else FAVOURABLE),
        reversed_,
    )


def answers_to(statements: Iterable[Statement]) -> dict[str, str]:
    """Every answer that can be given to these statements, by code, with its label."""
    return {code: label for each in statements for code, label, _cell in each.answers}


@dataclass(frozen=True)
class Reopened:
    """Cases that counted, and were taken up again: how many, how many do not count now, and the last day of it."""

    again: Cell = count_cell(0)
    waiting: Cell = count_cell(0)
    last_on: dt.date | None = None

    @property
    def cases(self) -> Number:
        return self.again.value

    @property
    def not_counted(self) -> Number:
        return self.waiting.value


def values_of(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Cells by name, also in groups, as their values."""
    return {name: each.value if isinstance(each, Cell) else values_of(each) for name, each in figures.items()}


@dataclass(frozen=True)
class Shape:
    """What a report prints, counted or protected."""

    about: About
    tables: tuple[Table, ...]
    # Tables of the printed report that the published set does not have.
    supplement: tuple[Table, ...]
    figures: Mapping[str, Any]
    returned: Mapping[str, Mapping[str, Cell]]
    grades: tuple[Grade, ...]
    statements: tuple[Statement, ...]
    open_cell: Cell
    reopened: Reopened
    national: Mapping[int, Mapping[str, float | int]]
    # Measures whose national figure may not be printed as fact, per year.
    doubtful: Mapping[int, list[str]]
    # What it is set beside, where that was asked for.
    comparison: Comparison | None = field(default=None, kw_only=True)
    # The edition that it is, where it is one.
    edition: EditionMark | None = field(default=None, kw_only=True)

    def table(self, table_id: str) -> Table:
        return next(table for table in (*self.tables, *self.supplement) if table.id == table_id)

    def tables_of(self, table_ids: Iterable[str]) -> list[Table]:
        """Of these tables those that this selection has, in their order."""
        found = {table.id: table for table in (*self.tables, *self.supplement)}
        return [found[table_id] for table_id in table_ids if table_id in found]

    @property
    def key_figures(self) -> dict[str, Any]:
        return values_of(self.figures)

    @property
    def response(self) -> dict[str, dict[str, Any]]:
        return values_of(self.returned)

    @property
    def open_cases(self) -> Any:
        return self.open_cell.value

    @property
    def programme_name(self) -> str:
        return self.about.programme_name

    @property
    def for_whom(self) -> str:
        """The code of the audience; empty for what goes to nobody."""
        return ""


def cells_of(report: Shape) -> Iterator[Cell]:
    """Everything that was counted in a report, whatever it stands in."""
    for table in (*report.tables, *report.supplement):
        yield from (table.size, table.gap, table.unasked)
        yield from (cell for cell in (table.share_base, table.comparison and table.comparison.cell) if cell)
        for row in table.rows:
            yield from row.every_cell
    for figures in (report.figures, report.returned):
        yield from _named_cells(figures)
    for grade in report.grades:
        yield from (grade.mark, grade.given, grade.low)
    for statement in report.statements:
        yield from (cell for _code, _label, cell in statement.answers)
        yield from (statement.answered, statement.agreeing, statement.favourable)
    yield from (report.open_cell, report.reopened.again, report.reopened.waiting)


def _named_cells(figures: Mapping[str, Any]) -> Iterator[Cell]:
    for each in figures.values():
        yield from (each,) if isinstance(each, Cell) else _named_cells(each)
