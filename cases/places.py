"""The places of the Netherlands and the municipality that each lies in, from `data/places.csv`."""

import csv
import re
from functools import cache
from pathlib import Path

from ekc.names import words_of

SOURCE = Path(__file__).resolve().parent / "data" / "places.csv"
# "Bergen (NH)" and "Bergen L" are Bergen to who lives there.
_PROVINCE = re.compile(r"\s*\((NH|NB|GLD|Gld|Ut|Ov|L|ZH)\)$|\s(NH|NB|ZH|Gld|Gn|Ut|Ov|L)$|\sgem\.? .*$")
_ALSO_CALLED = {"den haag": "s gravenhage", "den bosch": "s hertogenbosch"}


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


def municipalities_of(place: str) -> tuple[str, ...]:
    """Where a place of this name lies, however it is typed: one, several of that name, or none that is known."""
    return _known().get(_key(place), ())


def municipality_of(place: str) -> str:
    """The municipality that follows from the name of a place; empty where it is unknown, or there are several."""
    found = municipalities_of(place)
    return found[0] if len(found) == 1 else ""


def _key(name: str) -> str:
    return " ".join(words_of(name))
