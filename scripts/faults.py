#!/usr/bin/env python3
"""Let each part of a running house fail, ten times, while people work; print what they noticed (docs/bench.md).

    .venv/bin/python scripts/faults.py [--times 10] [--only worker --only database] [--port 8199]

It starts `make run` in a folder of its own with the demo world, sends requests (the login page, the worklist, a page
of a case, by people who are signed in), and then kills. Per fault: requests, answers "even geduld" (503), other errors
of the server, requests that got no answer, and the seconds until everything answers again.
"""

import argparse
import contextlib
import http.cookiejar
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120
PEOPLE = 3
PARTS = ("web", "worker", "beat")
"""In the order of `ekc/run.py`."""
LOGIN = "carla@voorbeeld.example"
BETWEEN = 0.15
"""Seconds between two requests of one person."""


class House:
    """`make run`, in a folder of its own."""

    def __init__(self, var: Path, port: int) -> None:
        self.var, self.port = var, port
        self.base = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "EKC_VAR": str(var),
            "PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "ekc.settings.dev",
        }
        for name in ("DATABASE_URL", "REDIS_URL"):
            environment.pop(name, None)
        self.run = subprocess.Popen(
            [sys.executable, "-m", "ekc.run"], cwd=ROOT, env=environment, stdout=(var / "run.out").open("w")
        )

    def wait(self) -> None:
        deadline = time.monotonic() + 600
        while not answers(f"{self.base}/gezondheid/levend"):
            if self.run.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"It did not start:\n{(self.var / 'run.out').read_text()}")
            time.sleep(0.5)

    def stop(self) -> None:
        self.run.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.run.wait(90)

    def part(self, name: str) -> psutil.Process | None:
        """The head of a part, by the order in which they were started: Celery gives its processes titles of its own."""
        with contextlib.suppress(OSError, ValueError, IndexError, psutil.Error):
            return psutil.Process(int((self.var / "run.pids").read_text().split()[PARTS.index(name)]))
        return None

    def standing(self, name: str) -> psutil.Process:
        """The same, once it is there: after the fault before, it may just be starting."""
        for _attempt in range(10 * PATIENCE):
            if found := self.part(name):
                return found
            time.sleep(0.1)
        raise SystemExit(f"The {name} is not there.")

    def engine(self, file: str) -> psutil.Process | None:
        with contextlib.suppress(OSError, ValueError, IndexError, psutil.Error):
            return psutil.Process(int((self.var / file).read_text().split()[0]))
        return None


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  our own
            return bool(answer.status == 200)
    except OSError:
        return False


class Person(threading.Thread):
    """Somebody who is signed in and opens one page after another."""

    def __init__(self, house: House, seen: Counter[str], *, login: str = LOGIN, first: str = "/zaken/") -> None:
        super().__init__(daemon=True)
        self.house, self.seen, self.ended = house, seen, threading.Event()
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self._sign_in(login)
        found = re.findall(r'href="(/zaken/EK-[\w-]+/)', self._get(first))
        self.pages = ["/", "/zaken/", "/account/login/", *found[:5]]

    def _get(self, path: str) -> str:
        with self.opener.open(f"{self.house.base}{path}", timeout=30) as answer:
            return str(answer.read().decode())

    def _sign_in(self, login: str) -> None:
        page = self.opener.open(f"{self.house.base}/account/login/", timeout=30)
        address, text = page.geturl(), page.read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        who = {"login": login, "password": "eigenkracht-demo"}
        data = urllib.parse.urlencode({**who, "csrfmiddlewaretoken": token[1] if token else ""}).encode()
        self.opener.open(urllib.request.Request(address, data, {"Referer": address}), timeout=30)  # noqa: S310

    def run(self) -> None:
        turn = 0
        while not self.ended.wait(BETWEEN):
            turn += 1
            try:
                with self.opener.open(f"{self.house.base}{self.pages[turn % len(self.pages)]}", timeout=30) as answer:
                    answer.read()
                    self.seen[str(answer.status)] += 1
            except urllib.error.HTTPError as error:
                self.seen[str(error.code)] += 1
            except OSError:
                self.seen["none"] += 1


# --- the faults ---------------------------------------------------------------------------------------
def _kill(process: psutil.Process | None, *, all_of_it: bool = False) -> None:
    if process is None:
        raise SystemExit("What should be killed is not there.")
    victims = [*process.children(recursive=True), process] if all_of_it else [process]
    for victim in victims:
        with contextlib.suppress(psutil.Error):
            victim.kill()


