#!/usr/bin/env python3
"""The worklist of this checkout beside that of another one, in turn, on the same machine.

    scripts/compare_worklist.py OTHER_CHECKOUT [--living 100000] [--requests 100]

Both checkouts need their `.venv` (`make setup`) and work in a database of their own, dropped at the end. They make the
same living cases, and then take turns in blocks of five rounds over the addresses of the benchmark, each block in the
other order. Printed: median and p95 of each address and of all together, in milliseconds, and this one as a share of
the other. Nothing is asserted: a machine is not a test.
"""

import argparse
import statistics
from pathlib import Path

from in_turn import InTurn

HERE = Path(__file__).resolve().parent.parent
ROUNDS = 5
WORKER = """
import json, os, sys, time
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekc.settings.dev")
import django
django.setup()
from importlib import import_module
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
try:
    bench = "demo.bench"
    import_module(bench)
except ModuleNotFoundError:
    bench = "reports.bench"
worklist, living, database = (import_module(f"{bench}.{name}") for name in ("worklist", "living_cases", "database"))
from django.db import connection
say = lambda what: print(json.dumps(what), flush=True)
with database.own_database():
    manager = living.make_living_cases(int(sys.argv[1]))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    hosts = [*settings.ALLOWED_HOSTS, "testserver"]
    with override_settings(ALLOWED_HOSTS=hosts), worklist.as_in_a_server():
        client = Client(HTTP_HOST="testserver")
        client.force_login(manager)
        page = reverse("cases:worklist")
        for name, query in worklist.ADDRESSES.items():
            assert 'data-label="' in client.get(page, query).content.decode(), name
        say("ready")
        for line in sys.stdin:
            if line.strip() == "stop":
                break
            found = {name: [] for name in worklist.ADDRESSES}
            for _round in range(int(line)):
                for name, query in worklist.ADDRESSES.items():
                    before = time.perf_counter()
                    status = client.get(page, query).status_code
                    found[name].append((time.perf_counter() - before) * 1000)
                    assert status == 200, (name, status)
            say(found)
"""


class Checkout(InTurn):
    """A checkout whose worklist answers when it is its turn."""

    def __init__(self, folder: Path, living: int) -> None:
        self.times: dict[str, list[float]] = {}
        super().__init__(folder, WORKER, living)

    def block(self) -> dict[str, list[float]]:
        return self.asked(ROUNDS)

    def measure(self) -> None:
        for name, found in self.block().items():
            self.times.setdefault(name, []).extend(found)


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def line(name: str, here: list[float], other: list[float]) -> str:
    cells = [statistics.median(here), statistics.median(other), p95(here), p95(other)]
    shown = "".join(f"{cell:10.1f}" for cell in cells)
    return f"{name:<14}{shown}{cells[0] / cells[1]:12.2f}x{cells[2] / cells[3]:9.2f}x{len(here):8}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("other", type=Path)
    asked.add_argument("--living", type=int, default=100_000)
    asked.add_argument("--requests", type=int, default=100, help="of each address and each checkout")
    options = asked.parse_args()
    both = [Checkout(folder.resolve(), options.living) for folder in (HERE, options.other)]
    for each in both:
        each.heard()
    for each in both:
        each.block()
    while len(next(iter(both[0].times.values()), [])) < options.requests:
        for each in both:
            each.measure()
        both_in_turn = both[::-1]
        for each in both_in_turn:
            each.measure()
    for each in both:
        each.stop()
    here, other = (each.times for each in both)
    print(f"Worklist of {options.living} living cases, milliseconds; this checkout beside {options.other.name}")
    print(f"{'':<14}{'median':>10}{'other':>10}{'p95':>10}{'other':>10}{'median':>13}{'p95':>10}{'n':>8}")
    for name in here:
        print(line(name, here[name], other[name]))
    print(line("all", *([time for found in times.values() for time in found] for times in (here, other))))


if __name__ == "__main__":
    main()
