#!/usr/bin/env bash
# Coordinators type "0612345678 (moeder)": whose number it is, behind the number. We were sure that a parser of phone
# numbers takes the number and leaves the words, as it does with words in front of it.
# phonenumbers 9.0.43: behind the number, letters are read as the keys of a telephone: "(moeder)" becomes 663337, and the
# result is a national number of fifteen digits that is not valid. In front of the number the same word is left out.
# What we do: the remark is cut off before the library sees the number (ekc/phones.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq --disable-pip-version-check phonenumbers==9.0.43
"$folder/venv/bin/python" - <<'PYTHON'
import phonenumbers

behind = phonenumbers.parse("0612345678 (moeder)", "NL")
front = phonenumbers.parse("moeder: 0612345678", "NL")
print("phonenumbers", phonenumbers.__version__)
print("word behind the number:", behind.national_number, "valid:", phonenumbers.is_valid_number(behind))
print("word before the number:", front.national_number, "valid:", phonenumbers.is_valid_number(front))
assert str(behind.national_number) == "612345678663337" and not phonenumbers.is_valid_number(behind)
assert front.national_number == 612345678 and phonenumbers.is_valid_number(front)
PYTHON
