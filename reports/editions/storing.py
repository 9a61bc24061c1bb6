"""A report that went through the gate, as data that lies in the database, and back.

Names and not places: a field that is added to a shape later has its default in what was kept before, and one that is
gone is left out. What every shape is made of is read from the shapes themselves.
"""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, get_type_hints

from ekc.dutch import iso_date

from ..catalogue import about, cells, compared, shapes
from ..protecting import ProtectedReport

IS, DAY, KEYS = "#", "day", "pairs"
SHAPES = {
    name: found
    for module in (about, cells, compared, shapes)
    for name, found in vars(module).items()
    if isinstance(found, type) and dataclasses.is_dataclass(found) and found is not shapes.Shape
} | {ProtectedReport.__name__: ProtectedReport}
"""Everything that can be kept, by its name."""


class Spoilt(ValueError):
    """What was kept is not what it was."""


def as_kept(report: ProtectedReport) -> Any:
    """The report as JSON knows it. TypeError on what it does not know, or what did not go through the gate."""
    if not isinstance(report, ProtectedReport):
        raise TypeError("only what went through the gate is kept")
    return _down(report)


def as_it_was(kept: Any) -> ProtectedReport:
    """The report that was kept. Raises Spoilt where that is none."""
    found = _up(kept)
    if not isinstance(found, ProtectedReport):
        raise Spoilt("no report was kept here")
    return found


def checksum_of(*kept: Any) -> str:
    """SHA-256 of data, whatever the order of its keys."""
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _down(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        name = type(value).__name__
        if SHAPES.get(name) is not type(value):
            raise TypeError(f"{name} is not kept")
        return {IS: name} | {
            field.name: _down(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != field.default
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return {IS: DAY, DAY: value.isoformat()}
    if isinstance(value, Mapping):
        # The database keeps no order of keys, and the order in which figures stand is part of a file.
        return {IS: KEYS, KEYS: [[_down(key), _down(each)] for key, each in value.items()]}
    if isinstance(value, tuple | list):
        return [_down(each) for each in value]
    # A text of another kind (one that is translated when it is read) is fixed here.
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _up(kept: Any) -> Any:
    if isinstance(kept, list):
        return tuple(_up(each) for each in kept)
    if not isinstance(kept, dict):
        return kept
    what = kept.get(IS)
    if what == DAY:
        return iso_date(kept[DAY])
    if what == KEYS:
        return {_up(key): _up(each) for key, each in kept[KEYS]}
    if what not in SHAPES:
        raise Spoilt(f"nothing is called {what}")
    enums = _enums_of(what)
    known = {field.name for field in dataclasses.fields(SHAPES[what])}
    values = {name: _up(each) for name, each in kept.items() if name in known}
    return SHAPES[what](**{name: enums[name](each) if name in enums else each for name, each in values.items()})


@lru_cache
def _enums_of(name: str) -> dict[str, type[Enum]]:
    """The fields of a shape that hold a code of a list."""
    hints = get_type_hints(SHAPES[name])
    return {field: hint for field, hint in hints.items() if isinstance(hint, type) and issubclass(hint, Enum)}