def _new(house: House, name: str, old: int) -> Callable[[], bool]:
    def is_up() -> bool:
        found = house.part(name)
        return found is not None and found.pid != old and time.time() - found.create_time() > 1

    return is_up


def _part(name: str) -> Callable[[House], Callable[[], bool]]:
    def fault(house: House) -> Callable[[], bool]:
        old = house.standing(name)
        _kill(old, all_of_it=True)
        return _new(house, name, old.pid)

    return fault


def _web_process(house: House) -> Callable[[], bool]:
    head = house.standing("web")
    before = {child.pid for child in head.children()}
    _kill(psutil.Process(min(before)))
    return lambda: len(head.children()) >= len(before) and {child.pid for child in head.children()} != before


def _database_killed(house: House) -> Callable[[], bool]:
    _kill(house.engine("postgres/postmaster.pid"))
    return lambda: True


def _database_restarted(house: House) -> Callable[[], bool]:
    process = house.engine("postgres/postmaster.pid")
    assert process is not None
    process.send_signal(signal.SIGINT)  # what `pg_ctl stop -m fast` does
    return lambda: True


def _valkey_killed(house: House) -> Callable[[], bool]:
    _kill(house.engine("valkey/valkey.pid"))
    return lambda: True


def _valkey_elsewhere(house: House) -> Callable[[], bool]:
    """Somebody else has its port when it comes back."""
    port = int((house.var / "valkey" / "port").read_text())
    squatter = socket.socket()
    squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Nobody starts it again before its port is taken.
    house.run.send_signal(signal.SIGSTOP)
    _kill(house.engine("valkey/valkey.pid"))
    for _attempt in range(1000):
        with contextlib.suppress(OSError):
            squatter.bind(("127.0.0.1", port))
            squatter.listen()
            break
        time.sleep(0.01)
    house.run.send_signal(signal.SIGCONT)

    def is_elsewhere() -> bool:
        moved = (house.var / "valkey" / "port").read_text() != str(port)
        if moved:
            squatter.close()
        return moved

    return is_elsewhere


FAULTS: dict[str, Callable[[House], Callable[[], bool]]] = {
    "Valkey killed": _valkey_killed,
    "Valkey back on another port": _valkey_elsewhere,
    "PostgreSQL killed": _database_killed,
    "PostgreSQL restarted": _database_restarted,
    "worker killed": _part("worker"),
    "beat killed": _part("beat"),
    "web server killed": _part("web"),
    "one process of the web server killed": _web_process,
}


@contextlib.contextmanager
def people(house: House, seen: Counter[str]) -> Iterator[None]:
    crowd = [Person(house, seen) for _each in range(PEOPLE)]
    for person in crowd:
        person.start()
    yield
    for person in crowd:
        person.ended.set()
    for person in crowd:
        person.join()


def once(house: House, fault: Callable[[House], Callable[[], bool]]) -> float:
    """Let it happen, and wait until everything answers; the seconds that took."""
    time.sleep(2)
    began = time.monotonic()
    is_back = fault(house)
    while time.monotonic() - began < PATIENCE:
        with contextlib.suppress(OSError, psutil.Error):
            if is_back() and answers(f"{house.base}/gezondheid/klaar"):
                return time.monotonic() - began
        time.sleep(0.1)
    return float("inf")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--port", type=int, default=8199)
    parser.add_argument("--only", action="append", default=[], metavar="WORD")
    chosen = parser.parse_args()
    chosen_faults = [name for name in FAULTS if not chosen.only or any(word in name for word in chosen.only)]
    failed = False
    with tempfile.TemporaryDirectory(prefix="ekc-faults-") as folder:
        Path(folder).chmod(0o711)
        house = House(Path(folder), chosen.port)
        try:
            house.wait()
            print(f"{'':38}{'requests':>9}{'503':>6}{'5xx':>6}{'none':>6}{'median s':>10}{'most s':>8}")
            for name in chosen_faults:
                seen: Counter[str] = Counter()
                with people(house, seen):
                    took = [once(house, FAULTS[name]) for _each in range(chosen.times)]
                other = sum(count for code, count in seen.items() if code.startswith("5") and code != "503")
                line = f"{name:38}{sum(seen.values()):>9}{seen['503']:>6}{other:>6}{seen['none']:>6}"
                print(f"{line}{statistics.median(took):>10.1f}{max(took):>8.1f}", flush=True)
                failed |= bool(other) or max(took) == float("inf")
        finally:
            house.stop()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
