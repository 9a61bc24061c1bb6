#!/usr/bin/env python3
"""The worklist of this checkout beside that of another one, in turn, on the same machine.

    scripts/compare_worklist.py OTHER_CHECKOUT [--living 100000] [--requests 100] [--processor]

Both checkouts need their `.venv` (`make setup`) and work in a database of their own, dropped at the end. They make the
same living cases, and then take turns in blocks of five rounds over the addresses of the benchmark, each block in the
other order. Printed: median and p95 of each address and of all together, in milliseconds, and this one as a share of
the other. Nothing is asserted: a machine is not a test.
"""

import argparse
from pathlib import Path

from in_turn import Pages, pages_in_turn

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
clock = time.process_time if "processor" in sys.argv else time.perf_counter
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
                    before = clock()
                    status = client.get(page, query).status_code
                    found[name].append((clock() - before) * 1000)
                    assert status == 200, (name, status)
            say(found)
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("other", type=Path)
    asked.add_argument("--living", type=int, default=100_000)
    asked.add_argument("--requests", type=int, default=100, help="of each address and each checkout")
    asked.add_argument("--processor", action="store_true", help="seconds of the processor, without the database's")
    options = asked.parse_args()
    clock = "processor" if options.processor else "clock"
    pages_in_turn(
        lambda folder: Pages(folder, WORKER, options.living, clock),
        options.other,
        options.requests,
        f"Worklist of {options.living} living cases",
    )


if __name__ == "__main__":
    main()
