"""Every figure of a report as one row: table, row, column, value. What CSV and Excel write down."""

from collections.abc import Iterator
from typing import NamedTuple

from ..catalogue.cells import Cell, Kind, Number
from ..catalogue.shapes import Table
from ..protecting import ProtectedReport
from .beside import label_of, words_of
from .number_texts import headed


class Figure(NamedTuple):
    """One figure; `unit` is empty for a number, "%" for a percentage, "cijfer" for a mean mark. `state` says whether
    it is shown, and if not why."""

    table: str
    title: str
    row_code: str
    row_label: str
    column: str
    value: Number
    unit: str
    base: str
    n: Number
    state: str


ABOUT = "about"
UNITS = {Kind.SHARE: "%", Kind.MARK: "cijfer", Kind.QUANTILE: "dagen", Kind.SPREAD: "cijfer"}


def _figure(head: tuple[str, str, str, str], column: str, cell: Cell, base: str, n: Number) -> Figure:
    return Figure(*head, column, cell.value, UNITS.get(cell.kind, ""), base, n, cell.state.value)


def figures(report: ProtectedReport) -> Iterator[Figure]:
    """All tables, key figures, response, marks and statements, in the order of the report."""
    yield from _chosen(report)
    for table in (*report.tables, *report.supplement):
        yield from table_figures(table)
    yield from _key_figures(report)
    yield from _response(report)
    yield from _marks(report)
    yield from _statements(report)
    yield from _compared(report)


def table_figures(table: Table) -> Iterator[Figure]:
    """The numbers of a table, and after each row the percentages that belong to it."""
    of_shares = table.share_base.value if table.share_base else None
    for row in table.rows:
        code = row.code or "/".join(filter(None, (row.region, row.municipality)))
        head = (table.id, table.title, code, row.label)
        for column, cell in zip(table.columns, row.cells, strict=True):
            yield _figure(head, column, cell, table.base, table.n)
        for column, cell in zip(table.columns, row.column_shares, strict=False):
            yield _figure(head, f"{column} (% van de kolom)", cell, table.share_of, cell.base)
        for column, cell in zip(table.columns, row.share_cells, strict=False):
            yield _figure(head, f"{column} (%)", cell, table.base, row.values[-1])
        if row.beside is not None:
            yield _figure(head, "Percentage", row.beside, table.share_of, of_shares)
    yield from _left_out(table)


def _left_out(table: Table) -> Iterator[Figure]:
    """How many had no answer, and to how many it was not put; nothing where that is nobody."""
    for code, column, cell in (
        ("ontbreekt", "Ontbreekt", table.gap),
        ("niet_gevraagd", "Niet gevraagd", table.unasked),
    ):
        if cell.value != 0:
            yield _figure((table.id, table.title, code, column), column, cell, table.base, table.n)


def _chosen(report: ProtectedReport) -> Iterator[Figure]:
    """What the file is about, in words; and by what the cases were chosen besides, with how many there are."""
    requests = report.figures["requests"]
    for code, what, said in headed(report):
        yield _figure((ABOUT, "Over dit bestand", code, f"{what}: {said}"), "Aanvragen", requests, "aanvragen", None)
    for (code, value), (label, words) in zip(report.about.ways, report.about.ways_in_words, strict=True):
        head = ("selection", "Keuze", f"{code}.{value}", f"{label}: {words}")
        yield _figure(head, "Aanvragen", requests, "aanvragen", requests.value)


def _key_figures(report: ProtectedReport) -> Iterator[Figure]:
    for name, cell in key_cells(report):
        yield _figure(("key_figures", "Kerncijfers", name, name), "Waarde", cell, "", None)


def key_cells(report: ProtectedReport) -> Iterator[tuple[str, Cell]]:
    """Every key figure by its name, with that of its group before it."""
    found = dict(report.figures)
    groups = found.pop("referred_by")
    yield from found.items()
    for group, part in groups.items():
        for name, cell in part.items():
            yield f"{group}.{name}", cell
    yield "open_cases", report.open_cell


def _response(report: ProtectedReport) -> Iterator[Figure]:
    for form, part in report.returned.items():
        for name, cell in part.items():
            yield _figure(("response", "Respons", form, form), name, cell, "handed_out", part["handed_out"].value)


def _marks(report: ProtectedReport) -> Iterator[Figure]:
    for grade in report.grades:
        head = ("grades", "Rapportcijfers", f"{grade.section}.{grade.field}", grade.label)
        yield _figure(head, "Gemiddelde", grade.mark, "gegeven cijfers", grade.n)
        yield _figure(head, "Onvoldoende", grade.low, "gegeven cijfers", grade.n)


def _statements(report: ProtectedReport) -> Iterator[Figure]:
    for statement in report.statements:
        head, n = ("statements", "Stellingen", statement.key, statement.text), statement.answered.value
        for code, _label, cell in statement.answers:
            yield _figure(head, code, cell, "antwoorden", n)
        yield _figure(head, "gunstig", statement.favourable, "antwoorden", n)


def _compared(report: ProtectedReport) -> Iterator[Figure]:
    """What the report is set beside: both figures, what they differ, and between which bounds that lies."""
    if report.comparison is None:
        return
    one, other = words_of(report)
    for table in report.comparison.tables:
        for row in table.rows:
            label = label_of(table.id, row)
            code = "/".join(filter(None, (row.code, row.column)))
            head = (f"comparison.{table.id}", f"Vergelijking: {table.title}", code, label)
            yield _figure(head, one, row.one.cell, "", row.one.size.value)
            yield _figure(head, other, row.other.cell, "", row.other.size.value)
            found = row.difference
            for name, value in zip(DIFFERENCE, (found.value, found.low, found.high), strict=True):
                yield Figure(*head, name, value, row.unit, "", None, found.state.value)


DIFFERENCE = ("Verschil", "Verschil: ten minste", "Verschil: ten hoogste")
