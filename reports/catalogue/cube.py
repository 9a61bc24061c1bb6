"""A small answer of the database: how many, by a few properties."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cube:
    """Numbers by properties, as one GROUP BY gave them. `names` are the properties, in the order of the keys."""

    names: tuple[str, ...]
    numbers: Mapping[tuple[Any, ...], int]

    @classmethod
    def of(cls, names: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> "Cube":
        """From rows whose last value is the number; equal keys are added up."""
        numbers: dict[tuple[Any, ...], int] = defaultdict(int)
        for *key, number in rows:
            numbers[tuple(key)] += number or 0
        return cls(tuple(names), dict(numbers))

    def total(self, **where: Any) -> int:
        """The sum over all keys that fit `where`; a set or tuple of values fits each of them."""
        return sum(number for key, number in self.numbers.items() if self._fits(key, where))

    def by(self, name: str, **where: Any) -> dict[Any, int]:
        """The sums by one property."""
        at = self.names.index(name)
        found: dict[Any, int] = defaultdict(int)
        for key, number in self.numbers.items():
            if self._fits(key, where):
                found[key[at]] += number
        return dict(found)

    def _fits(self, key: tuple[Any, ...], where: Mapping[str, Any]) -> bool:
        for name, wanted in where.items():
            value = key[self.names.index(name)]
            if isinstance(wanted, Collection) and not isinstance(wanted, str):
                if value not in wanted:
                    return False
            elif value != wanted:
                return False
        return True
