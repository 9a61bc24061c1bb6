"""HTML to tagged PDF (R99): one template for the screen's text and the paper's, one way to draw it."""

import gc
import io
import logging
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from ekc.frames import with_room

logger = logging.getLogger(__name__)


class DocumentError(Exception):
    """A document could not be drawn as it was meant: a style, font or picture is missing."""


def render_html(html_template: str, context: Mapping[str, Any], *, title: str, language: str = "nl") -> str:
    """The HTML that `render_pdf` draws. `title` becomes the title of the document and of each page."""
    with translation.override(language):
        return render_to_string(html_template, {**context, "document_title": title, "document_language": language})


def render_pdf(
    html_template: str,
    context: Mapping[str, Any],
    *,
    title: str,
    variant: str = "pdf/ua-1",
    language: str = "nl",
) -> bytes:
    """Draw a template that extends `print/base.html` as a tagged PDF with title and language.

    `variant` is "pdf/ua-1" for reading and "pdf/a-2a" for keeping. Raises DocumentError when anything
    that the template asks for could not be loaded, so that no half document leaves the house.
    """
    return pdf_from_html(render_html(html_template, context, title=title, language=language), variant=variant)


def pdf_from_html(html: str, *, variant: str = "pdf/ua-1") -> bytes:
    """Draw finished HTML; see `render_pdf`."""
    # A font that is cut to size would get the moment of cutting in it: the same text gives the same bytes.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    # WeasyPrint is slow to import and needs Pango: only whoever makes a document pays for it.
    import weasyprint

    from .fetcher import BASE_URL, StaticFetcher
    from .mending import NamelessPicture, mend
    from .sources import remembering

    fetcher = StaticFetcher()
    target = io.BytesIO()
    with _faults_of_this_thread() as faults, _without_collector(), remembering() as drawn:
        document = weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
        # Boxes lie within boxes, and so do the functions that lay them out.
        with_room(document.write_pdf, target, pdf_variant=variant, pdf_tags=True)
        faults += [f"could not load {url}" for url in fetcher.refused]
        if faults:
            logger.error("A document could not be drawn: %s", "; ".join(faults))
            raise DocumentError("; ".join(faults))
        try:
            return mend(target.getvalue(), drawn)
        except NamelessPicture as error:
            raise DocumentError(str(error)) from error


class _Collector(logging.Handler):
    """Keeps what WeasyPrint logs as an error in the thread that made it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.thread = threading.get_ident()
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.found.append(record.getMessage())


@contextmanager
def _faults_of_this_thread() -> Iterator[list[str]]:
    handler = _Collector()
    source = logging.getLogger("weasyprint")
    source.addHandler(handler)
    try:
        yield handler.found
    finally:
        source.removeHandler(handler)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Layout makes millions of small objects that live to the end; collecting among them only costs time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
