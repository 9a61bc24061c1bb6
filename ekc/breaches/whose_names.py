"""Whom a file is about, by its number. What files are is of a higher floor, which brings it in `ready()`."""

from collections.abc import Callable

from ekc.registry import Registry

NAMES_IN: Registry[Callable[[str], list[str] | None]] = Registry("names of whom a file is about")
"""Each says the names of the main persons of the file with this number; None where there is no such file."""


def names_in(number: str) -> list[str] | None:
    found = [names for each in NAMES_IN if (names := each(number)) is not None]
    return found[0] if found else None
