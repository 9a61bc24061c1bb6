"""Every kind of file says the same: tables, totals, bases; readable by people, by spreadsheets and by programs."""

import csv
import io
import json
import re
from typing import Any

import openpyxl
import pytest

from reports.catalogue import Report, Selection, declared
from reports.catalogue.cells import State
from reports.catalogue.report import report_as_json
from reports.codes import FIGURE_FORMATS, Audience, DownloadFormat
from reports.protecting import ProtectedReport, protect
from reports.rendering import file_name, render_report
from reports.rendering.chapters import tables_in_order
from reports.rendering.units import ONE
from reports.rendering.workbook import sheet_name
from tests.factories import make_case, make_main_person, make_programme
from tests.reports.protected import shown

SPACES = re.compile(r"\s+")


def all_tables(report: ProtectedReport) -> list[Any]:
    return [*report.tables, *report.supplement]


# --- JSON, CSV, Excel ---------------------------------------------------------------------------------


def test_json_is_the_report_and_nothing_else(pilot_shown: ProtectedReport) -> None:
    content = json.loads(render_report(pilot_shown, DownloadFormat.JSON))

    assert content == json.loads(json.dumps(report_as_json(pilot_shown)))


def test_every_declared_table_has_its_place_in_a_chapter() -> None:
    placed = tables_in_order()

    assert len(placed) == len(set(placed))
    assert {each.id for each in declared.EVERY} == set(placed)


def test_every_declared_table_says_in_one_sentence_what_it_counts() -> None:
    assert [each.id for each in declared.EVERY if not each.definition.endswith(".")] == []


def test_every_base_of_a_table_has_words_for_one() -> None:
    assert {each.base for each in declared.EVERY} == set(ONE)
    assert [many for many, one in ONE.items() if many == one] == []


def test_csv_has_a_row_for_every_figure_of_every_table(pilot_shown: ProtectedReport) -> None:
    text = render_report(pilot_shown, DownloadFormat.CSV).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    for table in all_tables(pilot_shown):
        mine = [row for row in rows if row["table"] == table.id]
        figures = [[row["value"] for row in mine if row["column"] == column] for column in table.columns]
        assert figures == [
            ["" if row.values[at] is None else str(row.values[at]) for row in table.rows]
            for at in range(len(table.columns))
        ], table.id
    assert {row["table"] for row in rows} >= {"key_figures", "response", "grades", "statements"}


def test_csv_begins_with_the_mark_by_which_excel_knows_utf_8(pilot_shown: ProtectedReport) -> None:
    assert render_report(pilot_shown, DownloadFormat.CSV).startswith(b"\xef\xbb\xbftable,title,row_code")


def test_the_csv_for_dutch_excel_has_the_same_figures_with_a_comma(pilot_shown: ProtectedReport) -> None:
    plain, dutch = (
        list(csv.DictReader(io.StringIO(render_report(pilot_shown, kind).decode("utf-8-sig")), delimiter=sign))
        for kind, sign in ((DownloadFormat.CSV, ","), (DownloadFormat.CSV_DUTCH, ";"))
    )

    # No code that Excel takes for a day.
    codes = [row["row_code"].replace("–", "-") for row in dutch]
    numbers = [{name: row[name].replace(",", ".") for name in ("value", "n")} for row in dutch]
    labels = [row["row_label"].replace("–", "-") for row in plain]
    assert [
        {**row, **number, "row_code": code, "row_label": label}
        for row, number, code, label in zip(dutch, numbers, codes, labels, strict=True)
    ] == [{**row, "row_label": label} for row, label in zip(plain, labels, strict=True)]
    assert any("," in row["value"] for row in dutch)
    assert not any("." in row["value"] for row in dutch)
    assert render_report(pilot_shown, DownloadFormat.CSV_DUTCH).startswith(b"\xef\xbb\xbftable;title;row_code")
    assert dutch[0]["table"] == "about"
    assert [row["row_code"] for row in dutch if row["table"] == "codebook"] == list(dutch[0])
    states = next(row["row_label"] for row in dutch if row["row_code"] == "state")
    assert all(f"{state}: " in states for state in State)
    assert file_name(pilot_shown, DownloadFormat.CSV_DUTCH).endswith(".csv")
    assert file_name(pilot_shown, DownloadFormat.CSV_DUTCH) != file_name(pilot_shown, DownloadFormat.CSV)


