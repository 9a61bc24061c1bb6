"""The grid of periods: whole quarters. Figures of a day or a week would be those of one family (R22)."""

import datetime as dt

from cases.models import Case
from ekc.dates import local_today, quarter_bounds

FIRST, LAST = 0, 1
MOST_YEARS = 40
"""Older is a mistake in a date, and would make an endless list."""


class OffTheGrid(ValueError):
    """A day that no quarter begins or ends on, or a period that ends before it begins."""


def check_period(start: dt.date | None, until: dt.date | None) -> None:
    """Raises OffTheGrid, in English, for a period not of whole quarters. Without a day it is open there."""
    if start is not None and start != quarter_bounds(start)[FIRST]:
        raise OffTheGrid(f"{start} is not the first day of a quarter")
    if until is not None and until != quarter_bounds(until)[LAST]:
        raise OffTheGrid(f"{until} is not the last day of a quarter")
    if start is not None and until is not None and start > until:
        raise OffTheGrid(f"{start} is after {until}")


def is_fixed(start: dt.date | None, until: dt.date | None) -> bool:
    """Whether a period is one of those that protected figures are of: everything, a year, half a year or a quarter."""
    if start is None or until is None:
        return start is until
    return bool(_fixed_code(start, until))


def _fixed_code(start: dt.date, until: dt.date) -> str:
    """`2025`, `2025-h1`, `2025-q2`; empty for another period."""
    months = (until.year - start.year) * 12 + until.month - start.month + 1
    if (start.month - 1) % months if months in (3, 6, 12) else True:
        return ""
    at = (start.month - 1) // months + 1
    return str(start.year) + {12: "", 6: f"-h{at}", 3: f"-q{at}"}[months]


def period_code(start: dt.date | None, until: dt.date | None) -> str:
    """A period for the name of a file; empty for everything."""
    if start is None or until is None:
        return f"vanaf-{start}" if start else f"tot-en-met-{until}" if until else ""
    return _fixed_code(start, until) or f"{start}-tot-en-met-{until}"


_PARTS = {"h": "helft", "q": "kwartaal"}


def period_words(start: dt.date | None, until: dt.date | None) -> str:
    """`2011`, `1e helft 2011`, `2e kwartaal 2011`; of any other period its days; without any bound `alle jaren`."""
    if start is None and until is None:
        return "alle jaren"
    code = period_code(start, until)
    year, _dash, part = code.partition("-")
    if len(part) == 2 and part[0] in _PARTS and part[1].isdigit():
        return f"{part[1]}e {_PARTS[part[0]]} {year}"
    return code.replace("-tot-en-met-", " t/m ").replace("tot-en-met-", "t/m ").replace("vanaf-", "vanaf ")


def wider_period(start: dt.date | None, until: dt.date | None) -> tuple[str, dt.date | None, dt.date | None] | None:
    """The period of the fixed grid that this one is a part of, with its name in Dutch; None of all of it, and of what
    is not on that grid."""
    if start is None or until is None:
        return None
    part = _fixed_code(start, until).partition("-")[2]
    if part.startswith("q"):
        first = 1 if start.month < 7 else 7
        return "het halve jaar", start.replace(month=first), quarter_bounds(start.replace(month=first + 5))[LAST]
    if part.startswith("h"):
        return "het hele jaar", start.replace(month=1), until.replace(month=12, day=31)
    return ("alle jaren", None, None) if _fixed_code(start, until) else None


def quarters() -> list[tuple[dt.date, dt.date]]:
    """The quarters of which there can be figures, the newest first: from the first aanmelding until today."""
    today = local_today()
    first = Case.objects.order_by("received_on").values_list("received_on", flat=True).first() or today
    first = max(first, dt.date(today.year - MOST_YEARS, 1, 1))
    found, last = [], quarter_bounds(today)
    while last[LAST] >= first:
        found.append(last)
        last = quarter_bounds(last[FIRST] - dt.timedelta(days=1))
    return found
