"""A program of a checkout that is measured beside that of another one: it works when it is its turn.

Used by the scripts beside it. It gets a line to work by, and answers with a line of JSON.
"""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROUNDS = 5
"""In a block, before it is the turn of the other."""


class InTurn:
    """Started with the virtual environment of its checkout, and with a place of its own for the database."""

    def __init__(self, folder: Path, code: str, *arguments: object) -> None:
        self.program = subprocess.Popen(
            [str(folder / ".venv/bin/python"), "-c", code, *map(str, arguments)],
            cwd=folder,
            env={**os.environ, "EKC_VAR": str(folder / "var" / "compare")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def heard(self) -> object:
        line = self.program.stdout.readline()
        if not line:
            sys.exit("One of the two stopped before the end; see above.")
        return json.loads(line)

    def asked(self, line: object) -> object:
        self.program.stdin.write(f"{line}\n")
        self.program.stdin.flush()
        return self.heard()

    def stop(self) -> None:
        self.program.stdin.write("stop\n")
        self.program.stdin.close()
        self.program.wait()


class Pages(InTurn):
    """A checkout that opens its pages, round after round, when it is its turn."""

    def __init__(self, folder: Path, code: str, *arguments: object) -> None:
        self.times: dict[str, list[float]] = {}
        super().__init__(folder, code, *arguments)

    def measure(self) -> None:
        found: dict[str, list[float]] = self.asked(ROUNDS)  # type: ignore[assignment]
        for name, times in found.items():
            self.times.setdefault(name, []).extend(times)


def pages_in_turn(make: Callable[[Path], Pages], other: Path, requests: int, title: str) -> None:
    """Let this checkout and the other one open each page so often, in blocks of which every pair is in the other order,
    after a block that does not count; print median and p95 of both, and this one as a share of the other."""
    both = [make(folder.resolve()) for folder in (HERE, other)]
    for each in both:
        each.heard()
    for each in both:
        each.asked(ROUNDS)
    while len(next(iter(both[0].times.values()), [])) < requests:
        for each in (*both, *both[::-1]):
            each.measure()
    for each in both:
        each.stop()
    here, there = (each.times for each in both)
    print(f"{title}, milliseconds; this checkout beside {other.name}")
    print(f"{'':<14}{'median':>10}{'other':>10}{'p95':>10}{'other':>10}{'median':>13}{'p95':>10}{'n':>8}")
    for name in here:
        print(line(name, here[name], there[name]))
    print(line("all", *([time for found in times.values() for time in found] for times in (here, there))))


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def line(name: str, here: list[float], other: list[float]) -> str:
    cells = [statistics.median(here), statistics.median(other), p95(here), p95(other)]
    shown = "".join(f"{cell:10.1f}" for cell in cells)
    return f"{name:<14}{shown}{cells[0] / cells[1]:12.2f}x{cells[2] / cells[3]:9.2f}x{len(here):8}"


@contextlib.contextmanager
def a_place(given: Path | None) -> Iterator[Path]:
    """The folder that was given, which stays; else one that is gone afterwards."""
    if given:
        given.mkdir(parents=True, exist_ok=True)
        yield given
    else:
        with tempfile.TemporaryDirectory(prefix="ekc-measured-") as folder:
            yield Path(folder)
