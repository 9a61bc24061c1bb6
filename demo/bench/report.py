"""The whole catalogue, and its report on paper against WeasyPrint alone on the same HTML."""

import gc
import io
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
import weasyprint
from django.conf import settings

from ekc.documents.pdf import render_html
from reports.catalogue import Report, Selection, build_report
from reports.protecting import ProtectedReport
from reports.rendering import document

from .measuring import Series, memory_of, queries_of, side_by_side


@dataclass
class CatalogueFigures:
    cases: int
    seconds: Series
    queries: int
    memory: int


@dataclass
class PaperFigures:
    """Seconds per PDF."""

    pages: int
    ours: Series
    """From what is asked of the database, or the built report, to the bytes: HTML, PDF and its tags mended."""
    alone: Series
    """WeasyPrint alone, with the settings it comes with."""
    alone_without_collector: Series
    """WeasyPrint alone with Python's garbage collector off, as it is in ours."""


def measure_catalogue(selection: Selection, *, times: int) -> CatalogueFigures:
    """Build the report `times` times, and once more each for its queries and its memory."""

    def build() -> Report:
        return build_report(selection)

    build()
    seconds = Series()
    for _ in range(times):
        seconds.time(build)
    return CatalogueFigures(selection.counted().count(), seconds, len(queries_of(build)), memory_of(build))


def measure_paper(report: ProtectedReport, *, times: int) -> PaperFigures:
    """Draw the report in turn by our own route and by WeasyPrint alone, with the same variant, tags and fonts."""
    context = {**document.context_of(report), "on_paper": True}
    html = render_html(document.TEMPLATE, context, title=document.title_of(report))
    return in_turn(lambda: document.pdf(report), html, times=times)


def in_turn(ours: Callable[[], bytes], html: str, *, times: int) -> PaperFigures:
    """Draw something by our own route, and in turn the same HTML by WeasyPrint alone."""
    drawn: list[bytes] = []
    found = side_by_side(
        {
            "ours": lambda: drawn.append(ours()),
            "alone": lambda: _weasyprint(html),
            "alone_without_collector": lambda: _without_collector(html),
        },
        times=times,
    )
    return PaperFigures(pages=_pages(drawn[0]), **found)


def _drawn(html: str) -> weasyprint.HTML:
    return weasyprint.HTML(string=html, base_url=f"{settings.STATICFILES_DIRS[0].as_uri()}/")


def _weasyprint(html: str) -> bytes:
    target = io.BytesIO()
    _drawn(html).write_pdf(target, pdf_variant="pdf/ua-1", pdf_tags=True)
    return target.getvalue()


def _without_collector(html: str) -> bytes:
    gc.disable()
    try:
        return _weasyprint(html)
    finally:
        gc.enable()


def _pages(paper: bytes) -> int:
    with pikepdf.open(io.BytesIO(paper)) as opened:
        return len(opened.pages)
