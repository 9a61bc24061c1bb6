"""What is wrong with a registration set, and where."""

import heapq
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .codebook import CODEBOOK

WHOLE_LINE = "-"
MOST_OF_A_KIND = 100
IN_ORDER = {file: at for at, file in enumerate(CODEBOOK)}
"""Where each file stands in the set."""
VALUE = re.compile(r'".*"|.* stands already on line \d+|\d[\d:-]*')
"""What differs between messages that say the same: quoted values, numbers, days, and which rows stand twice."""


@dataclass(frozen=True)
class Fault:
    """`file:line:column: message`. The line is the physical line where the row begins, from 1."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True)
class Kind:
    """Faults of one file and column that say the same of different values."""

    file: str
    column: str
    what: str

    @classmethod
    def of(cls, fault: Fault) -> "Kind":
        """The kind of a fault: its message without the values that it names."""
        return cls(fault.file, fault.column, VALUE.sub("…", fault.message))


@dataclass
class Rest:
    """How many more faults there are of the kind of `like` than are kept."""

    like: Fault
    number: int

    def __str__(self) -> str:
        return f"{self.like.file}:{self.like.column}: {self.number} more like: {self.like.message}"


class Faults:
    """Collects faults; nothing stops at the first one. Of each kind the first hundred by line are kept, and the number
    of the rest."""

    def __init__(self) -> None:
        self._kept: dict[Kind, list[tuple[int, int, Fault]]] = {}
        self._count = 0
        self._more: Counter[Kind] = Counter()

    def add(self, file: str, line: int, column: str, message: str) -> None:
        fault = Fault(file, line, column, message)
        kind = Kind.of(fault)
        kept = self._kept.setdefault(kind, [])
        # Later lines first, so that the one that is least wanted lies on top of the heap.
        item = (-line, -self._count, fault)
        self._count += 1
        if len(kept) < MOST_OF_A_KIND:
            heapq.heappush(kept, item)
        else:
            heapq.heappushpop(kept, item)
            self._more[kind] += 1

    def take(self, others: "Faults") -> None:
        """Take over what others found. Only into an empty collection."""
        self._kept, self._count, self._more = others._kept, others._count, others._more

    def __iter__(self) -> Iterator[Fault]:
        """In order of file and line, as somebody walks through the files to mend them; of each kind the first ones."""
        kept = [item for items in self._kept.values() for item in items]
        return (fault for *_, fault in sorted(kept, key=lambda item: (IN_ORDER[item[2].file], -item[0], -item[1])))

    @property
    def rest(self) -> list[Rest]:
        """Of which kinds there are more than are kept, in order of file and column."""
        found = [Rest(max(self._kept[kind])[2], number) for kind, number in self._more.items()]
        return sorted(found, key=lambda rest: (IN_ORDER[rest.like.file], rest.like.column, rest.like.message))

    def __len__(self) -> int:
        """All of them, also those that are not kept."""
        return self._count


def shown(value: str) -> str:
    """A value as it can stand in one line of a message: quoted, cut short, nothing unprintable."""
    cut = value if len(value) <= 40 else value[:37] + "..."
    return '"' + "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in cut) + '"'
