"""Dates and clock times as people in the Netherlands write and read them (R93, R94)."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone
from django.utils.dates import MONTHS as MONTH_NAMES

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def long_date(day: dt.date) -> str:
    """`3 april 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: dt.date) -> str:
    """`03-04-2026`."""
    return f"{day.day:02}-{day.month:02}-{day.year}"


_NUMBERS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")


def number_in_words(number: int) -> str:
    """`drie`; above twelve in digits."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def months_in_words(months: int) -> str:
    """How long a term of months is: `één maand`, `drie maanden`, `een half jaar`, `een jaar`."""
    whole = {6: "een half jaar", 12: "een jaar"}
    return whole.get(months) or f"{number_in_words(months)} {'maand' if months == 1 else 'maanden'}"


def days_in_words(days: int) -> str:
    """How long a term of days is: `één dag`, `tien dagen`, `een week`, `twee weken`."""
    weeks, rest = divmod(days, 7)
    if weeks and not rest:
        return "een week" if weeks == 1 else f"{number_in_words(weeks)} weken"
    return f"{number_in_words(days)} {'dag' if days == 1 else 'dagen'}"


def hours_in_words(hours: int) -> str:
    """How long a term of hours is: `4 uur`, `twee dagen`, `een week`."""
    days, rest = divmod(hours, 24)
    return days_in_words(days) if days and not rest else f"{hours} uur"


def month_number(text: str) -> int | None:
    """The month that `4`, `04`, `april` or `apr.` stands for; None where it is no month.

    The name may also be one of the language that the page speaks.
    """
    word = text.strip().strip(".").casefold()
    if word.isascii() and word.isdigit():
        number = whole_number(word)
        return number if number is not None and 1 <= number <= 12 else None
    if len(word) < 3:
        return None
    short = {"mrt": 3, "maa": 3}
    return (
        short.get(word) or _month_among(MONTHS, word) or _month_among([str(MONTH_NAMES[n]) for n in MONTH_NAMES], word)
    )


def _month_among(names: Sequence[str], word: str) -> int | None:
    found = [index for index, name in enumerate(names, 1) if name.casefold().startswith(word)]
    return found[0] if len(found) == 1 else None


def plain_digits(text: str) -> str:
    """The text with the digits of any script as 0 to 9: `٢٧` is `27`."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def full_year(text: str) -> int:
    """The year that `2012` or `12` stands for: two digits are a year that is over or now."""
    year = int(text)
    if len(text) != 2:
        return year
    return year + (2000 if year <= dt.date.today().year % 100 else 1900)


_DATE = re.compile(r"([0-9]{1,2})[\s./-]+([0-9]{1,2}|[^\W\d_]+\.?)[\s./-]+([0-9]{2}|[0-9]{4})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def parts_of_date(text: str) -> list[str] | None:
    """Day, month and year out of a date in one piece, such as `27-3-12` or `27 maart 2012`; None where it is none."""
    match = _DATE.fullmatch(text)
    return list(match.groups()) if match else None


def iso_moment(text: str) -> dt.datetime:
    """A moment as programs write it, with its offset: `2026-11-29T10:15:00+01:00`. Raises ValueError for any other."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def moment_of_the_house(text: str) -> dt.datetime:
    """A moment as somebody types it at a command: with its offset, or as the clock here says it.

    Raises ValueError for any other, and where the clock here said it twice, or never.
    """
    try:
        return iso_moment(text)
    except ValueError:
        if ":" not in text:
            raise
        here = timezone.get_default_timezone()
        first, second = (dt.datetime.fromisoformat(text).replace(tzinfo=here, fold=fold) for fold in (0, 1))
        if first.utcoffset() != second.utcoffset():
            raise
        return first


def iso_date(text: str) -> dt.date:
    """Read `2026-04-03` as programs write it, and nothing else: no week, no date without dashes.

    Raises ValueError that says what the text is: "not a date written as YYYY-MM-DD", or "not on the calendar".
    """
    if len(text) != len("2026-04-03") or not _ISO_DATE.fullmatch(text):
        raise ValueError("not a date written as YYYY-MM-DD")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError("not on the calendar") from None


def whole_number(text: str | None, *, digits: int = 4) -> int | None:
    """The number in a text that a browser sent along; None for anything else, and for more than so many `digits`.

    `str.isdigit` alone also takes "²", which `int` refuses.
    """
    known = text or ""
    return int(known) if known.isascii() and known.isdigit() and len(known) <= digits else None


def parse_date(text: str) -> dt.date:
    """Read `3-4-2026`, `03 04 2026`, `3/4/2026`, `3 april 2026` or `2026-04-03`.

    Raises ValueError when the text is no existing date with a year of four digits.
    """
    clean = text.strip()
    if match := _ISO_DATE.fullmatch(clean):
        year, number, day = (int(part) for part in match.groups())
        return dt.date(year, number, day)
    parts = parts_of_date(clean)
    month = month_number(parts[1]) if parts else None
    if parts is None or month is None or len(parts[2]) != 4:
        raise ValueError(text)
    return dt.date(int(parts[2]), month, int(parts[0]))


def parse_time(text: str) -> dt.time:
    """Read `19:30`, `19.30`, `1930`, `19u30`, `19 uur` or `19:30:00`. Raises ValueError otherwise."""
    clean = re.sub(r"\s*uur$", "", text.strip().casefold())
    match = re.fullmatch(r"([0-9]{1,2})(?:[:.u]([0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?)?", clean)
    match = match or re.fullmatch(r"([0-9]{2})([0-9]{2})", clean)
    if match is None:
        raise ValueError(text)
    return dt.time(int(match[1]), int(match[2] or 0))


def clock_and_season(text: str) -> tuple[str, str]:
    """A typed clock time, and `zomertijd` or `wintertijd` where that stands behind it."""
    match = re.fullmatch(r"(.*?)[\s(,]+(zomertijd|wintertijd)\)?\s*", text.strip(), re.IGNORECASE)
    return (match[1], match[2].casefold()) if match else (text, "")


def parse_amount(text: str) -> Decimal:
    """Read euros: `450`, `450,50`, `€ 1.250,00` or `1250.50`. Raises ValueError otherwise, and below nothing."""
    clean = text.replace("€", "").replace("\N{NO-BREAK SPACE}", "").strip()
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?|[0-9]+(,[0-9]{1,2})?", clean):
        return Decimal(clean.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[0-9]+\.[0-9]{1,2}", clean):
        return Decimal(clean)
    raise ValueError(text)
