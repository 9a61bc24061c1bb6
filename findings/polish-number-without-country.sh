#!/usr/bin/env bash
# A mother from Poland types her number as at home: "512 345 678", nine digits without a country. We were sure that
# a Dutch number begins with 0 and that a strict check for the Netherlands refuses nine digits that do not.
# phonenumbers 9.0.43: the 0 is optional, and the number is a *valid* Dutch one (the area code of Drachten); so whoever dials what
# the library gives, calls somebody else. A number from Turkey without its country is refused, as one would expect.
# What we do: a number without 0 or + in front is asked about, never completed (ekc/phones.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq --disable-pip-version-check phonenumbers==9.0.43
"$folder/venv/bin/python" - <<'PYTHON'
import phonenumbers

E164 = phonenumbers.PhoneNumberFormat.E164
polish = phonenumbers.parse("512 345 678", "NL")
turkish = phonenumbers.parse("532 123 45 67", "NL")
print("phonenumbers", phonenumbers.__version__)
print("512 345 678 in the Netherlands: valid", phonenumbers.is_valid_number(polish), phonenumbers.format_number(polish, E164))
print("532 123 45 67 in the Netherlands: valid", phonenumbers.is_valid_number(turkish))
assert phonenumbers.is_valid_number(polish) and phonenumbers.format_number(polish, E164) == "+31512345678"
assert not phonenumbers.is_valid_number(turkish)
PYTHON
