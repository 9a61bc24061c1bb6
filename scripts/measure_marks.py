#!/usr/bin/env python3
# ruff: noqa: E402  Django must be ready before anything of the house is imported
"""What the marks of the kept counts cost an import (docs/adr/0049).

    .venv/bin/python scripts/measure_marks.py [--cases 3000] [--rounds 3]

In a database of its own, dropped at the end. Generated sets are read in, in turn with the triggers that mark and
without them; each of both begins as often. Printed are rows per second, by the clock and by the processor of the
command and of the one process of PostgreSQL that serves it. Nothing is asserted.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekc.settings.dev")

import django

django.setup()

import psutil
from django.core.management import call_command
from django.db import connection

from demo.bench.database import own_database
from demo.bench.imports import generate
from demo.bench.measuring import Series

MARKING = """
SELECT t.tgrelid::regclass::text, t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
WHERE p.prosrc LIKE '%reports_stalecount%' AND NOT t.tgisinternal
"""


def turn(word: str) -> int:
    """ENABLE or DISABLE what marks; says how many triggers that are."""
    with connection.cursor() as cursor:
        cursor.execute(MARKING)
        found = cursor.fetchall()
        for table, trigger in found:
            cursor.execute(f'ALTER TABLE {table} {word} TRIGGER "{trigger}"')
    return len(found)


@contextmanager
def unmarked() -> Iterator[None]:
    turn("DISABLE")
    try:
        yield
    finally:
        turn("ENABLE")


def spent(folder: Path) -> tuple[float, float]:
    """Seconds of an import, by the clock and of both processors."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = psutil.Process(cursor.fetchone()[0])
    clock, own, before = time.perf_counter(), time.process_time(), sum(server.cpu_times()[:2])
    call_command("import_registrations", folder, verbosity=0)
    of_server = sum(server.cpu_times()[:2]) - before
    return time.perf_counter() - clock, time.process_time() - own + of_server


def rows_in(folder: Path) -> int:
    return sum(len(path.read_bytes().splitlines()) - 1 for path in folder.glob("*.csv"))


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--cases", type=int, default=3000)
    asked.add_argument("--rounds", type=int, default=3)
    options = asked.parse_args()
    found: dict[str, list[tuple[float, float]]] = {"marked": [], "unmarked": []}
    with tempfile.TemporaryDirectory() as target, own_database():
        for number in range(options.rounds):
            for name in list(found)[:: 1 if number % 2 else -1]:
                folder = Path(target) / f"{name}-{number}"
                folder.mkdir()
                generate(folder, options.cases, project=folder.name)
                rows = rows_in(folder)
                if name == "marked":
                    found[name].append(spent(folder))
                else:
                    with unmarked():
                        found[name].append(spent(folder))
        print(f"{options.cases} cases, {rows} rows, {turn('ENABLE')} triggers; medians of {options.rounds}")
    for at, words in enumerate(("by the clock", "by the processor")):
        marked, without = (Series([each[at] for each in found[name]]).median for name in found)
        print(
            f"rows per second {words:<18} {rows / marked:9.0f} marked {rows / without:9.0f} not "
            f"{without / marked:6.2f}x"
        )


if __name__ == "__main__":
    main()
