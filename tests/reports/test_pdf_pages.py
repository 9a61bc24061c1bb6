"""The pages of the report on paper: full, but at the end of a chapter; one page where there is nothing to tell."""

import datetime as dt
import io
import re
from dataclasses import dataclass
from typing import Any

import pypdf
import pytest

from reports.catalogue import Selection
from reports.codes import Audience
from reports.protecting import ProtectedReport
from reports.rendering import render_report
from tests.reports.protected import shown

TOP, BOTTOM = 842 - 68, 62
"""Of what is written on a page, in points from below."""
HALF = BOTTOM + (TOP - BOTTOM) / 2
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


def pages_of(report: ProtectedReport) -> list[Page]:
    return [read(page) for page in pypdf.PdfReader(io.BytesIO(render_report(report, "pdf"))).pages]


def half_empty(pages: list[Page]) -> list[int]:
    """The numbers of pages that are under half full and no end of a chapter; the cover is none."""
    last = [begins_chapter(after) for after in pages[1:]] + [True]
    return [
        number
        for number, (page, is_last) in enumerate(zip(pages, last, strict=True), start=1)
        if number > 1 and not is_last and page.lowest > HALF
    ]


def test_the_report_of_the_pilot_has_thirty_to_sixty_pages_and_none_half_empty(pilot_shown: ProtectedReport) -> None:
    pages = pages_of(pilot_shown)

    assert 30 <= len(pages) <= 60
    assert sum(map(begins_chapter, pages)) >= 9
    assert half_empty(pages) == []


@pytest.mark.parametrize("audience", [Audience.RESEARCH, Audience.PUBLIC])
@pytest.mark.django_db
def test_tables_of_only_small_numbers_take_a_line_and_no_page(pilot_cases: Any, audience: Audience) -> None:
    quarter = shown(Selection(pilot_cases, dt.date(2010, 4, 1), dt.date(2010, 6, 30)), audience)
    year = shown(Selection(pilot_cases, dt.date(2010, 1, 1), dt.date(2010, 12, 31)), audience)

    for report in (quarter, year):
        pages = pages_of(report)
        assert half_empty(pages) == []
        text = re.sub(r"\s+", " ", " ".join(page.text for page in pages))
        if len(pages) > 1:
            assert "alle getallen zijn te klein om te tonen" in text
