"""Import of registrations: rows per second, checks, history and all."""

import io
import resource
import sys
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command

from .measuring import Series


@dataclass
class ImportFigures:
    cases: int
    rows: int
    seconds: float
    again_seconds: float
    """The same set a second time: everything is read, checked and compared, nothing is saved."""
    peak_memory: int
    """Peak in bytes of the whole process so far, as the system counts it."""

    @property
    def rows_per_second(self) -> float:
        return self.rows / self.seconds


def generate(folder: Path, cases: int, *, project: str) -> None:
    """Write a fictional set of this size; the same one each time."""
    call_command("make_registrations", folder, cases, project=project, stdout=io.StringIO())


def measure_import(folder: Path) -> ImportFigures:
    """Import a set, and import it again."""
    first, second = Series(), Series()
    for series in (first, second):
        series.time(lambda: call_command("import_registrations", folder, verbosity=0))
    cases = _rows(folder / "aanvragen.csv")
    rows = sum(_rows(path) for path in folder.glob("*.csv"))
    return ImportFigures(cases, rows, first.median, second.median, _peak_memory())


def _rows(path: Path) -> int:
    """Rows below the header; no field of the format holds a line break."""
    with path.open(encoding="utf-8") as lines:
        return sum(1 for _line in lines) - 1


def _peak_memory() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
