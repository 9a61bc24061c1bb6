"""Phone numbers: how they are read, shown, dialled and compared. Nothing else in the house knows what one looks like.

A column holds what was typed, remark and all: `0612345678 (moeder)`. `read_phone` takes number and remark apart each
time it is shown, so that what stands there from before is read in the same way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import phonenumbers
from django import forms
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Right
from django.utils.html import format_html
from django.utils.safestring import SafeString
from phonenumbers import Leniency, PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher, PhoneNumberType

from ekc.dutch import plain_digits

COUNTRY = "NL"
COUNTRY_CODE = 31
LONGEST = 60
"""Of what is typed in one field. A number has at most 15 digits; the rest is for the remark."""
MOST_DIGITS = 15
_ONLY_AT_HOME = frozenset(
    {PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN}
)
"""Kinds of numbers that cannot be called with the country before them."""


class Fault(StrEnum):
    """Why a text holds no phone number that can be called."""

    WORDS = "words"
    TWO = "two"
    START = "start"
    SHORT = "short"
    LONG = "long"


@dataclass(frozen=True)
class Phone:
    """What a text says. With a `fault` the number is the text as it stands; `href` is empty where nothing can be
    dialled."""

    number: str = ""
    href: str = ""
    remark: str = ""
    fault: Fault | None = None

    @property
    def shown(self) -> str:
        """`06 12345678 (moeder)`."""
        return f"{self.number} ({self.remark})" if self.remark else self.number


def tidy(text: str) -> str:
    """What was typed, with plain digits, single spaces, and none of the signs without width that pasting brings."""
    return " ".join("".join(sign for sign in plain_digits(text) if sign.isspace() or sign.isprintable()).split())


def read_phone(text: str) -> Phone:
    """The one number in a text, and what was written beside it.

    Reads Dutch numbers, and others that begin with `+` or `00` and their country. Letters are never digits.
    """
    known = tidy(text)
    if not known:
        return Phone()
    found = list(_numbers_in(known))
    if len({phonenumbers.format_number(number, PhoneNumberFormat.E164) for _s, _e, number in found}) > 1:
        return Phone(known, fault=Fault.TWO)
    if not found:
        return _without_number(known)
    ends = [0, *(end for _start, end, _number in found)]
    starts = [*(start for start, _end, _number in found), len(known)]
    beside = [_bare(known[end:start]) for end, start in zip(ends, starts, strict=True)]
    if any(map(phone_key, beside)):
        return Phone(known, fault=Fault.TWO)
    number = found[0][2]
    extension = f"toestel {number.extension}" if number.extension else ""
    return Phone(_written(number), _address(number), " ".join(filter(None, [extension, *beside])))


def _numbers_in(text: str) -> Iterator[tuple[int, int, PhoneNumber]]:
    """The numbers with their places. Those that exist first; without one of these, what has the length of one."""
    for leniency in (Leniency.VALID, Leniency.POSSIBLE):
        matches = list(PhoneNumberMatcher(text, COUNTRY, leniency=leniency))
        if found := [
            (each.start, each.end, each.number) for each in matches if _is_whole(each.raw_string, each.number)
        ]:
            yield from found
            return


def _is_whole(typed: str, number: PhoneNumber) -> bool:
    """Whether this is all of a number: what begins without 0 or + may be one of another country, or half of one."""
    digits = "".join(re.findall("[0-9]", typed))
    begins = "+" in typed or digits.startswith(("0", "14", str(COUNTRY_CODE)))
    lengths = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)
    fits = any(phonenumbers.is_possible_number_for_type(number, kind) for kind in lengths)
    return begins and (fits or phonenumbers.is_valid_number(number))


def _without_number(text: str) -> Phone:
    digits = "".join(re.findall("[0-9]", text))
    if not digits:
        return Phone(text, fault=Fault.WORDS)
    # An alarm number or an extension can be called as it stands; among words nobody knows which digits to call.
    can_call = 3 <= len(digits) <= MOST_DIGITS and not any(sign.isalpha() for sign in text)
    href = f"tel:{'+' if text.lstrip('(').startswith('+') else ''}{digits}" if can_call else ""
    return Phone(text, href, fault=_fault_of(text, digits))


def _fault_of(text: str, digits: str) -> Fault:
    if len(digits) > MOST_DIGITS:
        return Fault.TWO
    begins = "+" in text or digits.startswith("0")
    if not begins:
        return Fault.START if len(digits) >= 8 else Fault.SHORT
    try:
        number = phonenumbers.parse(f"+{digits}" if "+" in text else digits, COUNTRY)
    except phonenumbers.NumberParseException:
        return Fault.START if len(digits) >= 8 else Fault.SHORT
    length = phonenumbers.is_possible_number_for_type_with_reason(number, PhoneNumberType.FIXED_LINE)
    return Fault.LONG if length == phonenumbers.ValidationResult.TOO_LONG else Fault.SHORT


def _bare(text: str) -> str:
    """What was written beside a number, without the signs that set it apart."""
    bare = text.strip(" -–—:;,./|")
    inside = bare[1:-1]
    is_in_brackets = bare.startswith("(") and bare.endswith(")") and inside.find(")") >= inside.find("(")
    return inside.strip() if is_in_brackets else bare


def _written(number: PhoneNumber) -> str:
    bare = PhoneNumber(country_code=number.country_code, national_number=number.national_number)
    bare.italian_leading_zero, bare.number_of_leading_zeros = (
        number.italian_leading_zero,
        number.number_of_leading_zeros,
    )
    is_ours = number.country_code == COUNTRY_CODE
    return phonenumbers.format_number(bare, PhoneNumberFormat.NATIONAL if is_ours else PhoneNumberFormat.INTERNATIONAL)


def _address(number: PhoneNumber) -> str:
    is_short = number.country_code == COUNTRY_CODE and phonenumbers.number_type(number) in _ONLY_AT_HOME
    if is_short:
        return f"tel:{''.join(re.findall('[0-9]', _written(number)))}"
    return f"tel:{phonenumbers.format_number(number, PhoneNumberFormat.E164)}"


def phone_text(text: str | None) -> str:
    """The number as it is read, with its remark: for a mail, a file, and a page from which nobody calls."""
    return read_phone(text or "").shown


def phone_link(text: str | None) -> SafeString:
    """The number as a link that calls it, with its remark behind it."""
    phone = read_phone(text or "")
    number = format_html('<bdi dir="ltr">{}</bdi>', phone.number) if phone.number else SafeString("")
    if phone.href:
        number = format_html('<a href="{}" dir="ltr">{}</a>', phone.href, phone.number)
    return format_html("{} ({})", number, phone.remark) if phone.remark else number


def app_address(text: str | None) -> str:
    """Where a message to this number begins in the app that most people use; empty when it is no mobile number."""
    href = read_phone(text or "").href
    if not href.startswith("tel:+"):
        return ""
    kind = phonenumbers.number_type(phonenumbers.parse(href.removeprefix("tel:")))
    can_read = kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
    return f"https://wa.me/{href.removeprefix('tel:+')}" if can_read else ""


# --- comparing -------------------------------------------------------------------------------------------

_KEY_DIGITS = 9
# A bracket belongs to the number where it goes on behind it: `+31 (0)6`, and not `06 12345678 (2)`.
_RUN = rf"(?:[0-9](?:[- ).+/–—]|\((?=[0-9 ]*\)[ -]*[0-9]))*){{{_KEY_DIGITS},}}"
_FOREIGN = "".join(chr(first + digit) for first in (0x0660, 0x06F0) for digit in range(10))


def phone_key(text: str) -> str:
    """The last nine digits of the first number in a text, so that 06 and +31 6 are the same; empty where there is
    none: what is shorter is an extension or a slip, and would match strangers."""
    run = re.search(_RUN, text.translate(str.maketrans(_FOREIGN, "0123456789" * 2)))
    return "".join(re.findall("[0-9]", run[0]))[-_KEY_DIGITS:] if run else ""


def phone_key_of(field: str) -> Func:
    """`phone_key` of a column, made by the database: for an index and a search. NULL where there is no number.

    Who changes it makes the indexes again.
    """
    digits = Func(F(field), Value(_FOREIGN), Value("0123456789" * 2), function="translate")
    run = Func(digits, Value(_RUN), function="substring")
    bare = Func(run, Value("[^0-9]"), Value(""), Value("g"), function="regexp_replace")
    return Right(bare, _KEY_DIGITS, output_field=models.CharField())


# --- storing ---------------------------------------------------------------------------------------------


class PhoneColumn(models.CharField):  # type: ignore[type-arg]
    """What was typed in a field for a phone number. Every form on it asks by a `PhoneField`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For migrations it is the text that it is."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        # The forms stand on this room.
        from ekc.forms import PhoneField

        return super().formfield(**{"form_class": PhoneField, **kwargs})
