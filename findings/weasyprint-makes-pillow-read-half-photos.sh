#!/usr/bin/env bash
# WeasyPrint 70.0 with Pillow 13.0.0: importing the first changes what the second does, everywhere in the process.
#
# Sure it would: a library that draws PDFs leaves the library that reads photos as it is; a photo of which the end did not
# arrive is refused by Pillow with "image file is truncated", as its documentation says.
# Seen: `import weasyprint` sets `PIL.ImageFile.LOAD_TRUNCATED_IMAGES`. From then on any code in that process opens half a
# photo without an error, with grey where the rest should be. Somebody's phone lost its line while sending, and the house
# would keep half a sheet as if it were whole.
# What we did: ekc/pictures.py turns the switch off while it reads (tests/house/test_pictures.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pillow==13.0.0

cat >"$folder/look.py" <<'PY'
import io
import sys

from PIL import Image, ImageFile


def read_half() -> str:
    whole = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((800, 600)).save(whole, "JPEG")
    half = whole.getvalue()[: len(whole.getvalue()) // 2]
    try:
        with Image.open(io.BytesIO(half)) as photo:
            photo.load()
            return f"read as {photo.size}, last row {photo.getpixel((400, 599))}"
    except OSError as error:
        return f"refused: {str(error).split('(')[0].strip()}"


before = (ImageFile.LOAD_TRUNCATED_IMAGES, read_half())
import weasyprint  # noqa: E402

after = (ImageFile.LOAD_TRUNCATED_IMAGES, read_half())
print("Pillow alone:           ", before)
print(f"with WeasyPrint {weasyprint.__version__}:   ", after)
as_seen = before == (False, "refused: image file is truncated") and after == (
    True,
    "read as (800, 600), last row (128, 128, 128)",
)
sys.exit(0 if as_seen else "The behaviour has changed.")
PY
"$folder/venv/bin/python" "$folder/look.py"
