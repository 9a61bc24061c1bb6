"""The places of the Netherlands and the municipality that each lies in, from `data/places.csv`."""

import csv
import re
from functools import cache
from pathlib import Path

from ekc.names import words_of

SOURCE = Path(__file__).resolve().parent / "data" / "places.csv"
# "Bergen (NH)" and "Bergen L" are Bergen to who lives there.
_PROVINCE = re.compile(r"\s*\((NH|NB|GLD|Gld|Ut|Ov|L|ZH)\)$|\s(NH|NB|ZH|Gld|Gn|Ut|Ov|L)$|\sgem\.? .*$")
_ALSO_CALLED = {
    **dict.fromkeys(("den haag", "the hague", "haag"), "s gravenhage"),
    **dict.fromkeys(("den bosch", "bosch"), "s hertogenbosch"),
    "a dam": "amsterdam",
    "r dam": "rotterdam",
    "ljouwert": "leeuwarden",
    "snits": "sneek",
}
_SHORT = {"st": "sint", "ste": "sint", "a": "aan", "ad": "aan", "b": "bij", "bd": "bij", "v": "van", "vd": "van"}
"""How words in the name of a place are shortened: "St. Oedenrode", "Capelle a/d IJssel"."""
_BEFORE, _ARTICLES = frozenset({"aan", "bij", "van", "op", "in"}), frozenset({"de", "den", "der", "d", "het", "t"})
_PARTS_OF_TOWN = frozenset(
    {"noord", "zuid", "oost", "west", "centrum", "zuidoost", "zuidwest", "noordoost", "noordwest"}
)


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """Municipalities by the plain name of a place, with and without its province."""
    found: dict[str, dict[str, None]] = {}
    with SOURCE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    for row in rows:
        for name in {_key(row["place"]), _key(_PROVINCE.sub("", row["place"]))}:
            found.setdefault(name, {})[row["municipality"]] = None
    # Who writes the municipality for the place means it, where no place has that name.
    for row in rows:
        found.setdefault(_key(row["municipality"]), {row["municipality"]: None})
    for name, official in _ALSO_CALLED.items():
        found.setdefault(name, found[official])
    return {name: tuple(municipalities) for name, municipalities in found.items()}


@cache
def _loosely() -> dict[str, tuple[str, ...]]:
    """The same by what is left of a name when it is shortened, written as one, or with a y for ij."""
    found: dict[str, dict[str, None]] = {}
    for name, municipalities in _known().items():
        for municipality in municipalities:
            found.setdefault(_loose(name), {})[municipality] = None
    return {name: tuple(municipalities) for name, municipalities in found.items()}


def municipalities_of(place: str) -> tuple[str, ...]:
    """Where a place of this name lies, however it is typed: one, several of that name, or none that is known."""
    key = _key(place)
    whole = _known().get(key) or _loosely().get(_loose(key))
    words = key.split()
    # "Amsterdam Zuidoost" is a part of Amsterdam.
    if whole or len(words) < 2 or words[-1] not in _PARTS_OF_TOWN:
        return whole or ()
    return municipalities_of(" ".join(words[:-1]))


def municipality_of(place: str) -> str:
    """The municipality that follows from the name of a place; empty where it is unknown, or there are several."""
    found = municipalities_of(place)
    return found[0] if len(found) == 1 else ""


def _key(name: str) -> str:
    return " ".join(words_of(name))


def _loose(key: str) -> str:
    words = [_SHORT.get(word, word) for word in key.split()]
    # "Aan den IJssel", "a/d IJssel" and "aan IJssel" are one.
    kept = [word for at, word in enumerate(words) if not (at and words[at - 1] in _BEFORE and word in _ARTICLES)]
    return "".join(kept).replace("ij", "y")
