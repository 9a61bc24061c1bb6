#!/usr/bin/env bash
# Rows for a researcher go out as a file for SPSS. A text that was not asked is "-9" and one that nobody knows "-8"; both
# are declared as missing, as the format allows up to three values of a text. We were sure that PSPP, which reads the
# format, leaves both out of a count, as it does for a number.
# pyreadstat 1.3.7 with PSPP 1.6.2: for a text of at most 8 bytes it does. One letter wider, and PSPP warns that a record
# ends unexpectedly and knows none of the missing values any more, so that "-8" is counted as an answer. With one missing
# value the wide text is right as well. pyreadstat reads its own file back with both, so that its tests see nothing.
# What we do: a text wider than 8 bytes gets no missing values; its codebook says what the two codes mean (reports/research).
set -euo pipefail
command -v pspp >/dev/null || { echo "install Debian's pspp (1.6.2) first" >&2; exit 2; }
pspp --version | grep -q "1\.6\.2" || { echo "this is not PSPP 1.6.2" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq --disable-pip-version-check pyreadstat==1.3.7 pandas==3.0.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import pandas
import pyreadstat

for name, longest, missing in (("short", "abcdefgh", ["-8", "-9"]), ("wide", "abcdefghi", ["-8", "-9"]), ("one", "abcdefghi", ["-8"])):
    rows = pandas.DataFrame({"answer": [longest, "-8"]})
    pyreadstat.write_sav(rows, f"{name}.sav", missing_ranges={"answer": missing})
    _rows, meta = pyreadstat.read_sav(f"{name}.sav", user_missing=True)
    print("pyreadstat reads back", name, sorted(each["lo"] for each in meta.missing_ranges["answer"]))
PYTHON
counted() {
    printf 'GET FILE="%s.sav".\nFREQUENCIES answer.\n' "$1" >"$1.sps"
    pspp -O format=csv "$1.sps" >"$1.out" 2>&1 || true
    if grep -q "Missing,-8" "$1.out"; then echo "left out"; else echo "counted as an answer"; fi
}
for name in short wide one; do printf '%s: "-8" is %s\n' "$name" "$(counted $name)"; done
grep -h -m1 "ends unexpectedly" wide.out || { echo "PSPP no longer warns" >&2; exit 1; }
test "$(counted short)" = "left out" && test "$(counted wide)" = "counted as an answer" && test "$(counted one)" = "left out"
