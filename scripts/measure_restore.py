#!/usr/bin/env python3
"""How long it takes to bring a large house back from its copies (docs/bench.md).

    .venv/bin/python scripts/measure_restore.py [--cases 100000] [--folder FOLDER]

In a folder of its own: engines, the migrations, so many generated cases, which are read in as a registration set; a
whole copy; something more that is written, and the round that brings it away; then `manage.py restore_drill`. Printed:
how large database and copies are, the seconds of each step, and what the drill says: seconds and lost minutes.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from in_turn import a_place

ROOT = Path(__file__).resolve().parent.parent
SIZE = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_database_size(current_database()), (SELECT count(*) FROM cases_case)")
    print(*cursor.fetchone())
"""
WRITE = """
from cases.models import Case
for case in Case.objects.order_by("pk")[:100]:
    case.situation = "Na de kopie opgeschreven."
    case.save()
"""


def manage(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        sys.exit(f"manage.py {arguments[0]} failed:\n{done.stdout}")
    return done.stdout


def timed(name: str, step: Callable[[], str]) -> str:
    began = time.monotonic()
    said = step()
    print(f"{name:<44}{time.monotonic() - began:10.0f} s", flush=True)
    return said


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def stop_engines(var: Path) -> None:
    for file in ("postgres/postmaster.pid", "valkey/valkey.pid"):
        with contextlib.suppress(OSError, ValueError, IndexError, psutil.Error):
            engine = psutil.Process(int((var / file).read_text().split()[0]))
            engine.terminate()
            engine.wait(60)


def measure(folder: Path, cases: int) -> None:
    var, copies, key = folder / "var", folder / "copies", folder / "ekc.key"
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")},
        "EKC_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "ekc.settings.dev",
    }
    var.mkdir()
    try:
        timed("migrations", lambda: manage(environment, "migrate", "--no-input", "--verbosity", "0"))
        registrations = str(folder / "set")
        timed("cases made up", lambda: manage(environment, "make_registrations", registrations, str(cases)))
        timed("read in", lambda: manage(environment, "import_registrations", registrations, "--verbosity", "0"))
        size, rows = manage(environment, "shell", "--no-imports", "-c", SIZE).split()
        print(f"{rows} cases, a database of {int(size) / 1024**2:.0f} MB", flush=True)
        environment["EKC_BACKUP_KEY"] = manage(environment, "backup", "--make-key", str(key)).strip().partition("=")[2]
        environment["EKC_BACKUP_TO"] = str(copies)
        timed("whole copy", lambda: manage(environment, "backup", "--base"))
        manage(environment, "shell", "--no-imports", "-c", WRITE)
        timed("round after it", lambda: manage(environment, "backup"))
        print(f"copies of {size_of(copies) / 1024**2:.0f} MB", flush=True)
        print(timed("restore drill", lambda: manage(environment, "restore_drill", "--key", str(key))))
    finally:
        stop_engines(var)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--cases", type=int, default=100_000)
    asked.add_argument("--folder", type=Path, help="an empty one on a disk with room; else a temporary one")
    options = asked.parse_args()
    with a_place(options.folder) as folder:
        # The engine runs as an account of its own.
        folder.chmod(0o711)
        print(f"load {os.getloadavg()[0]:.1f}")
        measure(folder, options.cases)


if __name__ == "__main__":
    main()
