"""Every figure of a report as one row: table, row, column, value. What CSV and Excel write down."""

from collections.abc import Iterator
from typing import NamedTuple

from ..catalogue import Report
from ..catalogue.report import report_as_json
from ..catalogue.table import Table

Value = int | float | None


class Figure(NamedTuple):
    """One figure; `unit` is empty for a number, "%" for a percentage, "cijfer" for a mean mark."""

    table: str
    title: str
    row_code: str
    row_label: str
    column: str
    value: Value
    unit: str
    base: str
    n: Value


def figures(report: Report) -> Iterator[Figure]:
    """All tables, key figures, response, marks and statements, in the order of the report."""
    for table in (*report.tables, *report.supplement):
        yield from table_figures(table)
    yield from _chosen(report)
    yield from _key_figures(report)
    yield from _response(report)
    yield from _marks(report)
    yield from _statements(report)


def table_figures(table: Table) -> Iterator[Figure]:
    """The numbers of a table, and after each row the percentages that belong to it."""
    shares = table.shares
    for at, row in enumerate(table.rows):
        code = row.code or "/".join(filter(None, (row.region, row.municipality)))
        head = (table.id, table.title, code, row.label)
        for column, value in zip(table.columns, row.values, strict=True):
            yield Figure(*head, column, value, "%" if is_percentage(column) else "", table.base, table.n)
        for column, share in zip(table.columns, row.percentages, strict=False):
            yield Figure(*head, f"{column} (%)", share, "%", table.base, row.values[-1])
        if shares and shares[at] is not None:
            yield Figure(*head, "Percentage", shares[at], "%", table.share_of, table.share_bases[-1])


def is_percentage(column: str) -> bool:
    """Whether the numbers of this column are percentages, as its heading says."""
    return column.endswith("(%)") or column.startswith("Percentage")


def _chosen(report: Report) -> Iterator[Figure]:
    """By what the cases were chosen besides programme and period, and how many there are; nothing without."""
    for (code, value), (label, words) in zip(report.selection.ways, report.ways, strict=True):
        head = ("selection", "Keuze", f"{code}.{value}", f"{label}: {words}")
        yield Figure(
            *head, "Aanvragen", report.key_figures["requests"], "", "aanvragen", report.key_figures["requests"]
        )


def _key_figures(report: Report) -> Iterator[Figure]:
    found = dict(report.key_figures)
    groups = found.pop("referred_by")
    flat = {**found, **{f"{group}.{name}": value for group, part in groups.items() for name, value in part.items()}}
    for name, value in flat.items():
        unit = "%" if name.endswith(("rate", "share")) or "response" in name else ""
        yield Figure("key_figures", "Kerncijfers", name, name, "Waarde", value, unit, "", None)
    yield Figure("key_figures", "Kerncijfers", "open_cases", "open_cases", "Waarde", report.open_cases, "", "", None)


def _response(report: Report) -> Iterator[Figure]:
    for form, part in report.response.items():
        for name, value in part.items():
            unit = "%" if name == "percentage" else ""
            yield Figure("response", "Respons", form, form, name, value, unit, "handed_out", part["handed_out"])


def _marks(report: Report) -> Iterator[Figure]:
    for grade in report.grades:
        head = ("grades", "Rapportcijfers", f"{grade.section}.{grade.field}", grade.label)
        yield Figure(*head, "Gemiddelde", grade.mean, "cijfer", "gegeven cijfers", grade.n)
        yield Figure(*head, "Onvoldoende", grade.insufficient, "", "gegeven cijfers", grade.n)


def _statements(report: Report) -> Iterator[Figure]:
    favourable = report_as_json(report)["favourable"]
    for statement in report.statements:
        head = ("statements", "Stellingen", statement.key, statement.text)
        for code, _label, count in statement.counts:
            yield Figure(*head, code, count, "", "antwoorden", statement.n)
        yield Figure(*head, "gunstig", favourable[statement.key], "%", "antwoorden", statement.n)
