#!/usr/bin/env python3
"""The web server of this checkout beside that of another one, as each deploys it: the page of a case, in turn.

    .venv/bin/python scripts/compare_server.py OTHER_CHECKOUT [--requests 800] [--clients 8] [--world FOLDER]

Both need their `.venv` (`make setup`). Each gets engines of its own, the demo world, and gunicorn as its
`ekc/gunicorn.py` says, with two workers. Somebody who is signed in opens pages of the same cases, from so many clients
at once; the two take turns in blocks, each pair of blocks in the other order. Printed: requests per second, median, p95
by the clock; seconds of the processor for one page, of the web server and of PostgreSQL apart; and requests per second
that the processor allows. On a machine where others work only the last two can be compared. Nothing is asserted.
"""

import argparse
import contextlib
import http.client
import http.cookiejar
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil
from in_turn import HERE, p95

BLOCK = 100
WORKERS = 2
LOGIN = {"login": "carla@voorbeeld.example", "password": "eigenkracht-demo"}
ENGINES = """
import sys
from ekc import embedded
print(embedded.start_postgres(), embedded.start_valkey(), flush=True)
"""


class Server:
    """The web server of a checkout, with engines and a demo world of its own."""

    def __init__(self, folder: Path, var: Path, port: int, *, makes_world: bool) -> None:
        self.folder, self.var, self.port, self.makes_world = folder, var, port, makes_world
        self.python = str(folder / ".venv/bin/python")
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")},
            "EKC_VAR": str(var),
            "DJANGO_SETTINGS_MODULE": "ekc.settings.dev",
            "BIND": f"127.0.0.1:{port}",
            "WEB_CONCURRENCY": str(WORKERS),
        }
        found = subprocess.run(
            [self.python, "-c", ENGINES],
            cwd=folder,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            check=True,
        )
        self.environment["DATABASE_URL"], self.environment["REDIS_URL"] = found.stdout.split()[-2:]
        steps = [["migrate", "--no-input", "--verbosity", "0"], ["demo", "--if-empty"]]
        for command in steps if makes_world else []:
            subprocess.run(
                [self.python, "manage.py", *command], cwd=folder, env=self.environment, check=True, stdout=sys.stderr
            )
        self.web = psutil.Popen(
            [self.python, "-m", "gunicorn", "-c", "python:ekc.gunicorn"],
            cwd=folder,
            env=self.environment,
            stderr=(var / f"web-{port}.log").open("w"),
        )
        self.postgres = psutil.Process(int((var / "postgres" / "postmaster.pid").read_text().split()[0]))
        self.cookie, self.cases = self._signed_in()
        self.times: list[float] = []
        self.seconds = self.of_web = self.of_postgres = 0.0

    def _signed_in(self) -> tuple[str, set[str]]:
        """The cookies of somebody who is signed in, and the addresses of the cases on her worklist."""
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        address = f"http://127.0.0.1:{self.port}/account/login/"
        for _attempt in range(600):
            with contextlib.suppress(OSError):
                page = opener.open(address, timeout=30).read().decode()
                break
            time.sleep(0.2)
        else:
            sys.exit(f"It does not start: {(self.var / f'web-{self.port}.log').read_text()}")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        data = urllib.parse.urlencode({**LOGIN, "csrfmiddlewaretoken": token[1] if token else ""}).encode()
        opener.open(urllib.request.Request(address, data, {"Referer": address}), timeout=30)  # noqa: S310  our own
        worklist = opener.open(f"http://127.0.0.1:{self.port}/zaken/", timeout=60).read().decode()
        cases = set(re.findall(r'href="(/zaken/EK-[\w-]+/)"', worklist))
        return "; ".join(f"{each.name}={each.value}" for each in jar), cases

    def get(self, connection: http.client.HTTPConnection, path: str) -> str:
        connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status != 200:
            sys.exit(f"{path} of {self.folder} answers {answer.status}.")
        return text

    def block(self, paths: list[str], clients: int, requests: int) -> None:
        """So many requests, from so many clients at once."""
        before = self._used()
        began = time.perf_counter()
        _at_once(clients, lambda client: self._client(paths, client, requests // clients))
        self.seconds += time.perf_counter() - began
        web, postgres = (now - then for now, then in zip(self._used(), before, strict=True))
        self.of_web, self.of_postgres = self.of_web + web, self.of_postgres + postgres

    def _client(self, paths: list[str], client: int, requests: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        for number in range(requests):
            began = time.perf_counter()
            self.get(connection, paths[(client + number) % len(paths)])
            self.times.append((time.perf_counter() - began) * 1000)
        connection.close()

    def _used(self) -> tuple[float, float]:
        return _processor_of(self.web), _processor_of(self.postgres)

    def forget(self) -> None:
        self.times, self.seconds, self.of_web, self.of_postgres = [], 0.0, 0.0, 0.0

    def figures(self) -> dict[str, float]:
        pages = len(self.times)
        of_web, of_postgres = self.of_web / pages * 1000, self.of_postgres / pages * 1000
        return {
            "requests per second, by the clock": pages / self.seconds,
            "median, ms": statistics.median(self.times),
            "p95, ms": p95(self.times),
            "processor per page, web server, ms": of_web,
            "processor per page, PostgreSQL, ms": of_postgres,
            "processor per page, both, ms": of_web + of_postgres,
            "requests per second of one processor": 1000 / (of_web + of_postgres),
        }

    def stop(self) -> None:
        with contextlib.suppress(psutil.Error):
            self.web.terminate()
            self.web.wait(40)
        if not self.makes_world:
            return
        self.postgres.send_signal(signal.SIGINT)
        with contextlib.suppress(OSError, ValueError, psutil.Error):
            psutil.Process(int((self.var / "valkey" / "valkey.pid").read_text())).terminate()
        with contextlib.suppress(psutil.Error):
            self.postgres.wait(40)


def _at_once(clients: int, work: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=work, args=(client,)) for client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _processor_of(head: psutil.Process) -> float:
    """Seconds that it and all its processes used, those that ended included."""
    used = 0.0
    for process in (head, *head.children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            times = process.cpu_times()
            used += times.user + times.system + times.children_user + times.children_system
    return used


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("other", type=Path)
    asked.add_argument("--requests", type=int, default=800, help="of each checkout")
    asked.add_argument("--clients", type=int, default=8)
    asked.add_argument("--port", type=int, default=8190)
    asked.add_argument("--world", type=Path, help="the var folder of a demo world of the newer one: both work in it")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="ekc-server-") as folder, contextlib.ExitStack() as stack:
        Path(folder).chmod(0o711)
        both = []
        for number, checkout in enumerate((HERE, options.other.resolve())):
            var = options.world or Path(folder) / str(number)
            var.mkdir(exist_ok=True)
            both.append(Server(checkout, var, options.port + number, makes_world=not options.world))
            stack.callback(both[-1].stop)
        paths = sorted(both[0].cases & both[1].cases)[:10]
        for each in both:
            each.block(paths, options.clients, 2 * BLOCK)
            each.forget()
        while len(both[0].times) < options.requests:
            for each in (*both, *both[::-1]):
                each.block(paths, options.clients, BLOCK)
        here, other = (each.figures() for each in both)
        how = f"{len(both[0].times)} each, {options.clients} at once, {WORKERS} workers, load {os.getloadavg()[0]:.1f}"
        print(f"The page of a case, {how}; beside {options.other.name}")
        print(f"{'':40}{'here':>10}{'other':>10}{'ratio':>9}")
        for name, figure in here.items():
            print(f"{name:40}{figure:10.1f}{other[name]:10.1f}{figure / other[name]:8.2f}x")


if __name__ == "__main__":
    main()
