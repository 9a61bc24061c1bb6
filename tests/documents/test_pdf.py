"""A document on paper: tagged, titled, in Dutch, whole, and loading nothing from outside."""

import datetime as dt
import io
import logging
import os
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from fontTools.ttLib import TTFont

from ekc.documents import fetcher
from ekc.documents.fetcher import BASE_URL, StaticFetcher
from ekc.documents.pdf import DocumentError, pdf_from_html, render_html, render_pdf

TITLE = "Families zelf aan zet"
CONTEXT = {
    "programme": "Pilot Noord-Holland",
    "period": "2009 tot en met april 2012",
    "day": dt.date(2012, 4, 1),
    "rows": [("Şahin–Čapek", number, number / 2) for number in range(1, 61)],
    "bars": [("Wonen en verblijf", 42, "42 %"), ("Contact", None)],
}


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render_pdf("print/sample.html", CONTEXT, title=TITLE)


@pytest.fixture
def pdf(sample: bytes) -> Any:
    with pikepdf.open(io.BytesIO(sample)) as opened:
        yield opened


@pytest.fixture
def pages(sample: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(sample)).pages]


def page_with(head: str) -> str:
    return f'<html lang="nl"><head><title>T</title>{head}</head><body><p>x</p></body></html>'


def tags_of(pdf: Any) -> list[Any]:
    """All elements of the structure tree, depth first."""
    found, todo = [], [pdf.Root.StructTreeRoot]
    while todo:
        node = todo.pop()
        if isinstance(node, pikepdf.Dictionary):
            found.append(node)
            children = node.get("/K", [])
            todo.extend(children if isinstance(children, pikepdf.Array) else [children])
    return found


def test_document_is_tagged_and_names_its_language_and_title(pdf: Any) -> None:
    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert "/StructTreeRoot" in pdf.Root
    assert str(pdf.Root.Lang) == "nl"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == TITLE
        assert metadata["pdfuaid:part"] == "1"


def test_chart_has_its_figures_as_alternative_text(pdf: Any) -> None:
    alternatives = [str(tag["/Alt"]) for tag in tags_of(pdf) if tag.get("/S") == "/Figure" and "/Alt" in tag]

    assert any(text.startswith("Onderwerpen van de vraag. Wonen en verblijf: 42 %") for text in alternatives)


def test_headings_tables_and_contents_are_tagged_as_such(pdf: Any) -> None:
    kinds = {str(tag.get("/S")) for tag in tags_of(pdf)}

    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Caption", "/L"} <= kinds


def test_every_font_is_the_house_font_and_embedded(pdf: Any) -> None:
    fonts = {str(font["/BaseFont"]): font for page in pdf.pages for font in page.resources.get("/Font", {}).values()}

    assert fonts
    for name, font in fonts.items():
        assert "Source-Sans-3" in name
        assert (
            "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            or "/FontFile3" in font.DescendantFonts[0].FontDescriptor
        )


def test_each_page_says_which_page_it_is(pages: list[str]) -> None:
    assert "Pagina" not in pages[0]
    for number, text in enumerate(pages[1:], 2):
        assert f"Pagina {number} van {len(pages)}" in text
        assert TITLE in text


def test_contents_give_the_page_of_each_chapter(pages: list[str]) -> None:
    chapter = next(number for number, text in enumerate(pages, 1) if number > 2 and "2 De vragen" in text)

    line = next(line for line in pages[1].splitlines() if line.startswith("2 De vragen"))
    assert line.rstrip(". ").split()[-1] == str(chapter)


def test_long_table_repeats_its_heading_on_the_next_page(pages: list[str]) -> None:
    with_rows = [text for text in pages if "Şahin–Čapek" in text]

    assert len(with_rows) > 1
    assert all("Aandeel" in text for text in with_rows)


def test_html_is_the_same_document_as_text() -> None:
    html = render_html("print/sample.html", CONTEXT, title=TITLE)

    assert '<html lang="nl">' in html
    assert f"<title>{TITLE}</title>" in html
    assert "0,5\u00a0%" in html


@pytest.mark.parametrize(
    "address",
    [
        "ekc/bestaat-niet.css",
        "https://example.org/x.css",
        "file:///etc/passwd",
        "../manage.py",
        "data:text/css,p%7Bcolor:red%7D",
        "//example.org/x.css",
    ],
)
def test_what_is_not_our_own_static_file_stops_the_document(address: str, caplog: pytest.LogCaptureFixture) -> None:
    html = page_with(f'<link rel="stylesheet" href="{address}">')

    with caplog.at_level(logging.ERROR, logger="ekc.documents.pdf"), pytest.raises(DocumentError):
        pdf_from_html(html)

    assert "could not be drawn" in caplog.text


def test_missing_font_stops_the_document() -> None:
    face = "@font-face { font-family: Weg; src: url(ekc/weg.woff2) }"
    html = page_with(f"<style>{face} p {{ font-family: Weg }}</style>")

    with pytest.raises(DocumentError, match="weg.woff2"):
        pdf_from_html(html)


@pytest.mark.parametrize(
    "name", ["../manage.py", "%2e%2e/manage.py", "..%2fekc/settings/base.py", "/etc/passwd", "ekc"]
)
def test_fetcher_does_not_leave_the_static_folder(name: str) -> None:
    with pytest.raises(ValueError, match="Not a static file"):
        StaticFetcher().fetch(BASE_URL + name)


def font(name: str) -> bytes:
    return StaticFetcher().fetch(f"{BASE_URL}{name}").read()


def test_fonts_are_given_unpacked_and_unpacked_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    packed = Path(settings.BASE_DIR) / "static/vendor/vazirmatn/vazirmatn-arabic-wght-normal.woff2"
    here = tmp_path / "font.woff2"
    here.write_bytes(packed.read_bytes())
    settings.STATICFILES_DIRS = [tmp_path]
    unpacked: list[Any] = []
    real = fetcher.woff2.decompress
    monkeypatch.setattr(fetcher.woff2, "decompress", lambda *files: (unpacked.append(files), real(*files)))

    found = font("font.woff2")

    assert TTFont(io.BytesIO(found)).flavor is None
    assert TTFont(io.BytesIO(found)).getGlyphOrder() == TTFont(packed).getGlyphOrder()
    assert font("font.woff2") == found
    assert len(unpacked) == 1

    # Another file in its place is another font.
    here.write_bytes(packed.read_bytes())
    os.utime(here, ns=(1, 1))
    assert font("font.woff2") == found
    assert len(unpacked) == 2


def test_drawing_the_sample_logs_no_error(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        render_pdf("print/sample.html", {**CONTEXT, "rows": []}, title=TITLE)

    assert caplog.records == []


# WeasyPrint leaves its own colour profile open for the collector.
@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
def test_kept_copy_is_tagged_too() -> None:
    archived = render_pdf("print/sample.html", {**CONTEXT, "rows": []}, title=TITLE, variant="pdf/a-2a")

    with pikepdf.open(io.BytesIO(archived)) as opened:
        assert "/StructTreeRoot" in opened.Root
