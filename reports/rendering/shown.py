"""A table as it is read: every cell a text, so that a template only writes it down."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from ..catalogue.cells import SMALL, Cell, Kind
from ..catalogue.shapes import Beside, Grade, Row, Statement, Table, answers_to
from ..protecting import ProtectedReport
from .charts import paper_chart
from .number_texts import NONE, SPACE, counted_on, number, protection_note, shown, source_of


@dataclass(frozen=True)
class ShownRow:
    """One row. `kind`: "item", "heading" of a group of rows, "unknown" or "total"."""

    label: str
    cells: tuple[str, ...] = ()
    second: str = ""
    kind: str = "item"


@dataclass(frozen=True)
class ShownTable:
    """A numbered table with everything that stands around it."""

    number: str
    title: str
    n: str
    columns: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    notes: tuple[str, ...]
    source: str
    first_column: str = ""
    second_column: str = ""
    caution: str = ""
    # What the figures say, in a sentence.
    sentence: str = ""
    bars: tuple[tuple[str, float, str], ...] = field(default=())

    @property
    def anchor(self) -> str:
        return f"tabel-{self.number.replace('.', '-')}"

    @property
    def chart_title(self) -> str:
        return f"Figuur {self.number} {self.title}"

    @property
    def paper_chart(self) -> SafeString:
        """The bars as they are drawn on paper."""
        return paper_chart(self.bars, title=self.chart_title, chart_id=f"figuur-{self.anchor}")

    @property
    def fits_a_page(self) -> bool:
        """Short enough to be kept on one page of paper."""
        lines = sum(1 + len(row.label) // 45 for row in self.rows)
        return lines <= 26

    @property
    def is_wide(self) -> bool:
        """Too many columns for air between them."""
        return len(self.columns) > 5

    @property
    def width(self) -> int:
        """How many columns a heading row spans."""
        return len(self.columns) + 1 + bool(self.second_column)


CAUTION_MARK = "(let op)"
"""Stands at a row of few."""


def marked(label: str, *, few: bool) -> str:
    """The words of a row, with the sign of few where its figures are of few."""
    return f"{label}{SPACE}{CAUTION_MARK}" if few else label


def _marked(label: str, fewest: int | None) -> str:
    return marked(label, few=fewest is not None and 0 < fewest < SMALL)


def caution_of(rows: Sequence[ShownRow], size: Cell | None = None) -> str:
    """What stands under a table with rows of few, or that is of few as a whole; empty where there are enough or none.

    The sign stands at the rows that it is about.
    """
    sentence = f"Let op: N is kleiner dan {SMALL}. Eén persoon of zaak meer of minder maakt veel uit."
    if any(row.label.endswith(CAUTION_MARK) for row in rows):
        return f"{sentence} Dat geldt voor de rijen met “{CAUTION_MARK}”."
    return sentence if size is not None and 0 < size.number < SMALL else ""


def show_table(table: Table, report: ProtectedReport) -> ShownTable:
    """A table of the catalogue."""
    places = any(row.region_name for row in table.rows)
    rows = tuple(_place_rows(table) if places else (_row(table, row) for row in table.rows))
    return ShownTable(
        number=table.id,
        title=table.title,
        n=f"N = {shown(table.size)} {table.base}",
        columns=(*(column.removesuffix(" =") for column in table.columns), *(("%",) if table.has_shares else ())),
        rows=rows,
        notes=_notes(table, report),
        source=_source(table.id, report),
        first_column="Plaats" if places else "",
        second_column="Gemeente" if places else "",
        caution=caution_of(rows, table.size),
        bars=tuple((label, cell.number, shown(cell)) for label, cell in table.bars),
    )


def _source(table_id: str, report: ProtectedReport) -> str:
    return f"Bron: {source_of(table_id)}, stand {counted_on(report)}."


def _notes(table: Table, report: ProtectedReport) -> tuple[str, ...]:
    lines = [table.definition, table.note]
    if table.has_shares and table.share_base is not None and table.share_base.value is not None:
        lines.append(f"% van {shown(table.share_base)} {table.share_of}.")
    if table.missing and not any(row.is_unknown for row in table.rows):
        lines.append(f"Onbekend en niet in deze tabel: {shown(table.gap)}.")
    lines += [compared(table.comparison), protection_note(report)]
    return tuple(line for line in lines if line)


def compared(beside: Beside | None) -> str:
    """One sentence with the national figure; empty where one of both is not there."""
    if beside is None or beside.cell.value is None:
        return ""
    unit = " %" if beside.cell.kind == Kind.SHARE else ""
    places = None if unit else 1
    figure = number(beside.cell.value, places)
    return f"{beside.words}: {figure}{unit} (landelijk in {beside.year}: {beside.national}{unit})."


def _kind(row: Row) -> str:
    if row.is_total:
        return "total"
    return "unknown" if row.is_unknown else "item"


def _row(table: Table, row: Row) -> ShownRow:
    cells = [shown(cell) for cell in row.cells]
    for place, share in enumerate(row.share_cells):
        cells[place] += f" ({shown(share)})" if share.value is not None else ""
    if table.has_shares:
        cells.append("" if row.beside is None else shown(row.beside))
    return ShownRow(_marked(row.label, row.fewest), tuple(cells), kind=_kind(row))


def _place_rows(table: Table) -> list[ShownRow]:
    """Places under the name of their sub-region."""
    rows: list[ShownRow] = []
    region = ""
    for row in table.rows:
        if row.region_name and row.region_name != region:
            region = row.region_name
            rows.append(ShownRow(region, kind="heading"))
        rows.append(ShownRow(row.label, (shown(row.cells[0]),), row.municipality or "", kind=_kind(row)))
    return rows


def show_marks(table_id: str, title: str, grades: Sequence[Grade], report: ProtectedReport) -> ShownTable:
    """Mean marks with their N, and how many were insufficient."""
    rows = []
    for grade in grades:
        low = shown(grade.low) if grade.given.value != 0 else NONE
        cells = (shown(grade.mark), shown(grade.given), low, grade.national or NONE)
        rows.append(ShownRow(_marked(grade.label, grade.given.number), cells))
    return ShownTable(
        number=table_id,
        title=title,
        n="N per cijfer in de tabel",
        columns=("Gemiddelde", "N", "Onvoldoende", "Landelijk"),
        rows=tuple(rows),
        notes=(
            "Gemiddelden van rapportcijfers van 1 tot en met 10; onvoldoende is een 5 of lager. "
            "Landelijk: met het jaar tussen haakjes.",
            *filter(None, [protection_note(report)]),
        ),
        source=_source(table_id, report),
        first_column="Cijfer",
        caution=caution_of(rows),
    )


def show_statements(table_id: str, title: str, statements: Sequence[Statement], report: ProtectedReport) -> ShownTable:
    """How often each answer was given to each statement."""
    answers = answers_to(statements)
    rows = []
    for statement in statements:
        cells = map(shown, statement.given(answers))
        mark = f"{SPACE}*" if statement.reversed_ else ""
        label = _marked(f"{statement.text.rstrip('.')}{mark}", statement.answered.number)
        rows.append(ShownRow(label, (*cells, shown(statement.answered), shown(statement.agreeing))))
    return ShownTable(
        number=table_id,
        title=title,
        n="N per stelling in de tabel",
        columns=(*map(_short, answers.values()), "N", "Mee eens"),
        rows=tuple(rows),
        notes=(
            "Mee eens: eens en helemaal eens, als percentage van N. N is zonder wie geen antwoord gaf.",
            "* Hier is het juist gunstig om het niet eens te zijn.",
            *filter(None, [protection_note(report)]),
        ),
        source=_source(table_id, report),
        first_column="Stelling",
        caution=caution_of(rows),
    )


def _short(label: str) -> str:
    """`Helemaal mee oneens` as the heading of a narrow column."""
    return label.replace("mee ", "").replace("Mee ", "").capitalize()
