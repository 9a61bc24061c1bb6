"""The report on paper: what it says, and its pages: full, but at the end of a chapter; one page where there is nothing
to tell. That of the pilot is drawn once for all of them."""

import datetime as dt
import io
import re
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdf
import pytest

from reports.catalogue import Selection
from reports.catalogue.cells import SMALL
from reports.codes import Audience, DownloadFormat
from reports.protecting import ProtectedReport
from reports.rendering import render_report
from reports.rendering.number_texts import shown as written
from tests.reports.protected import shown

TOP, BOTTOM = 842 - 68, 62
"""Of what is written on a page, in points from below."""
HALF = BOTTOM + (TOP - BOTTOM) / 2
SPACES = re.compile(r"\s+")
HEAD = re.compile(r"Pagina \d+ van \d+")


@dataclass
class Page:
    """What is read of a page, once."""

    text: str
    lowest: float
    """How far down it is written, the running head aside."""


def read(page: Any) -> Page:
    found: list[float] = []

    def visit(text: str, _user: Any, matrix: list[float], _font: Any, _size: float) -> None:
        if text.strip() and matrix[5] < TOP:
            found.append(matrix[5])

    text = page.extract_text(visitor_text=visit)
    return Page(text, min(found, default=0))


def begins_chapter(page: Page) -> bool:
    lines = [line for line in page.text.splitlines() if line.strip() and not HEAD.search(line)]
    first = next((line.strip() for line in lines if "Eigen Kracht-conferenties:" not in line), "")
    return bool(re.match(r"(\d [A-Z]|Kerncijfers|Begrippen|Inhoud|Lijst van tabellen)", first))


def pages_of(pdf: bytes) -> list[Page]:
    return [read(page) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture(scope="module")
def pdf(pilot_shown: ProtectedReport) -> bytes:
    return render_report(pilot_shown, DownloadFormat.PDF)


@pytest.fixture(scope="module")
def pilot_pages(pdf: bytes) -> list[Page]:
    return pages_of(pdf)


@pytest.fixture(scope="module")
def pdf_text(pilot_pages: list[Page]) -> str:
    return SPACES.sub(" ", " ".join(page.text for page in pilot_pages))


def half_empty(pages: list[Page]) -> list[int]:
    """The numbers of pages that are under half full and no end of a chapter; the cover is none."""
    last = [begins_chapter(after) for after in pages[1:]] + [True]
    return [
        number
        for number, (page, is_last) in enumerate(zip(pages, last, strict=True), start=1)
        if number > 1 and not is_last and page.lowest > HALF
    ]


def test_the_report_of_the_pilot_has_thirty_to_sixty_pages_and_none_half_empty(pilot_pages: list[Page]) -> None:
    assert 30 <= len(pilot_pages) <= 60
    assert sum(map(begins_chapter, pilot_pages)) >= 9
    assert half_empty(pilot_pages) == []


@pytest.mark.parametrize("audience", [Audience.RESEARCH, Audience.PUBLIC])
@pytest.mark.django_db
def test_tables_of_only_small_numbers_take_a_line_and_no_page(pilot_cases: Any, audience: Audience) -> None:
    quarter = shown(Selection(pilot_cases, dt.date(2010, 4, 1), dt.date(2010, 6, 30)), audience)
    year = shown(Selection(pilot_cases, dt.date(2010, 1, 1), dt.date(2010, 12, 31)), audience)

    for report in (quarter, year):
        pages = pages_of(render_report(report, "pdf"))
        assert half_empty(pages) == []
        text = re.sub(r"\s+", " ", " ".join(page.text for page in pages))
        if len(pages) > 1:
            assert "alle getallen zijn te klein om te tonen" in text


def test_the_same_figures_give_the_same_bytes(pilot_shown: ProtectedReport, pdf: bytes) -> None:
    """Of the other kinds of file: `test_protecting.py`."""
    assert render_report(pilot_shown, DownloadFormat.PDF) == pdf


# --- what it says ------------------------------------------------------------------------------------------


def test_the_pdf_has_every_table_with_its_number_title_base_and_total(
    pilot_shown: ProtectedReport, pdf_text: str
) -> None:
    for table in [*pilot_shown.tables, *pilot_shown.supplement]:
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

    charts = [table for table in [*pilot_shown.tables, *pilot_shown.supplement] if table.bars]
    for table in charts:
        assert any(f"Figuur {table.id} {table.title}." in text for text in told), table.id
    assert all(told)


def test_each_line_of_the_contents_names_the_page_where_its_heading_stands(pilot_pages: list[Page]) -> None:
    pages = [SPACES.sub(" ", page.text) for page in pilot_pages]
    lines = re.findall(r"(\d\.\d(?:\.\d)? [A-Z][^.]*?) ?\.{3,} ?(\d+)", pages[1])

    assert len(lines) > 25
    for heading, page in lines:
        assert heading in pages[int(page) - 1], (heading, page)
    assert f"Pagina 2 van {len(pages)}" in pages[1]
