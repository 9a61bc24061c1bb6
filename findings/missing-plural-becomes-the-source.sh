#!/usr/bin/env bash
# A Polish translator has not written the form for 2-4 yet. We were sure that the compiled catalogue leaves
# such a sentence out, as it does with one that has no translation at all, so that it can be seen to be missing.
# Babel 2.19.0, write_mo: a catalogue entry with one empty plural form is written, and the empty form is filled with the
# Dutch source. A Polish reader meets one Dutch word in a Polish page, and no check on the compiled file finds it.
# What we do: completeness is asked of the .po, form by form, before anything is compiled (ekc/translations.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq --disable-pip-version-check babel==2.19.0
"$folder/venv/bin/python" - <<'PYTHON'
import gettext
import io

import babel
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

catalog = Catalog(locale="pl", fuzzy=False)
catalog.add(("%d vraag", "%d vragen"), ("%d pytanie", "", "%d pytań"))
compiled = io.BytesIO()
write_mo(compiled, catalog)
compiled.seek(0)
polish = gettext.GNUTranslations(compiled)
found = {n: polish.ngettext("%d vraag", "%d vragen", n) % n for n in (1, 3, 5)}
print("Babel", babel.__version__, found)
assert found == {1: "1 pytanie", 3: "3 vragen", 5: "5 pytań"}, found
PYTHON
