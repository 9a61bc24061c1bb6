#!/usr/bin/env python3
"""A morning on which ten thousand rows are due, here and in another checkout, in turn, on the same machine.

    scripts/compare_due_rows.py OTHER_CHECKOUT [--rows 10000] [--parts 4]

Both checkouts need their `.venv` (`make setup`) and work in a database of their own, dropped at the end. Every row is a
call that somebody must make: its mail is written, put in the outbox and handed to a mail server on this machine
(`scripts/mail_sink.py`), by the two tasks that beat calls, until nothing is left. They take turns, a part of the rows
each. Printed: rows per second, the most memory that the worker had, and this one as a share of the other. That each
mail was handed over once is asserted; how fast a machine is, is not.
"""

import argparse
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from in_turn import InTurn

HERE = Path(__file__).resolve().parent.parent
WORKER = """
import json, os, random, resource, subprocess, sys, time
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekc.settings.dev")
import django
django.setup()
import datetime as dt
from importlib import import_module
from django.conf import settings
from django.db import connection
from django.utils import timezone
try:
    bench, numbers = "demo.bench", import_module("cases.referral.acts.case_numbers")
    import_module(bench)
except ModuleNotFoundError:
    bench, numbers = "reports.bench", import_module("cases.domain.numbers")
living, database = (import_module(f"{bench}.{name}") for name in ("living_cases", "database"))
from cases.models import Case, CoordinatorContract, MainPerson
from ekc.accounts.codes import Role
from ekc.accounts.models import Region, User
from ekc.outbox.models import DueRow, Message
from ekc.outbox.tasks import run_due_rows, send_messages
from followup.codes import CallKind
from followup.models import Call
try:
    from followup.acts.call_days import PURPOSES
except ImportError:
    from followup.domain.planning import PURPOSES

PURPOSE = str(getattr(PURPOSES[CallKind.ONE_MONTH], "value", PURPOSES[CallKind.ONE_MONTH]))
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[2])
CALLED = ("met_plan", "plan_verstuurd")
TODAY = timezone.localdate()
YESTERDAY = timezone.now() - dt.timedelta(days=1)

def say(what):
    print(json.dumps(what), flush=True)

def world(number):
    draw = random.Random(1)
    region = Region.objects.get(code=living.REGION)
    manager = User.objects.create(email="m@voorbeeld.example", full_name="M", role=Role.REGIONAL_MANAGER)
    manager.regions.add(region)
    coordinators = living._coordinators(max(number // 20, 1), region)
    cases, persons = [], []
    for case_number in numbers.next_case_numbers(number, years=TODAY.year):
        case = living._case(case_number, draw, region, manager, TODAY)
        while case.state not in CALLED:
            case = living._case(case_number, draw, region, manager, TODAY)
        cases.append(case)
        persons += living._persons(case, draw)
    Case.objects.bulk_create(cases, 1000)
    MainPerson.objects.bulk_create(persons, 1000)
    CoordinatorContract.objects.bulk_create((
        CoordinatorContract(case=case, coordinator=draw.choice(coordinators), started_on=case.received_on)
        for case in cases
    ), 1000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return cases

def due(cases):
    fields = {field.name for field in Call._meta.get_fields()}
    more = {"opens_on": TODAY - dt.timedelta(days=7), "months": 1} if "opens_on" in fields else {}
    calls = Call.objects.bulk_create(
        (Call(case=case, kind="na_1_maand", due_on=TODAY, **more) for case in cases), 1000
    )
    DueRow.objects.bulk_create((
        DueRow(purpose=PURPOSE, object_type=Call._meta.label_lower, object_id=call.pk, due_at=YESTERDAY,
               case_number=call.case.number, region_id=call.case.region_id) for call in calls
    ), 1000)

def timed(task):
    before, cpu = time.perf_counter(), time.process_time()
    done = 0
    while found := task():
        done += found
    return [done, time.perf_counter() - before, time.process_time() - cpu]

def work():
    connection.settings_dict["NAME"] = sys.argv[4]
    for line in sys.stdin:
        found = {"act": timed(run_due_rows), "send": timed(send_messages)}
        found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say(found)

def make_and_work():
    total, parts = int(sys.argv[1]), int(sys.argv[3])
    size = total // parts
    with database.own_database() as name:
        cases = world(total)
        # What makes the cases is not what works through the rows: the memory is that of the worker alone.
        worker = subprocess.Popen([*sys.orig_argv, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        say("ready")
        for part, line in enumerate(sys.stdin):
            if line.strip() == "stop":
                break
            due(cases[part * size : (part + 1) * size])
            worker.stdin.write(line)
            worker.stdin.flush()
            found = json.loads(worker.stdout.readline())
            assert found["act"][0] == found["send"][0] == size, found
            say(found)
        worker.stdin.close()
        worker.wait()

work() if len(sys.argv) > 4 else make_and_work()
"""


class Checkout(InTurn):
    """A checkout whose worker does a part of the rows when it is its turn."""

    def __init__(self, folder: Path, rows: int, parts: int, scratch: Path) -> None:
        self.found: list[dict] = []
        self.book = scratch / f"{folder.name}.mails"
        port = free_port()
        sink = [sys.executable, str(HERE / "scripts/mail_sink.py"), str(port), str(self.book)]
        self.sink = subprocess.Popen(sink)
        super().__init__(folder, WORKER, rows, port, parts)

    def measure(self) -> None:
        self.found.append(self.asked("go"))

    def stop(self) -> None:
        super().stop()
        self.sink.terminate()
        self.sink.wait()

    def check(self, rows: int) -> None:
        mails = self.book.read_text().split("\n")[:-1]
        assert len(mails) == len(set(mails)) == rows, (len(mails), len(set(mails)), rows)

    def seconds(self, what: str, which: int = 1) -> float:
        return sum(each[what][which] for each in self.found)

    @property
    def memory(self) -> float:
        return max(each["memory"] for each in self.found)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def line(name: str, here: float, other: float, unit: str) -> None:
    print(f"{name:<34}{here:12.1f}{other:12.1f} {unit:<14}{here / other:8.2f}x")


def report(here: Checkout, other: Checkout, rows: int) -> None:
    print(f"{'':<34}{'here':>12}{'other':>12}")
    for name, parts in {"written": ("act",), "handed over": ("send",), "all": ("act", "send")}.items():
        clock = [rows / sum(each.seconds(part) for part in parts) for each in (here, other)]
        line(f"{name}, rows per second", *clock, "by the clock")
    busy = [rows / (each.seconds("act", 2) + each.seconds("send", 2)) for each in (here, other)]
    line("all, rows per second of processor", *busy, "in the worker")
    line("most memory of the worker", here.memory, other.memory, "MB")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("other", type=Path)
    asked.add_argument("--rows", type=int, default=10_000)
    asked.add_argument("--parts", type=int, default=4)
    options = asked.parse_args()
    rows = options.rows // options.parts * options.parts
    with tempfile.TemporaryDirectory() as scratch:
        both = [Checkout(folder.resolve(), rows, options.parts, Path(scratch)) for folder in (HERE, options.other)]
        for each in both:
            each.heard()
        for part in range(options.parts):
            for each in both if part % 2 == 0 else both[::-1]:
                each.measure()
                time.sleep(0.2)
        for each in both:
            each.stop()
            each.check(rows)
        print(f"{rows} rows due on one morning; this checkout beside {options.other.name}")
        report(*both, rows)


if __name__ == "__main__":
    main()
