#!/usr/bin/env bash
# An aanmelding in Arabic on paper, with one word that has a vowel sign. We were sure that the sign changes at most how
# that word is copied.
# WeasyPrint 70.0 with Vazirmatn 5.3.0 of Fontsource: the sign is given its letter as well and the letter nothing, and
# the letters of a glyph hold for the whole document, so that every later word with that letter loses it: a sentence of
# three words with that letter comes back with none. Which word wins depends on the order in which lines are drawn.
# What we do: the map of glyphs is made from the tables of the font, not from what was drawn (ekc/documents/glyphs.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 pypdf==7.1.0
(cd "$folder" && npm pack --silent @fontsource-variable/vazirmatn@5.3.0 >/dev/null && tar xzf ./*.tgz)
"$folder/venv/bin/python" - "$folder/package/files/vazirmatn-arabic-wght-normal.woff2" <<'PYTHON' 2>/dev/null
import io
import sys

import pypdf
import weasyprint

ALEF = "\u0623"


def letters(text: str) -> int:
    face = f"@font-face {{ font-family: A; src: url(file://{sys.argv[1]}) }} body {{ font-family: A }}"
    html = f'<html lang="ar" dir="rtl"><head><style>{face}</style></head><body><p>{text}</p></body></html>'
    target = io.BytesIO()
    weasyprint.HTML(string=html).write_pdf(target)
    return pypdf.PdfReader(target).pages[0].extract_text().count(ALEF)


plain, signed = "أو أفضل أحد", "أو أفضل أحد أُرسل"
found = (letters(plain), letters(signed))
print("WeasyPrint", weasyprint.__version__, "letters written and read back:", (plain.count(ALEF), signed.count(ALEF)), found)
assert found[0] == 3 and found[1] < 3, found
PYTHON
