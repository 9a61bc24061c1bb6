"""Every kind of file says the same: tables, totals, bases; readable by people, by spreadsheets and by programs."""

import csv
import io
import json
import re
from typing import Any

import openpyxl
import pikepdf
import pypdf
import pytest

from reports.catalogue import Report, Selection, declared
from reports.catalogue.cells import SMALL, State
from reports.catalogue.report import report_as_json
from reports.codes import FIGURE_FORMATS, Audience, DownloadFormat
from reports.protecting import ProtectedReport, protect
from reports.rendering import file_name, render_report
from reports.rendering.chapters import tables_in_order
from reports.rendering.number_texts import shown as written
from reports.rendering.units import ONE
from reports.rendering.workbook import sheet_name
from tests.factories import make_case, make_main_person, make_programme
from tests.reports.protected import shown

SPACES = re.compile(r"\s+")


@pytest.fixture(scope="module")
def pdf(pilot_shown: ProtectedReport) -> bytes:
    return render_report(pilot_shown, DownloadFormat.PDF)


@pytest.fixture(scope="module")
def pdf_text(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return SPACES.sub(" ", " ".join(page.extract_text() for page in pages))


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


# --- PDF ----------------------------------------------------------------------------------------------------


def test_the_pdf_has_every_table_with_its_number_title_base_and_total(
    pilot_shown: ProtectedReport, pdf_text: str
) -> None:
    for table in all_tables(pilot_shown):
        if f"Tabel {table.id} {table.title}: hiervan is" in pdf_text:
            assert not any(value for row in table.rows for value in row.values)
            continue
        assert f"Tabel {table.id} {table.title} (N = {table.n} {table.base})" in pdf_text, table.id
        total = next((row for row in table.rows if row.is_total and not row.percentages), None)
        if total is not None:
            few = ["(let op)"] if (total.fewest or SMALL) < SMALL else []
            told = " ".join(["Totaal", *few, *(seen.replace("\u00a0%", "") for seen in map(written, total.cells))])
            assert told in pdf_text.replace("\u00a0", " ").replace(" %", ""), table.id


def test_the_pdf_has_the_right_figure_where_the_print_was_wrong(pdf_text: str) -> None:
    for right in (
        "Totaal 74 167 241",  # I-03
        "Meisje 20 35 55",  # I-08
        "Nederlands 23 45 68 64 %",  # I-09
        "Onbekend 4",  # I-10
        "Oom/tante 33 17 %",  # I-12
        "Anders 39 20 %",
        "Kinderen en jongeren 50 10 20 %",  # I-01
        "Bij 29 van de 47 conferenties (62 %) is navraag gedaan.",  # I-26
    ):
        assert right in pdf_text.replace("\u00a0", " "), right


def test_the_pdf_compares_with_national_figures_and_not_with_doubtful_ones(pdf_text: str) -> None:
    text = pdf_text.replace("\u00a0", " ")

    assert "Aangemeld door een professional: 62 % (landelijk in 2010: 80 %)." in text
    assert "landelijk in 2010: 65 %" not in text  # I-05


def test_the_pdf_warns_for_small_numbers_and_uses_the_decimal_comma(pdf_text: str) -> None:
    assert "Let op: N is kleiner dan 15." in pdf_text
    assert "gemiddeld 12,5 per conferentie" in pdf_text
    assert "12.5" not in pdf_text


def test_the_pdf_is_tagged_dutch_and_has_a_title(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "nl"
        assert bool(document.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in document.Root
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "Families zelf aan zet" in metadata["dc:title"]


def test_every_figure_in_the_pdf_tells_its_content_in_words(pilot_shown: ProtectedReport, pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        told = [
            str(item.get("/Alt", ""))
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]

    charts = [table for table in all_tables(pilot_shown) if table.bars]
    for table in charts:
        assert any(f"Figuur {table.id} {table.title}." in text for text in told), table.id
    assert all(told)


def test_each_line_of_the_contents_names_the_page_where_its_heading_stands(pdf: bytes) -> None:
    pages = [SPACES.sub(" ", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    lines = re.findall(r"(\d\.\d(?:\.\d)? [A-Z][^.]*?) ?\.{3,} ?(\d+)", pages[1])

    assert len(lines) > 25
    for heading, page in lines:
        assert heading in pages[int(page) - 1], (heading, page)
    assert f"Pagina 2 van {len(pages)}" in pages[1]


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
