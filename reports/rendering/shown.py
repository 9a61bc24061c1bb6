"""A table as it is read: every cell a text, so that a template only writes it down."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..catalogue.cells import SMALL, Cell, Kind
from ..catalogue.shapes import Beside, Grade, Row, Statement, Table, answers_to
from ..protecting import ProtectedReport
from .number_texts import NONE, SPACE, counted_on, number, protection_note, shown, source_of
from .sentences import of_marks, of_statements, sentence
from .units import sized


def anchor_of(number: str) -> str:
    """Where a table stands on its page."""
    return f"tabel-{number.replace('.', '-')}"


@dataclass(frozen=True)
class ShownRow:
    """One row. `kind`: "item", "heading" of a group of rows, "unknown" or "total"."""

    label: str
    cells: tuple[str, ...] = ()
    second: str = ""
    kind: str = "item"
    # How long its bar is, in hundredths of the longest; None where the table has no bars, or no figure here.
    bar: int | None = None


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
    bars: tuple[tuple[str, float, str], ...] = field(default=())
    # What the figures say, in a sentence.
    sentence: str = ""
    # In place of a table without a single figure.
    nothing: str = ""

    @property
    def anchor(self) -> str:
        return anchor_of(self.number)

    @property
    def chart_title(self) -> str:
        return f"Figuur {self.number} {self.title}"

    @property
    def chart_told(self) -> str:
        """What the bars show, in words: the chart for who does not see it."""
        told = "; ".join(f"{label}: {text}" for label, _value, text in self.bars)
        return f"{self.chart_title}. {told}"

    @property
    def is_short(self) -> bool:
        """Short enough to be kept together on paper without leaving half a page empty."""
        return sum(1 + len(row.label) // 45 for row in self.rows) <= SHORT

    @property
    def is_wide(self) -> bool:
        """Too many columns for air between them."""
        return len(self.columns) > 5

    @property
    def width(self) -> int:
        """How many columns a heading row spans."""
        return len(self.columns) + 1 + bool(self.second_column)


SHORT = 10
"""So many lines at most are kept on one page; a longer table goes on on the next, with its head."""


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
        n=f"N = {sized(table.size, table.base)}",
        columns=(
            *(column.removesuffix(" =") for column in table.columns),
            *(("%",) if table.has_shares else ()),
            *(f"% {column[0].lower()}{column[1:]}" for column in table.columns[: len(table.column_bases)]),
        ),
        rows=rows,
        notes=_notes(table, report),
        source=_source(table.id, report),
        first_column="Plaats" if places else "",
        second_column="Gemeente" if places else "",
        caution=caution_of(rows, table.size),
        bars=tuple((label, cell.number, shown(cell)) for label, cell in table.bars),
        sentence=sentence(table, report),
        nothing=_nothing(table),
    )


def _nothing(table: Table) -> str:
    """What stands in place of a table without a figure; empty where it has one."""
    cells = [cell for row in table.rows for cell in row.every_cell]
    if any(cell.value for cell in cells):
        return ""
    if any(cell.is_hidden for cell in (*cells, table.size)):
        return "alle getallen zijn te klein om te tonen"
    return "hiervan is in deze keuze niets geteld"


def _source(table_id: str, report: ProtectedReport) -> str:
    return f"Bron: {source_of(table_id)}, stand {counted_on(report)}."


def _notes(table: Table, report: ProtectedReport) -> tuple[str, ...]:
    lines = [table.definition, table.note]
    if table.has_shares and table.share_base is not None and table.share_base.value is not None:
        lines.append(f"%: van de {table.share_of} (N = {shown(table.share_base)}).")
    if bases := [f"{column}: {shown(base)}" for column, base in zip(table.columns, table.column_bases, strict=False)]:
        lines.append(f"De percentages daarnaast zijn van de kolom, voor zover bekend ({'; '.join(bases)}).")
    if table.missing and not any(row.is_unknown for row in table.rows):
        lines.append(f"Onbekend en niet in deze tabel: {shown(table.gap)}.")
    if table.not_asked:
        lines.append(f"Niet gevraagd, of niet vastgelegd: {shown(table.unasked)}.")
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
    of_columns = len(table.column_bases)
    cells += [shown(share) for share in row.column_shares[:of_columns]] or [""] * of_columns
    bar = None
    if table.bars and not row.is_total and (value := row.cells[table.chart_column or 0].value) is not None:
        bar = round(100 * value / max(cell.number for _label, cell in table.bars))
    return ShownRow(_marked(row.label, row.fewest), tuple(cells), kind=_kind(row), bar=bar)


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
        sentence=of_marks(grades, report),
        nothing="" if any(grade.n for grade in grades) else _no_answer(grades[0].given if grades else None),
    )


def show_statements(table_id: str, title: str, statements: Sequence[Statement], report: ProtectedReport) -> ShownTable:
    """How often each answer was given to each statement."""
    answers = answers_to(statements)
    rows = []
    for statement in statements:
        cells = map(shown, statement.given(answers))
        mark = f"{SPACE}*" if statement.reversed_ else ""
        label = _marked(f"{statement.text.rstrip('.')}{mark}", statement.answered.number)
        shares = (shown(statement.agreeing), shown(statement.favourable))
        rows.append(ShownRow(label, (*cells, shown(statement.answered), *shares)))
    return ShownTable(
        number=table_id,
        title=title,
        n="N per stelling in de tabel",
        columns=(*map(_short, answers.values()), "N", "Mee eens", "Gunstig"),
        rows=tuple(rows),
        notes=(
            "Mee eens: eens en helemaal eens, als percentage van N. N is zonder wie geen antwoord gaf.",
            "Gunstig: hetzelfde, maar bij een stelling met * juist oneens en helemaal oneens; die is andersom gesteld.",
            *filter(None, [protection_note(report)]),
        ),
        source=_source(table_id, report),
        first_column="Stelling",
        caution=caution_of(rows),
        sentence=of_statements(statements, report),
        nothing=""
        if any(statement.answered.value for statement in statements)
        else _no_answer(statements[0].answered if statements else None),
    )


def _no_answer(answered: Cell | None) -> str:
    if answered is not None and answered.is_hidden:
        return "alle getallen zijn te klein om te tonen"
    return "hierop kwam in deze keuze geen antwoord"


def _short(label: str) -> str:
    """`Helemaal mee oneens` as the heading of a narrow column."""
    return label.replace("mee ", "").replace("Mee ", "").capitalize()
