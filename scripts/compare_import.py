#!/usr/bin/env python3
"""`import_registrations` of this checkout beside that of another one, in turn, on the same machine.

    scripts/compare_import.py OTHER_CHECKOUT [--cases 30000] [--rounds 1]

Both checkouts need their `.venv` (`make setup`) and work in a database of their own, dropped at the end. Both read the
same generated set, each round in the other order and in a process of its own, after the migrations in another. Printed:
rows per second, peak memory of the process and how much of that is the import's (above what Django itself takes), and
this one as a share of the other. On a machine on which others work too the seconds on the wall say little, and those of
the processor, of the command and of the server process that serves it, say more. Nothing is asserted: a machine is not
a test.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
WORKER = """
import os, subprocess, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekc.settings.dev")
import django
django.setup()
from demo.bench.database import own_database
with own_database() as name:
    subprocess.run([sys.executable, "-c", sys.argv[2], sys.argv[1], name], check=True)
"""
IMPORT = """
import json, re, sys, time
import django
django.setup()
from pathlib import Path
from django.core.management import call_command
from django.db import connection
import psutil
def of_server():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        times = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return times.user + times.system
# Of this program alone: what getrusage says holds the process that started it too.
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
connection.settings_dict["NAME"] = sys.argv[2]
served, before, begin, busy = of_server(), peak(), time.perf_counter(), time.process_time()
call_command("import_registrations", Path(sys.argv[1]), verbosity=0)
took = {"seconds": time.perf_counter() - begin, "processor": time.process_time() - busy}
took["server"] = of_server() - served
took["busy"] = took["processor"] + took["server"]
print(json.dumps({**took, "peak": peak(), "own": peak() - before}))
"""


def run(checkout: Path, code: list[str]) -> str:
    """What a program of a checkout prints."""
    done = subprocess.run(
        [str(checkout / ".venv/bin/python"), *code],
        cwd=checkout,
        env={**os.environ, "EKC_VAR": str(checkout / "var" / "compare"), "PYTHONPATH": str(checkout)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit("One of the two stopped before the end; see above.")
    return done.stdout


def rows_of(folder: Path) -> int:
    """Rows below the headers; no field of the format holds a line break."""
    return sum(path.read_bytes().count(b"\n") - 1 for path in folder.glob("*.csv"))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("other", type=Path)
    asked.add_argument("--cases", type=int, default=30_000)
    asked.add_argument("--rounds", type=int, default=1)
    options = asked.parse_args()
    both = {"this": HERE, "other": options.other.resolve()}
    found: dict[str, list[dict[str, float]]] = {name: [] for name in both}
    with tempfile.TemporaryDirectory() as target:
        run(HERE, ["manage.py", "make_registrations", target, str(options.cases)])
        rows = rows_of(Path(target))
        for number in range(options.rounds):
            for name in list(both)[:: 1 if number % 2 else -1]:
                found[name].append(json.loads(run(both[name], ["-c", WORKER, target, IMPORT]).splitlines()[-1]))
    print(f"Import of {options.cases} cases, {rows} rows; this checkout beside {options.other.name}; medians")
    print(f"{'':<34}{'this':>12}{'other':>12}{'ratio':>10}")
    middle = {
        name: {key: statistics.median(each[key] for each in times) for key in times[0]} for name, times in found.items()
    }
    for label, key in (
        ("seconds", "seconds"),
        ("of the processor, the command", "processor"),
        ("of the processor, the server", "server"),
        ("of the processor, both", "busy"),
        ("peak memory of the process, MB", "peak"),
        ("of that by the import, MB", "own"),
    ):
        here, other = middle["this"][key], middle["other"][key]
        print(f"{label:<34}{here:12.1f}{other:12.1f}{here / max(other, 0.01):9.2f}x")
    for label, key in (("rows per second", "seconds"), ("rows per second of the processor", "busy")):
        here, other = (rows / middle[name][key] for name in both)
        print(f"{label:<34}{here:12.0f}{other:12.0f}{here / other:9.2f}x")


if __name__ == "__main__":
    main()
