"""A table as it is read: every cell a text, so that a template only writes it down."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from ..catalogue import Report
from ..catalogue.key_figures import Grade, Statement
from ..catalogue.table import SMALL, Row, Table
from .charts import paper_chart
from .number_texts import NONE, SPACE, counted_on, number, percent, source_of
from .tidy import is_percentage


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


def caution(n: int) -> str:
    """What stands under figures of few people; empty where there are enough or none."""
    if not 0 < n < SMALL:
        return ""
    return f"Let op: N is kleiner dan {SMALL}. Eén persoon of zaak meer of minder maakt veel uit."


def show_table(table: Table, report: Report) -> ShownTable:
    """A table of the catalogue."""
    places = any(row.region_name for row in table.rows)
    shares = table.shares
    return ShownTable(
        number=table.id,
        title=table.title,
        n=f"N = {number(table.n)} {table.base}",
        columns=(*(column.removesuffix(" =") for column in table.columns), *(("%",) if shares else ())),
        rows=tuple(_place_rows(table) if places else (_row(table, at) for at in range(len(table.rows)))),
        notes=_notes(table),
        source=_source(table.id, report),
        first_column="Plaats" if places else "",
        second_column="Gemeente" if places else "",
        caution=caution(table.n),
        bars=tuple((label, value, number(value)) for label, value in table.bars),
    )


def _source(table_id: str, report: Report) -> str:
    return f"Bron: {source_of(table_id)}, stand {counted_on(report)}."


def _notes(table: Table) -> tuple[str, ...]:
    lines = [table.definition, table.note]
    if table.shares and table.share_bases:
        lines.append(f"% van {number(table.share_bases[-1])} {table.share_of}.")
    if table.missing and not any(row.code == "onbekend" or row.label == "Onbekend" for row in table.rows):
        lines.append(f"Onbekend en niet in deze tabel: {number(table.missing)}.")
    lines.append(table.comparison)
    return tuple(line for line in lines if line)


def _kind(row: Row) -> str:
    if row.is_total:
        return "total"
    return "unknown" if row.code == "onbekend" or row.label == "Onbekend" else "item"


def _row(table: Table, at: int) -> ShownRow:
    row = table.rows[at]
    cells = [
        percent(int(value)) if is_percentage(column) and value is not None else number(value)
        for column, value in zip(table.columns, row.values, strict=True)
    ]
    for place, share in enumerate(row.percentages):
        cells[place] += f" ({percent(share)})" if share is not None else ""
    if table.shares:
        share = table.shares[at]
        cells.append("" if share is None else percent(share))
    return ShownRow(row.label, tuple(cells), kind=_kind(row))


def _place_rows(table: Table) -> list[ShownRow]:
    """Places under the name of their sub-region."""
    rows: list[ShownRow] = []
    region = ""
    for row in table.rows:
        if row.region_name and row.region_name != region:
            region = row.region_name
            rows.append(ShownRow(region, kind="heading"))
        rows.append(ShownRow(row.label, (number(row.values[0]),), row.municipality or "", kind=_kind(row)))
    return rows


def show_marks(table_id: str, title: str, grades: Sequence[Grade], report: Report) -> ShownTable:
    """Mean marks with their N, and how many were insufficient."""
    rows = []
    for grade in grades:
        low = number(grade.insufficient) if grade.n else NONE
        cells = (number(grade.mean, 1), number(grade.n), low, grade.national or NONE)
        rows.append(ShownRow(grade.label, cells))
    fewest = min((grade.n for grade in grades if grade.n), default=0)
    return ShownTable(
        number=table_id,
        title=title,
        n="N per cijfer in de tabel",
        columns=("Gemiddelde", "N", "Onvoldoende", "Landelijk"),
        rows=tuple(rows),
        notes=(
            "Gemiddelden van rapportcijfers van 1 tot en met 10; onvoldoende is een 5 of lager. "
            "Landelijk: met het jaar tussen haakjes.",
        ),
        source=_source(table_id, report),
        first_column="Cijfer",
        caution=caution(fewest),
    )


def show_statements(table_id: str, title: str, statements: Sequence[Statement], report: Report) -> ShownTable:
    """How often each answer was given to each statement."""
    labels = list(dict((code, label) for each in statements for code, label, _count in each.counts).items())
    rows = []
    for statement in statements:
        counts = {code: count for code, _label, count in statement.counts}
        cells = [number(counts.get(code)) for code, _label in labels]
        mark = f"{SPACE}*" if statement.reversed_ else ""
        label = f"{statement.text.rstrip('.')}{mark}"
        rows.append(ShownRow(label, (*cells, number(statement.n), percent(statement.agreeing_share))))
    fewest = min((statement.n for statement in statements if statement.n), default=0)
    return ShownTable(
        number=table_id,
        title=title,
        n="N per stelling in de tabel",
        columns=(*(_short(label) for _code, label in labels), "N", "Mee eens"),
        rows=tuple(rows),
        notes=(
            "Mee eens: eens en helemaal eens, als percentage van N. N is zonder wie geen antwoord gaf.",
            "* Hier is het juist gunstig om het niet eens te zijn.",
        ),
        source=_source(table_id, report),
        first_column="Stelling",
        caution=caution(fewest),
    )


def _short(label: str) -> str:
    """`Helemaal mee oneens` as the heading of a narrow column."""
    return label.replace("mee ", "").replace("Mee ", "").capitalize()
