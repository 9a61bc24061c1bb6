"""By how much a number is moved before anybody who may not see single cases reads it (docs/adr/0041, 0056).

Two draws with the key of the house, added up. The one stays: all numbers of about that size of those units have it, in
every report there will ever be, so that who asks a thousand times and takes the middle is still off by it. The other
turns: it is drawn anew where anything else was counted in the report, so that of two reports that differ by one family
no number stays the same because that family is not in it.
"""

import hmac
import math
from functools import lru_cache

from django.conf import settings

STAYS, TURNS = 4, 6
"""By how much each of both draws moves a count at most."""
REACH = STAYS + TURNS
"""A count is moved by at most this much."""
BLOCK = 10
"""So many numbers after each other share the draw that stays."""
QUANTILE_STEP = 7
"""Days of a median or quartile are told in whole weeks: it is the time of one family, and nobody looks it up."""
MARK_REACH = 10
"""The sum of the marks under a mean is moved by at most this much: more than one of them can be off."""
FAR_OFF = 100
"""What two marks seven from the mean add to the sum of squares. No spread says that there are not that many."""

SAME_UNITS = dict.fromkeys(("conferenties", "zaken", "herhalingsverzoeken"), "aanvragen")
"""What is counted under more than one name, one for one."""


@lru_cache(maxsize=1 << 16)
def moved(number: int, of: str, drawn: str) -> int:
    """The number, moved: within one report the same number of the same units always by as much, in whatever table.
    Mostly by less than 4, never by more than REACH."""
    units = of.split(" ")[0]
    units = SAME_UNITS.get(units, units)
    begin = _begins(units)
    return number + _stays(units, (number + begin) // BLOCK) + _drawn(f"turns:{drawn}:{units}:{number}", TURNS)


@lru_cache(maxsize=1 << 10)
def _begins(units: str) -> int:
    """Where the blocks of these units begin is drawn too."""
    return _drawn(f"begins:{units}", BLOCK // 2)


@lru_cache(maxsize=1 << 14)
def _stays(units: str, block: int) -> int:
    return _drawn(f"stays:{units}:{block}", STAYS)


def moved_mark(total: int, number: int, drawn: str) -> int:
    """The mean of so many marks in tenths, with their sum moved."""
    shift = 2 * _drawn(f"marks:{drawn}:{number}:{total}", MARK_REACH // 2)
    return max(10, min(100, round(10 * (total + shift) / number)))


def moved_weeks(days: int, drawn: str) -> int:
    """Days in whole weeks; on which day of the week is rounded, is drawn."""
    step = QUANTILE_STEP
    begin = _drawn(f"weeks:{drawn}:{days}", step // 2)
    return (days + begin + step // 2) // step * step


def moved_spread(tenths: int, number: int, drawn: str) -> int:
    """How far so many marks lie apart, in tenths: by a tenth or two more or less, and never so little that two of them
    cannot lie far off."""
    return max(tenths + _drawn(f"spread:{drawn}:{tenths}", 2), math.ceil(10 * least_spread(number)))


def least_spread(number: int) -> float:
    """The spread of so many marks that are all alike but for two."""
    return math.sqrt(FAR_OFF / max(number - 1, 1))


def _drawn(what: str, reach: int) -> int:
    """A number from -reach to reach, mostly near 0: of twice as many coins the heads, less half."""
    key = f"reports.protecting:{settings.SECRET_KEY}".encode()
    bits = int.from_bytes(hmac.digest(key, what.encode(), "sha256"), "big") & ((1 << 2 * reach) - 1)
    return bits.bit_count() - reach
