"""Kill worker, beat, Valkey and PostgreSQL at random moments, and count what was lost and what was doubled.

    .venv/bin/python -m tests.outbox.killing [--kills 100] [--rows 6000] [--seed N]

Real processes, all of this run's own and on this machine only: PostgreSQL (durable), Valkey, two workers, beat, and a
mail server (`scripts/mail_sink.py`) that outlives them all. A third of the rows are mails that an act queued, two
thirds are due rows whose act queues a mail under a new key each time, so that an act that is done twice shows. While
rows come in, one of the four is ended by SIGKILL at a random moment, PostgreSQL with all its processes, and comes back
a moment later; every task is also asked for twice. At the end everything is left running until nothing waits.

A row is lost when its mail never reached the mail server, and doubled when two different mails did. The same mail that
was handed over again, under the same Message-ID, is counted apart: see docs/adr/0040. Exit code 0 when none was lost
and none doubled.
"""

import argparse
import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent
TARGETS = ("worker", "beat", "valkey", "postgres")
CHUNK = 60
SECONDS_AFTER = 300
SECONDS_TO_BEGIN = 60


class Process:
    """A program in a group of its own, that is ended with everything it started."""

    def __init__(self, name: str, command: list[str], folder: Path) -> None:
        self.name, self.command, self.log = name, command, folder / f"{name}.log"
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                self.command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        if self._running is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()
            self._running = None


class Postgres:
    """The embedded server of this run's var folder."""

    def start(self) -> None:
        from ekc import embedded

        embedded.start_postgres()

    def kill(self) -> None:
        from ekc import embedded
        from ekc.engine_account import pid_in

        with contextlib.suppress(psutil.NoSuchProcess):
            head = psutil.Process(pid_in(embedded.var_folder() / "postgres" / "postmaster.pid"))
            everyone = [*head.children(recursive=True), head]
            for each in everyone:
                with contextlib.suppress(psutil.NoSuchProcess):
                    each.kill()
            psutil.wait_procs(everyone, timeout=10)


class Valkey:
    """A server that comes back on its own port."""

    def __init__(self, folder: Path) -> None:
        from .engines import Broker

        self._broker = Broker(folder / "valkey-of-kills")
        self.url = self._broker.url

    def start(self) -> None:
        self._broker.start()

    def kill(self) -> None:
        self._broker.stop()


class Crew:
    """Everything that runs. `kill` ends one of a kind, and says what brings it back."""

    def __init__(self, folder: Path, draw: random.Random, valkey: Valkey) -> None:
        self._draw = draw
        celery = [sys.executable, "-m", "celery", "-A", "ekc"]
        one = ["worker", "-c", "1", "-l", "WARNING", "--without-gossip", "--without-mingle"]
        self.postgres, self.valkey = Postgres(), valkey
        self.workers = [Process(f"w{number}", [*celery, *one, "-n", f"w{number}@%h"], folder) for number in (0, 1)]
        self.beat = Process(
            "beat", [*celery, "beat", "-l", "WARNING", "-s", str(folder / "beat"), "--pidfile="], folder
        )

    def start(self) -> None:
        for each in (*self.workers, self.beat):
            each.start()

    def kill(self, target: str) -> Callable[[], None]:
        one = self._draw.choice(self.workers) if target == "worker" else getattr(self, target)
        one.kill()
        return one.start

    def stop(self) -> None:
        for each in (*self.workers, self.beat, self.valkey, self.postgres):
            each.kill()


class Feeder:
    """Plans due rows and queues mails, again and again until it knows that they are there."""

    def __init__(self, rows: int) -> None:
        self.rows, self.next = rows, 0

    def feed(self) -> None:
        """The next rows, where it can; they are asked for anew when the database went away meanwhile."""
        from django.db import DatabaseError, InterfaceError, connection

        numbers = range(self.next, min(self.next + CHUNK, self.rows))
        try:
            self._save(numbers)
        except (DatabaseError, InterfaceError):
            connection.close()
            return
        self.next = numbers.stop

    def _save(self, numbers: range) -> None:
        from django.utils import timezone

        from ekc.outbox.acts import queue_message
        from ekc.outbox.models import DueRow

        from .killing_acts import BODY, SUBJECT, address

        due = [
            DueRow(purpose=kind, object_type="x", object_id=number, due_at=timezone.now())
            for number in numbers
            if (kind := kind_of(number)) != "bericht"
        ]
        DueRow.objects.bulk_create(due, ignore_conflicts=True)
        for number in numbers:
            if kind_of(number) == "bericht":
                queue_message(key=f"bericht:{number}", to=address("bericht", number), subject=SUBJECT, body=BODY)


def kind_of(number: int) -> str:
    return ("bericht", "alleen", "samen")[number % 3]


def ask_twice() -> None:
    """Every task two times more, whatever beat does."""
    from ekc.outbox.tasks import run_due_rows, send_messages

    for task in (run_due_rows, send_messages) * 2:
        with contextlib.suppress(Exception):
            task.apply_async(retry=False, expires=30)


def waiting() -> int | None:
    """How many rows are still to be done; None while the database does not answer."""
    from django.db import DatabaseError, InterfaceError, connection

    from ekc.outbox.codes import COMING_DUE_STATES, COMING_MESSAGE_STATES
    from ekc.outbox.models import DueRow, Message

    try:
        due = DueRow.objects.filter(state__in=sorted(COMING_DUE_STATES)).count()
        return due + Message.objects.filter(state__in=sorted(COMING_MESSAGE_STATES)).count()
    except (DatabaseError, InterfaceError):
        connection.close()
        return None


