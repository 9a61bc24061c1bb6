#!/usr/bin/env bash
# Lam-alef is one glyph for two letters and comes back turned round when a line is copied from a PDF. We were sure that
# the remedy of the standard, /ActualText on the marked content (ISO 32000-1, 14.9.4), gives the right order.
# PDFium (pypdfium2 5.15.2) on a PDF of WeasyPrint 70.0 in Vazirmatn 5.3.0: without it two letters of each lam-alef are
# turned round; with it every word comes back from its last letter to its first. Only letters that stand the other
# way round in the map of the font itself are copied right, and /ActualText belongs on the element of the tags.
# What we do: both of these (ekc/documents/glyphs.py, ekc/documents/mending.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 pikepdf==10.17.0 pypdfium2==5.15.2
(cd "$folder" && npm pack --silent @fontsource-variable/vazirmatn@5.3.0 >/dev/null && tar xzf ./*.tgz)
"$folder/venv/bin/python" - "$folder/package/files/vazirmatn-arabic-wght-normal.woff2" <<'PYTHON'
import io
import re
import sys
from importlib.metadata import version

import pikepdf
import pypdfium2
import weasyprint

TEXT = "سلام لا"
face = f"@font-face {{ font-family: A; src: url(file://{sys.argv[1]}) }} body {{ font-family: A }}"
drawn = io.BytesIO()
weasyprint.HTML(string=f'<html lang="ar" dir="rtl"><head><title>x</title><style>{face}</style></head><body><p>{TEXT}</p>').write_pdf(
    drawn, pdf_variant="pdf/ua-1"
)


def copied(pdf: pikepdf.Pdf) -> str:
    target = io.BytesIO()
    pdf.save(target)
    document = pypdfium2.PdfDocument(target.getvalue())
    return document[0].get_textpage().get_text_range().strip()


plain = copied(pikepdf.open(drawn))
said = pikepdf.open(drawn)
page = said.pages[0]
words = ("\ufeff" + TEXT).encode("utf-16-be").hex().encode()
page.Contents.write(re.sub(rb"<</MCID (\d+)>>", rb"<</MCID \1 /ActualText <" + words + rb">>>", page.Contents.read_bytes()))
with_words = copied(said)
turned = pikepdf.open(drawn)
for font in turned.pages[0].resources.Font.values():
    font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<06440627>", b"<06270644>"))
print("pypdfium2", version("pypdfium2"), [ascii(text) for text in (plain, with_words, copied(turned))])
assert sorted(plain) == sorted(TEXT) and plain != TEXT
assert with_words == " ".join(word[::-1] for word in TEXT.split())
assert copied(turned) == TEXT
PYTHON
