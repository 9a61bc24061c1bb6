"""What a set for research is made of: files with variables and rows, before anything is written down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from .variables import Variable

Row = list[Any]


@dataclass(frozen=True)
class ResearchFile:
    """One file of a set: a row has a value for each variable: a text, or a number that says why there is none.

    `owners` has the key of the case of each row, in their order, or None where a row is of no case. It is in no file
    that anybody gets.
    """

    name: str
    variables: tuple[Variable, ...]
    rows: list[Row]
    owners: Sequence[int | None] = ()

    def at(self, name: str) -> int:
        """The place of a variable in each row."""
        return [variable.name for variable in self.variables].index(name)

    def having(self, found: list[tuple[int | None, Row]]) -> "ResearchFile":
        """The same file with these rows, in the order of what they say: the place of a row tells nothing."""
        told = sorted(found, key=lambda each: [*map(str, each[1])])
        return replace(self, rows=[row for _owner, row in told], owners=[owner for owner, _row in told])
