"""One selection, every kind of file with cells: the same numbers in both CSV files, in Excel and in JSON."""

import csv
import io
import json
import re
from typing import Any

import openpyxl
import pytest

from reports.catalogue import Report
from reports.codes import Audience
from reports.protecting import ProtectedReport, protect
from reports.rendering import render_report
from reports.rendering.workbook import sheet_name

LEFT_OUT = {"ontbreekt", "niet_gevraagd"}
Lines = list[dict[str, str]]


def lines_of(content: bytes, delimiter: str) -> Lines:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


def number_of(text: str, decimal: str) -> float | None:
    assert decimal == "." or "." not in text
    return float(text.replace(decimal, ".")) if text else None


def in_excel(column: str) -> str:
    """What the column of a CSV file is called on a sheet."""
    if column == "Percentage":
        return "%"
    return f"% van {column.removesuffix(' (% van de kolom)')}" if column.endswith("(% van de kolom)") else column


@pytest.mark.parametrize("audience", list(Audience))
def test_both_kinds_of_csv_say_the_same(pilot_report: Report, audience: Audience) -> None:
    report = protect(pilot_report, audience)
    programs, dutch = (lines_of(render_report(report, kind), sign) for kind, sign in (("csv", ","), ("csv-nl", ";")))

    assert len(programs) == len(dutch) > 1500
    for one, other in zip(programs, dutch, strict=True):
        assert {name: text.replace("-", "–") for name, text in one.items() if name not in ("value", "n")} == {
            name: text.replace("-", "–") for name, text in other.items() if name not in ("value", "n")
        }
        for name in ("value", "n"):
            assert number_of(one[name], ".") == number_of(other[name], ",")
    assert any("," in line["value"] for line in dutch)


def test_no_text_in_the_csv_for_excel_becomes_a_day(pilot_shown: ProtectedReport) -> None:
    """LibreOffice and Excel make the fifth of December of the age 5-12, wherever it stands alone in a cell."""
    texts = {text for line in lines_of(render_report(pilot_shown, "csv-nl"), ";") for text in line.values()}

    assert "5–12" in texts
    assert not [text for text in texts if re.fullmatch(r"\d+[-/]\d+([-/]\d+)?", text)]
    assert "5-12" in {line["row_code"] for line in lines_of(render_report(pilot_shown, "csv"), ",")}


@pytest.mark.parametrize("audience", list(Audience))
def test_every_number_of_a_table_is_the_same_in_csv_excel_and_json(pilot_report: Report, audience: Audience) -> None:
    report = protect(pilot_report, audience)
    lines = lines_of(render_report(report, "csv-nl"), ";")
    book = openpyxl.load_workbook(io.BytesIO(render_report(report, "xlsx")), data_only=True)
    content = json.loads(render_report(report, "json"))
    by_id = {table["id"]: table for table in (*content["tables"], *content["supplement"])}
    compared = 0
    for table in (*report.tables, *report.supplement):
        rows: dict[tuple[str, str], dict[str, float | None]] = {}
        for line in lines:
            if line["table"] == table.id and line["row_code"] not in LEFT_OUT:
                row = rows.setdefault((line["row_code"], line["row_label"]), {})
                column = line["column"]
                row[column if column in table.columns else in_excel(column)] = number_of(line["value"], ",")
        sheet = list(book[sheet_name(f"{table.id} {table.title}")].iter_rows(min_row=3, values_only=True))
        for (found, told), values in zip(rows.items(), sheet[1:], strict=False):
            assert str(values[0]).replace("-", "–") == found[1].replace("-", "–")
            cells = dict(zip(sheet[0], values, strict=True))
            for column, value in told.items():
                if column in cells:
                    compared += value is not None
                    assert value == (cells[column] if isinstance(cells[column], int | float) else None)
        of_json = [value for row in by_id[table.id]["rows"] for value in row["values"]]
        mine = [row.get(column) for row in rows.values() for column in table.columns]
        assert of_json == mine, table.id
    assert compared > {Audience.INTERNAL: 1000}.get(audience, 200)


def test_key_figures_marks_and_statements_are_the_same_too(pilot_report: Report) -> None:
    report = protect(pilot_report, Audience.RESEARCH)
    lines = lines_of(render_report(report, "csv"), ",")
    book = openpyxl.load_workbook(io.BytesIO(render_report(report, "xlsx")), data_only=True)

    def of(table: str, column: str) -> list[float | None]:
        found = [line for line in lines if line["table"] == table and line["column"] == column]
        return [number_of(line["value"], ".") for line in found]

    def on(sheet: str, column: int) -> list[Any]:
        cells = [row[column] for row in book[sheet].iter_rows(min_row=2, values_only=True)]
        return [cell if isinstance(cell, int | float) else None for cell in cells]

    assert of("key_figures", "Waarde") == on("Kerncijfers", 1)
    assert of("grades", "Gemiddelde") == on("Rapportcijfers", 2)
    assert of("statements", "gunstig") == on("Stellingen", -1 + len(next(book["Stellingen"].iter_rows(max_row=1))))