def test_excel_has_a_sheet_with_real_numbers_for_every_table(pilot_shown: ProtectedReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_report(pilot_shown, DownloadFormat.XLSX)), read_only=True)

    assert book.sheetnames[0] == "Inhoud"
    for table in all_tables(pilot_shown):
        rows = list(book[sheet_name(f"{table.id} {table.title}")].iter_rows(min_row=4, values_only=True))
        skip = 3 if any(row.region_name for row in table.rows) else 1
        found = [row[skip : skip + len(table.columns)] for row in rows[: len(table.rows)]]
        assert found == [tuple("–" if value is None else value for value in row.values) for row in table.rows]


def test_the_sheets_of_excel_follow_the_report_and_each_is_printed_on_one_page(pilot_shown: ProtectedReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_report(pilot_shown, DownloadFormat.XLSX)))
    numbers = [name.split()[0] for name in book.sheetnames if name[0].isdigit()]

    assert numbers == [number for number in tables_in_order() if number in numbers]
    assert sorted(numbers) == sorted(table.id for table in all_tables(pilot_shown))
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in book)


def test_beside_each_percentage_in_excel_stands_what_it_is_of(pilot_shown: ProtectedReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_report(pilot_shown, DownloadFormat.XLSX)), read_only=True)
    judged = 0
    for table in all_tables(pilot_shown):
        rows = list(book[sheet_name(f"{table.id} {table.title}")].iter_rows(min_row=3, values_only=True))
        heads = [head for head in rows[0] if head is not None]
        beside = len(heads) - sum(2 for head in heads if head == "Basis")
        for row, told in zip(table.rows, rows[1:], strict=False):
            shares = [*row.share_cells, *([row.beside] if row.beside else [])] if "Basis" in heads else []
            for at, share in enumerate(shares):
                value, base = told[beside + 2 * at : beside + 2 * at + 2]
                if share.value is not None:
                    judged += 1
                    assert (value, base) == (share.value, share.base), (table.id, row.label)
                else:
                    assert value == base, (table.id, row.label)

    assert judged > 200


@pytest.mark.parametrize("audience", list(Audience))
def test_every_key_figure_in_excel_has_a_dutch_name(pilot_report: Report, audience: Audience) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_report(protect(pilot_report, audience), DownloadFormat.XLSX)))
    names = [str(row[0]) for row in book["Kerncijfers"].iter_rows(min_row=2, values_only=True)]

    assert len(names) == len(set(names)) >= 39
    assert not [name for name in names if "_" in name or not name[0].isupper()]


@pytest.mark.django_db
def test_text_is_never_a_formula_in_a_spreadsheet() -> None:
    programme = make_programme(name="=1+1")
    case = make_case(state="afgesloten", programme=programme, main_persons=())
    for place in ("=HYPERLINK(1)", "+31", "-1", "@SUM(1)"):
        make_main_person(case, place=place, municipality="@x")
    report = shown(Selection(programme))

    cells = [cell for row in csv.reader(io.StringIO(render_report(report, "csv").decode("utf-8-sig"))) for cell in row]
    book = openpyxl.load_workbook(io.BytesIO(render_report(report, "xlsx")))

    assert not [cell for cell in cells if cell[:1] in "=+@" and cell]
    assert "'=HYPERLINK(1)" in cells
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


# --- one HTML file ----------------------------------------------------------------------------------------


def test_the_html_file_needs_nothing_beside_it(pilot_shown: ProtectedReport) -> None:
    page = render_report(pilot_shown, DownloadFormat.HTML).decode()

    assert not re.findall(r'(?:href|src)="(?!#)[^"]*"', page)
    assert not re.findall(r"url\((?!\"data:)", page)
    for table in all_tables(pilot_shown):
        assert f"<b>Tabel {table.id}</b> " in page


# --- nothing to count ---------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(FIGURE_FORMATS))
def test_a_report_without_cases_can_be_made_in_every_kind(kind: str) -> None:
    report = shown(Selection(make_programme()))

    assert render_report(report, kind)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["gestopt_in_voorbereiding", "geregistreerd"])
def test_one_case_makes_a_report(state: str) -> None:
    programme = make_programme()
    make_case(state="geregistreerd", programme=programme, outcome="activering" if "gestopt" in state else "conferentie")

    page = re.sub(
        r"<style>.*?</style>",
        "",
        render_report(shown(Selection(programme)), "html").decode(),
        flags=re.S,
    )

    assert "(N = 1 aanvraag)" in page
    assert not re.search(r"\b(nan|None|inf)\b", page)


def test_a_file_is_named_after_the_programme_and_the_day(pilot_shown: ProtectedReport) -> None:
    assert re.fullmatch(r"eigen-kracht-families-zelf-aan-zet-\d{4}-\d\d-\d\d\.pdf", file_name(pilot_shown, "pdf"))
