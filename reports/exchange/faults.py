"""What is wrong with a registration set, and where."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .codebook import CODEBOOK

WHOLE_LINE = "-"


@dataclass(frozen=True)
class Fault:
    """`file:line:column: message`. The line is the physical line where the row begins, from 1."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


@dataclass
class Faults:
    """Collects faults; nothing stops at the first one."""

    found: list[Fault] = field(default_factory=list)

    def add(self, file: str, line: int, column: str, message: str) -> None:
        self.found.append(Fault(file, line, column, message))

    def __iter__(self) -> Iterator[Fault]:
        """In order of file and line, as somebody walks through the files to mend them."""
        files = list(CODEBOOK)
        return iter(sorted(self.found, key=lambda fault: (files.index(fault.file), fault.line)))

    def __len__(self) -> int:
        return len(self.found)


def shown(value: str) -> str:
    """A value as it can stand in one line of a message: quoted, cut short, nothing unprintable."""
    cut = value if len(value) <= 40 else value[:37] + "..."
    return '"' + "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in cut) + '"'