def play(crew: Crew, feeder: Feeder, kills: int, draw: random.Random, book: Path) -> Counter[str]:
    """Kill so many times, each at a random moment while mails leave; returns how often each was killed."""
    done: Counter[str] = Counter()
    targets = [TARGETS[number % len(TARGETS)] for number in range(kills)]
    draw.shuffle(targets)
    for number, target in enumerate(targets):
        ask_twice()
        # A program that is still starting has nothing to lose.
        feed_until(partial(is_larger, book, size_of(book)), feeder, SECONDS_TO_BEGIN)
        feed_until(lambda: False, feeder, draw.uniform(0.0, 1.5))
        back = crew.kill(target)
        done[target] += 1
        time.sleep(draw.uniform(0.0, 1.0))
        back()
        say(f"{number + 1:4} {target:<9} {feeder.next:6} rows came in, {waiting()} to do")
    return done


def feed_until(holds: Callable[[], bool], feeder: Feeder, seconds: float) -> None:
    """Keep work coming in until something holds, or for so long."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        if (waiting() or 0) < 4 * CHUNK:
            feeder.feed()
        time.sleep(0.02)


def is_larger(book: Path, before: int) -> bool:
    return size_of(book) > before


def size_of(book: Path) -> int:
    return book.stat().st_size if book.exists() else 0


def run_out(feeder: Feeder) -> None:
    """Let everything be done that is left."""
    end = time.monotonic() + SECONDS_AFTER
    while time.monotonic() < end:
        if feeder.next < feeder.rows:
            feeder.feed()
        elif waiting() == 0:
            return
        time.sleep(0.2)


def count(book: Path, rows: int) -> tuple[dict[str, int], bool]:
    """What reached the mail server, held against what should have."""
    from ekc.outbox.models import DueRow, Message

    from .killing_acts import address

    mails: dict[str, set[str]] = defaultdict(set)
    lines = book.read_text().splitlines()
    for line in lines:
        message_id, to = line.split(" ", 1)
        mails[to].add(message_id)
    asked = {address(kind_of(number), number) for number in range(rows)}
    found = {
        "rows": rows,
        "lost": len(asked - mails.keys()),
        "doubled": sum(len(each) > 1 for each in mails.values()),
        "handed over again under the same Message-ID": len(lines) - sum(map(len, mails.values())),
        "on the failure list": DueRow.objects.failed().count() + Message.objects.failed().count(),
    }
    return found, found["lost"] == found["doubled"] == found["on the failure list"] == 0


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def prepare(folder: Path, tables: Path | None) -> dict[str, Any]:
    """Engines and settings of this run alone; from here on Django leads there. `tables`: where they stand written."""
    import django

    port = free_port()
    os.environ |= {
        "EKC_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.outbox.killing_settings",
        "EKC_KILLING_SMTP": str(port),
        "SECRET_KEY": "only-for-killing-" + "x" * 40,
        "CELERY_SKIP_CHECKS": "1",
    }
    for name in ("EKC_DURABLE", "EKC_TEST_DB"):
        os.environ.pop(name, None)
    from ekc import embedded

    os.environ["DATABASE_URL"] = embedded.start_postgres()
    valkey = Valkey(folder)
    os.environ["REDIS_URL"] = valkey.url
    django.setup()
    if tables is None:
        subprocess.run([sys.executable, "manage.py", "migrate", "--no-input", "-v", "0"], cwd=ROOT, check=True)
    else:
        from django.db import connection

        from tests import database

        database.pour(tables, str(connection.settings_dict["HOST"]))
    return {"port": port, "valkey": valkey}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--kills", type=int, default=100)
    asked.add_argument("--rows", type=int, default=6000)
    asked.add_argument("--seed", type=int, default=int(time.time()))
    asked.add_argument("--tables", type=Path, help="a dump of the tables; without it they are migrated")
    options = asked.parse_args()
    draw = random.Random(options.seed)
    folder = ROOT / "var" / f"kills-{os.getpid()}"
    folder.mkdir(parents=True)
    say(f"seed {options.seed}, {options.kills} kills, {options.rows} rows")
    sink: subprocess.Popen[bytes] | None = None
    crew: Crew | None = None
    try:
        made = prepare(folder, options.tables)
        book = folder / "mails"
        wait = ["--wait", "0.002"]
        sink = subprocess.Popen(
            [sys.executable, str(ROOT / "scripts/mail_sink.py"), str(made["port"]), str(book), *wait]
        )
        crew = Crew(folder, draw, made["valkey"])
        crew.valkey.start()
        crew.start()
        feeder = Feeder(options.rows)
        began = time.monotonic()
        killed = play(crew, feeder, options.kills, draw, book)
        run_out(feeder)
        found, is_well = count(book, options.rows)
        say(f"killed in {time.monotonic() - began:.0f} s: {dict(killed)}")
        for name, number in found.items():
            say(f"{name}: {number}")
    finally:
        if crew is not None:
            crew.stop()
        else:
            Postgres().kill()
        if sink is not None:
            sink.terminate()
            sink.wait()
    if is_well:
        shutil.rmtree(folder)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
