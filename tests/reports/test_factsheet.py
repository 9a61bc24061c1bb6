"""The factsheet: one page, whatever was chosen, under its own name."""

import io
import re
from typing import Any

import pypdf
import pytest

from reports.catalogue import Selection
from reports.codes import Audience, DownloadFormat
from reports.protecting import ProtectedReport
from reports.rendering import content_type_of, file_name, render_report
from tests.factories import make_programme
from tests.reports.protected import shown


def pages_of(report: ProtectedReport) -> list[str]:
    pages = pypdf.PdfReader(io.BytesIO(render_report(report, DownloadFormat.FACTSHEET))).pages
    return [re.sub(r"\s+", " ", page.extract_text()) for page in pages]


@pytest.mark.django_db
@pytest.mark.parametrize("audience", Audience)
def test_it_is_one_page_also_of_many_regions_and_a_long_name(pilot_cases: Any, audience: Audience) -> None:
    pilot_cases.name = "Samen verder in de wijken en dorpen van Noord-Holland, Utrecht, Flevoland en Gelderland " * 2
    names = tuple(f"Regio met een heel lange naam {at}" for at in range(14))

    pages = pages_of(shown(Selection(pilot_cases, region_names=names), audience))

    assert len(pages) == 1
    assert "Regio met een heel lange naam 13" in pages[0]


def test_its_figures_are_those_of_the_report(pilot_shown: ProtectedReport) -> None:
    [page] = pages_of(pilot_shown)

    for told in ("47 (64\u00a0% van 73 aanvragen", "Professional 45 62\u00a0%", "Plan overeengekomen 47 100\u00a0%"):
        assert told.replace("\u00a0", " ") in page.replace("\u00a0", " ")
    assert "Volwassenen: conferentie 7,8 N = 72" in page
    assert "Geheel 31 32 %" in page.replace("\u00a0", " ")


@pytest.mark.django_db
@pytest.mark.parametrize("audience", Audience)
def test_without_a_figure_it_says_so_on_one_page(audience: Audience) -> None:
    [page] = pages_of(shown(Selection(make_programme()), audience))

    assert ("geen zaken en geen antwoorden" if audience == Audience.INTERNAL else "te weinig mensen") in page


def test_it_has_a_name_of_its_own_and_opens_as_a_pdf(pilot_shown: ProtectedReport) -> None:
    name = file_name(pilot_shown, DownloadFormat.FACTSHEET)

    assert re.fullmatch(r"eigen-kracht-families-zelf-aan-zet-factsheet-\d{4}-\d\d-\d\d\.pdf", name)
    assert content_type_of(DownloadFormat.FACTSHEET) == "application/pdf"
    assert name != file_name(pilot_shown, DownloadFormat.PDF)
