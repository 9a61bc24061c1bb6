"""Which letters each glyph of the Arabic font of the house stands for, so that paper reads back as it was written.

WeasyPrint takes the letters of a glyph from the text that it last drew with it, which goes wrong where a letter and its
vowel sign are drawn as two glyphs: the sign gets both letters and the letter none, on every page. The font itself
knows: its own table of letters, and what it makes of them at the beginning, middle and end of a word.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pikepdf
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from .sources import is_leftward

ARABIC = "Vazirmatn"
_FILE = "vendor/vazirmatn/vazirmatn-arabic-wght-normal.woff2"
_PRESENTATION_FORMS = range(0xFB50, 0xFF00)
_PAGE = 100


def mend_letters(pdf: pikepdf.Pdf) -> None:
    """Give the Arabic fonts of a PDF the letters of each glyph, those of one glyph in the order of the eye.

    Who copies or searches takes the glyphs of a line from right to left and the letters of one glyph (lam-alef) from
    left to right, so that these must stand the other way round.
    """
    fonts = {font.objgen: font for page in pdf.pages for font in page.resources.get("/Font", {}).values()}
    for font in fonts.values():
        if str(font.BaseFont).partition("+")[2].startswith(ARABIC):
            font.ToUnicode = pdf.make_stream(_map_of_glyphs())


@lru_cache(maxsize=1)
def _map_of_glyphs() -> bytes:
    lines = [f"<{glyph:04x}> <{_in_order_of_the_eye(text)}>" for glyph, text in sorted(letters_of_glyphs().items())]
    pages = [lines[start : start + _PAGE] for start in range(0, len(lines), _PAGE)]
    body = "\n".join(f"{len(page)} beginbfchar\n" + "\n".join(page) + "\nendbfchar" for page in pages)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo\n<< /Registry (Adobe)\n/Ordering (UCS)\n/Supplement 0\n>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()


def _in_order_of_the_eye(text: str) -> str:
    return (text[::-1] if is_leftward(text) else text).encode("utf-16-be").hex()


@lru_cache(maxsize=1)
def letters_of_glyphs() -> dict[int, str]:
    """The letters of each glyph of the Arabic font, in the order of reading, by its number in the file."""
    path = finders.find(_FILE)
    with TTFont(str(path)) as font:
        letters: dict[str, str] = {}
        # Of two letters with one glyph the one that people type, not its presentation form.
        for letter, glyph in sorted(font.getBestCmap().items(), key=lambda pair: pair[0] in _PRESENTATION_FORMS):
            letters.setdefault(glyph, unicodedata.normalize("NFKC", chr(letter)) if _is_form(letter) else chr(letter))
        known = 0
        while known < len(letters):
            known = len(letters)
            for sources, made in _substitutions(font):
                if made not in letters and all(source in letters for source in sources):
                    letters[made] = "".join(letters[source] for source in sources)
        return {font.getGlyphID(glyph): text for glyph, text in letters.items()}


def _is_form(letter: int) -> bool:
    return letter in _PRESENTATION_FORMS


def _substitutions(font: TTFont) -> Iterator[tuple[tuple[str, ...], str]]:
    """What the font makes of which glyphs: one of one, and one of several."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield from _of_table(getattr(table, "ExtSubTable", table))


def _of_table(table: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    if hasattr(table, "ligatures"):
        for first, ligatures in table.ligatures.items():
            yield from (((first, *each.Component), each.LigGlyph) for each in ligatures)
    elif hasattr(table, "mapping"):
        for source, made in table.mapping.items():
            if isinstance(made, str):
                yield (source,), made
            elif len(made) == 1:
                yield (source,), made[0]
    elif hasattr(table, "alternates"):
        for source, others in table.alternates.items():
            yield from (((source,), made) for made in others)
