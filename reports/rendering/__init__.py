"""One report, every kind of file. A rendering writes down what the catalogue counted and computes nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.text import slugify

from ..catalogue import Report
from ..codes import DownloadFormat


@dataclass(frozen=True)
class Rendering:
    """How a kind of file is made, and what a browser must know of it."""

    make: Callable[[Report], bytes]
    content_type: str


def _renderings() -> Mapping[str, Rendering]:
    from . import delimited, document, jsonfile, workbook

    return {
        DownloadFormat.PDF.value: Rendering(document.pdf, "application/pdf"),
        DownloadFormat.HTML.value: Rendering(document.html, "text/html; charset=utf-8"),
        DownloadFormat.JSON.value: Rendering(jsonfile.json_file, "application/json"),
        DownloadFormat.CSV.value: Rendering(delimited.csv_file, "text/csv; charset=utf-8"),
        DownloadFormat.XLSX.value: Rendering(
            workbook.xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        ),
    }


def render_report(report: Report, kind: str) -> bytes:
    """The report as a file of this kind, a value of `DownloadFormat`; its words are Dutch. KeyError on another kind."""
    with translation.override("nl"):
        return _renderings()[kind].make(report)


def content_type_of(kind: str) -> str:
    """The media type of a kind of file."""
    return _renderings()[kind].content_type


def file_name(report: Report, kind: str) -> str:
    """`eigen-kracht-families-zelf-aan-zet-2026-11-21.pdf`: the programme, what was chosen besides, and the date of the
    figures."""
    chosen = "".join(f"-{code.replace('_', '-')}-{slugify(value)}" for code, value in report.selection.ways)
    return f"eigen-kracht-{slugify(report.programme_name)[:40]}{chosen}-{report.made_on:%Y-%m-%d}.{kind}"
