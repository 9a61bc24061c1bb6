"""One report, every kind of file. A rendering writes down what the catalogue counted and computes nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.text import slugify

from ..codes import Audience, DownloadFormat
from ..periods import period_code
from ..protecting import ProtectedReport
from .beside import words_of
from .chapters import tables_with_sentences

__all__ = ["content_type_of", "file_name", "render_report", "tables_with_sentences"]


@dataclass(frozen=True)
class Rendering:
    """How a kind of file is made, and what a browser must know of it."""

    make: Callable[[ProtectedReport], bytes]
    content_type: str


def _renderings() -> Mapping[str, Rendering]:
    from . import delimited, document, factsheet, jsonfile, workbook

    return {
        DownloadFormat.PDF.value: Rendering(document.pdf, "application/pdf"),
        DownloadFormat.FACTSHEET.value: Rendering(factsheet.factsheet, "application/pdf"),
        DownloadFormat.HTML.value: Rendering(document.html, "text/html; charset=utf-8"),
        DownloadFormat.JSON.value: Rendering(jsonfile.json_file, "application/json"),
        DownloadFormat.CSV.value: Rendering(delimited.csv_file, "text/csv; charset=utf-8"),
        DownloadFormat.CSV_DUTCH.value: Rendering(delimited.dutch_csv_file, "text/csv; charset=utf-8"),
        DownloadFormat.XLSX.value: Rendering(
            workbook.xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        ),
    }


def render_report(report: ProtectedReport, kind: str) -> bytes:
    """The report as a file of this kind, a value of `DownloadFormat`; its words are Dutch. KeyError on another kind,
    TypeError on a report that did not go through the gate."""
    if not isinstance(report, ProtectedReport):
        raise TypeError("a rendering takes a ProtectedReport: see reports/protecting.py")
    with translation.override("nl"):
        return _renderings()[kind].make(report)


def content_type_of(kind: str) -> str:
    """The media type of a kind of file."""
    return _renderings()[kind].content_type


def file_name(report: ProtectedReport, kind: str) -> str:
    """`eigen-kracht-families-zelf-aan-zet-utrecht-2025-q2-onderzoek-2026-11-21.pdf`: the programme, what was chosen
    besides, for whom, and the date of the figures. No two selections have the same name on one day. An edition has its
    own name and version."""
    sheet, ending = OWN_NAMES.get(kind, ("", kind))
    if report.edition is not None:
        mark = report.edition
        name = slugify(mark.name)[:80].rstrip("-") or "editie"
        parts = [name, f"versie-{mark.version}", sheet, "" if mark.published_on else "concept"]
        return f"{'-'.join(filter(None, parts))}.{ending}"
    about = report.about
    parts = [
        slugify(about.programme_name)[:40],
        *(slugify(region)[:20] for region in about.regions[:2]),
        *([f"en-{len(about.regions) - 2}-regio-s"] if len(about.regions) > 2 else []),
        period_code(about.start, about.until),
        *(f"{code.replace('_', '-')}-{slugify(value)}" for code, value in about.ways),
    ]
    beside = f"naast-{slugify(words_of(report)[1])[:36].rstrip('-')}" if report.comparison else ""
    last = "-".join(filter(None, [sheet, beside, AUDIENCES[report.audience], f"{about.made_on:%Y-%m-%d}"]))
    first = f"eigen-kracht-{'-'.join(filter(None, parts))}"[: LONGEST_NAME - len(last)].rstrip("-")
    return f"{first}-{last}.{ending}"


LONGEST_NAME = 114
OWN_NAMES: Mapping[str, tuple[str, str]] = {
    DownloadFormat.FACTSHEET.value: ("factsheet", "pdf"),
    DownloadFormat.CSV_DUTCH.value: ("excel", "csv"),
}
"""What stands in the name of a file whose ending does not say what kind it is; and that ending."""
AUDIENCES = {Audience.INTERNAL: "", Audience.RESEARCH: "onderzoek", Audience.PUBLIC: "openbaar"}
