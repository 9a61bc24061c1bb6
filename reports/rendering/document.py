"""The report to read: a tagged PDF, and the same pages as one HTML file that needs nothing beside it."""

import base64
import re
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from ekc.documents.pdf import render_html, render_pdf

from ..catalogue.shapes import VERSION
from ..protecting import ProtectedReport
from . import number_texts, texts
from .beside import comparison_of
from .chapters import chapters_of
from .checksum import checksum

TEMPLATE = "reports/print/report.html"
LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
ADDRESS = re.compile(r'url\("([^"]+)"\)')


def context_of(report: ProtectedReport) -> dict[str, Any]:
    """What page and paper show. A report without a single figure is one page that says so."""
    nothing = texts.nothing(report)
    chapters = [] if nothing else chapters_of(report)
    tables = [table for chapter in chapters for section in chapter.sections for table in section.tables]
    return {
        "report": report,
        "chapters": chapters,
        "comparison": None if nothing else comparison_of(report),
        "tables": [table for table in tables if not table.nothing],
        "version": VERSION,
        "checksum": checksum(report),
        "summary": texts.summary(report),
        "terms": texts.TERMS,
        "period": number_texts.period(report.about),
        "audience": number_texts.audience(report),
        "headed": number_texts.headed(report),
        "nothing": nothing,
        "regions": number_texts.regions(report),
        "ways": number_texts.ways(report),
        "counted_on": number_texts.counted_on(report),
    }


def _paper(report: ProtectedReport) -> dict[str, Any]:
    return {**context_of(report), "on_paper": True}


def title_of(report: ProtectedReport) -> str:
    if report.edition is not None:
        return report.edition.title
    return f"Eigen Kracht-conferenties: {report.programme_name}"


def pdf(report: ProtectedReport) -> bytes:
    """PDF/UA-1, tagged, in Dutch. Raises DocumentError when a font or style is missing."""
    return render_pdf(TEMPLATE, _paper(report), title=title_of(report))


def html(report: ProtectedReport) -> bytes:
    """One file with its styles and fonts inside. Its links to style sheets are replaced by the sheets themselves."""
    page = render_html(TEMPLATE, _paper(report), title=title_of(report))
    return LINK.sub(lambda found: f"<style>\n{_sheet(found.group(1))}\n</style>", page).encode()


def _sheet(name: str) -> str:
    path = _static(name)
    text = path.read_text(encoding="utf-8")
    return ADDRESS.sub(lambda found: f'url("{_embedded((path.parent / found.group(1)).resolve())}")', text)


def _embedded(path: Path) -> str:
    kind = {".woff2": "font/woff2", ".svg": "image/svg+xml"}[path.suffix]
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


def _static(name: str) -> Path:
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return Path(found)
