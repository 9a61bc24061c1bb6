"""On which days of the week something is done, read from how the family says it: "elke woensdag", "ma t/m vr"."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from babel.dates import get_day_names

from ekc.dutch import MONTHS
from ekc.languages import CODES
from ekc.names import plain

EVERY_DAY = frozenset(range(7))
"""Monday is 0."""
_WORKING_DAYS, _WEEKEND = frozenset(range(5)), frozenset((5, 6))
_ALWAYS = ("dagelijks", "daily")
_EACH = ("elke", "elk", "iedere", "ieder", "every", "alle")
_DAY = ("dag", "dagen", "day")
_PARTS: dict[str, int] = {"ochtend": 8, "morgen": 8, "school": 14, "middag": 15, "avond": 19, "nacht": 22}
"""Part of the day, and the hour by which it stands in the order of a day."""
_LAST = 24 * 60
_GROUPS = {
    "werkdag": _WORKING_DAYS,
    "schooldag": _WORKING_DAYS,
    "doordeweeks": _WORKING_DAYS,
    "weekdag": _WORKING_DAYS,
    "weekday": _WORKING_DAYS,
    "weekend": _WEEKEND,
    "weekeinde": _WEEKEND,
}
_TO = frozenset(("t/m", "tm", "tot", "-", "until", "through", "to"))
_BUT = frozenset(("behalve", "uitgezonderd", "except", "niet"))
_COMING = frozenset(("aanstaande", "komende", "volgende", "eenmalig", "next"))
_SHORT = {"ma": 0, "di": 1, "wo": 2, "do": 3, "vr": 4, "za": 5, "zo": 6}
_BESIDE_SHORT = frozenset(
    (
        "en",
        "op",
        "om",
        "van",
        "vanaf",
        "uur",
        "u",
        "s",
        "de",
        "half",
        "rond",
        "voor",
        "na",
        ",",
        "/",
        ".",
        ":",
        "+",
        "&",
    )
)
"""What may stand beside "ma" and "zo": next to any other word these are no days (`zo nodig`, `bij ma`)."""
_TOKEN = re.compile(r"t/m|[^\W\d_]+|\d+|[-,/.:+&]")
_ON_A_DATE = re.compile(
    rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)})|\b\d{{1,2}}[-/](?:0?[1-9]|1[0-2])\b(?!\s*(?:u\b|uur|[.:]))"
)
_CLOCK = re.compile(r"\b(\d{1,2})(?:[.:](\d{2})\b|\s*(?:u\b|uur\b))")


class Rhythm(NamedTuple):
    """On which days, and by what an agreement stands in the order of a day (minutes)."""

    days: frozenset[int]
    minute: int


def rhythm_of(when: str, what: str = "") -> Rhythm:
    """When something is done every week. No days for what has none, or is done once: who reads it reads the words.

    Where `when` names no day and no date, `what` may: "brengt Sem op zaterdag naar voetbal".
    """
    said = plain(when)
    days = _days(said)
    if not days and not _is_once(said):
        days = _days(plain(what))
    return Rhythm(days, _minute(said))


def _days(said: str) -> frozenset[int]:
    said = said.replace("tot en met", "t/m").replace("door de week", "doordeweeks").replace("\u2013", "-")
    tokens = _TOKEN.findall(said)
    if _is_once(said):
        return frozenset()
    is_short = all(_stands_beside_short(token) for token in tokens)
    found, but = _named([(token, _day_of(token, is_short=is_short)) for token in tokens])
    if not found and _is_daily(tokens):
        found = set(EVERY_DAY)
    return frozenset(found - but)


def _named(tokens: list[tuple[str, int | None]]) -> tuple[set[int], set[int]]:
    """The days that are named, and those that are excepted."""
    found: set[int] = set()
    but: set[int] = set()
    target, last, between = found, None, []
    for at, (token, day) in enumerate(tokens):
        if token in _BUT:
            target, last = but, None
        elif group := _group(token):
            target |= group
        elif day is None:
            between.append(token)
        else:
            behind = tokens[at + 1][0] if at + 1 < len(tokens) else ""
            wanted = but if behind == "niet" else target
            is_range = last is not None and bool(between) and all(each in _TO for each in between)
            wanted |= set(_range(last, day)) if is_range and last is not None else {day}
            last, between = day, []
    return found, but


def _range(first: int, last: int) -> Iterator[int]:
    """`vrijdag t/m maandag` goes over the end of the week."""
    return (day % 7 for day in range(first, last + (7 if last < first else 0) + 1))


def _day_of(token: str, *, is_short: bool) -> int | None:
    if is_short and token in _SHORT:
        return _SHORT[token]
    # "pazartesi" is Monday, and begins with "pazar", Sunday: the longest name has it.
    fitting = [name for name in _names() if token == name or (name in _grown() and token.startswith(name))]
    return _names()[max(fitting, key=len)] if fitting else None


@cache
def _names() -> dict[str, int]:
    """The days in the languages of the house, as `plain` writes them; Polish ones also as they are bent."""
    found = {plain(name): day for code in CODES for day, name in get_day_names("wide", locale=code).items()}
    return found | {_bent(plain(name)): day for day, name in get_day_names("wide", locale="pl").items()}


@cache
def _grown() -> frozenset[str]:
    """The names that may be longer: "woensdagmiddag", "maandagen", "środę". Short ones begin other words."""
    bent = {_bent(plain(name)) for name in get_day_names("wide", locale="pl").values()}
    return frozenset({name for name in _names() if len(name) > 4} | bent)


def _bent(name: str) -> str:
    """What stays the same of a Polish day in every case."""
    return name[:-2] + "k" if name.endswith("ek") else name[:-1]


def _stands_beside_short(token: str) -> bool:
    known = token in _BESIDE_SHORT or token in _SHORT or token in _TO or token in _EACH or token.isdigit()
    return known or token.startswith(tuple(_PARTS)) or token in _names()


def _group(token: str) -> frozenset[int] | None:
    return next((days for word, days in _GROUPS.items() if token.startswith(word)), None)


def _is_daily(tokens: list[str]) -> bool:
    """ "elke dag", "dagelijks", "iedere avond", "'s avonds"."""
    parts = tuple(_PARTS)
    for word, following in pairwise([*tokens, ""]):
        if word in _ALWAYS:
            return True
        if word in _EACH and (following in _DAY or following.startswith(parts)):
            return True
        if word == "s" and following.startswith(parts):
            return True
    return False


def _is_once(said: str) -> bool:
    words = set(_TOKEN.findall(said))
    if words & _COMING:
        return True
    comes_back = words & {*_EACH, *_ALWAYS, "vanaf", "wekelijks"}
    return bool(_ON_A_DATE.search(said)) and not comes_back


def _minute(said: str) -> int:
    hour = next((hour for word, hour in _PARTS.items() if word in said), None)
    clock = _CLOCK.search(said)
    if clock is None:
        return _LAST if hour is None else hour * 60
    at = int(clock[1])
    if at < 12 and hour is not None and hour >= 15:
        at += 12
    return at * 60 + int(clock[2] or 0)
