#!/usr/bin/env python3
"""Twenty requests a second for an hour on a running house, and what its memory does meanwhile (docs/bench.md).

    .venv/bin/python scripts/soak.py [--minutes 60] [--rate 20] [--people 12] [--port 8198]

It starts `make run` in a folder of its own with the demo world, and lets people who are signed in open the worklist,
today, cases and their tabs, log contacts, ask for files and papers, and others open the pages before the door and
personal links. Each minute: requests, errors, p95, and the memory of the web server and of the worker as the kernel
counts it (PSS: what processes share is counted once), without the pages of files: libraries do not grow, and how much
of them is counted here goes by what else on the machine has them open. At the end: the mean of the last five minutes
beside that of minutes three to seven. The exit code is 1 above 1.05x, or where a page failed.
"""

import argparse
import contextlib
import http.client
import itertools
import random
import re
import statistics
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import psutil
from faults import House, Person
from in_turn import a_place, p95

MOST = 1.05
LOGINS = ("carla", "anna", "dirk", "lena")
PAPERS = ("veiligheidskader.pdf", "plan.pdf", "conferentie/draaiboek/pdf/")
TABS = ("", "kring/", "contacten/", "voorbereiding/", "conferentie/", "plan/", "nazorg/", "vragenlijsten/", "verloop/")
BEFORE_THE_DOOR = ("/account/login/", "/aanmelden/", "/uitnodiging/", "/contact/", "/privacy/", "/dagen/bestaat-niet/")


class _Form(HTMLParser):
    """What a browser would send of the one form of a page that is not the sign-out form."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._is_in = False
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        name, value = found.get("name") or "", found.get("value") or ""
        if tag == "form":
            self._is_in = found.get("method") == "post" and "logout" not in (found.get("action") or "")
        elif not self._is_in:
            return
        elif tag == "input" and found.get("type") in ("radio", "checkbox"):
            if "checked" in found:
                self.fields.append((name, value or "on"))
        elif tag == "input" and name:
            self.fields.append((name, value))
        elif tag == "textarea":
            self.fields.append((name, "Afgesproken dat oma belt."))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and value:
            self.fields.append((self._select, value))
            self._select = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_in = False


class Visitor(Person):
    """Somebody who does one thing after another, each at its moment."""

    def __init__(self, house: House, seen: Counter[str], times: list[float], moments: "Moments", login: str) -> None:
        self.login, self.times, self.moments = login, times, moments
        super().__init__(house, seen, login=f"{login}@voorbeeld.example", first="/")
        self.cases = sorted({path for page in self._lists() for path in re.findall(r"/zaken/EK-[\w-]+/", page)})
        self.links = self._personal_links()
        self.draw = random.Random(login)  # noqa: S311  which page comes next is no secret

    def _lists(self) -> list[str]:
        found = []
        for path in ("/", "/zaken/?tab=alles", "/mijn-zaken/", "/mijn-aanmeldingen/"):
            with contextlib.suppress(OSError):
                found.append(self._get(path))
        return found

    def _personal_links(self) -> list[str]:
        """Those in the newest letters of the demo world."""
        letters = re.findall(r'href="(/demo/post/\d+/)"', self._get("/demo/post/"))[:30]
        links = {
            link for letter in letters for link in re.findall(r"https?://[\w.:]+(/[\w/-]{20,})", self._get(letter))
        }
        return sorted(link for link in links if "/zaken/" not in link)

    def run(self) -> None:
        while not self.ended.is_set() and self.moments.wait_for_the_next(self.ended):
            began = time.perf_counter()
            try:
                self._one()
                self.seen["200"] += 1
            except urllib.error.HTTPError as error:
                self.seen[str(error.code)] += 1
            except (OSError, http.client.HTTPException):
                self.seen["none"] += 1
            self.times.append(time.perf_counter() - began)

    def _one(self) -> None:
        kind = self.draw.choices(
            (self._list, self._tab, self._contact, self._paper, self._file, self._outside), (25, 50, 6, 2, 3, 14)
        )[0]
        kind()

    def _list(self) -> None:
        self._get(self.draw.choice(("/", "/zaken/", "/zaken/?tab=alles", "/zaken/?text=jansen", "/cijfers/")))

    def _tab(self) -> None:
        if self.cases:
            self._get(self.draw.choice(self.cases) + self.draw.choice(TABS))

    def _contact(self) -> None:
        if self.cases:
            path = f"{self.draw.choice(self.cases)}contacten/vastleggen/"
            self._send(path, _Form(self._get(path)).fields)

    def _send(self, path: str, fields: list[tuple[str, str]]) -> None:
        address = f"{self.house.base}{path}"
        data = urllib.parse.urlencode(fields).encode()
        with self.opener.open(urllib.request.Request(address, data, {"Referer": address}), timeout=30) as answer:  # noqa: S310
            answer.read()

    def _bytes(self, path: str) -> None:
        with self.opener.open(f"{self.house.base}{path}", timeout=60) as answer:
            answer.read()

    def _paper(self) -> None:
        if self.cases:
            self._bytes(self.draw.choice(self.cases) + self.draw.choice(PAPERS))

    def _file(self) -> None:
        self._bytes(self.draw.choice(("/cijfers/ontbreekt.xlsx", "/static/ekc/keep.js", "/cijfers/downloads/")))

    def _outside(self) -> None:
        """Without a session: as the family comes in."""
        with urllib.request.urlopen(  # noqa: S310  our own
            f"{self.house.base}{self.draw.choice([*BEFORE_THE_DOOR, *self.links])}", timeout=30
        ) as answer:
            answer.read()


class Moments:
    """When the next request is due, for all visitors together."""

    def __init__(self, rate: float) -> None:
        self.rate, self.number, self.lock = rate, itertools.count(), threading.Lock()
        self.began = time.monotonic()

    def wait_for_the_next(self, ended: threading.Event) -> bool:
        with self.lock:
            due = self.began + next(self.number) / self.rate
        return not ended.wait(max(0.0, due - time.monotonic()))


def memory(head: psutil.Process | None) -> float:
    """MB that this part takes, all its processes together."""
    total = 0
    for process in [head, *head.children(recursive=True)] if head else []:
        with contextlib.suppress(psutil.Error, OSError):
            told = Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii")
            total += sum(int(number) for number in re.findall(r"^Pss_(?:Anon|Shmem):\s+(\d+) kB$", told, re.MULTILINE))
    return total / 1024


def watch(house: House, minutes: int, seen: Counter[str], times: list[float]) -> list[float]:
    """A line each minute; the memory of web server and worker together at each."""
    found = []
    print(f"{'minute':>6}{'requests':>10}{'5xx':>6}{'none':>6}{'p95 ms':>9}{'web MB':>9}{'worker MB':>11}{'both':>8}")
    for minute in range(1, minutes + 1):
        before, first = seen.copy(), len(times)
        time.sleep(60)
        now = seen - before
        web, worker = memory(house.part("web")), memory(house.part("worker"))
        found.append(web + worker)
        slow = p95(times[first:]) * 1000 if len(times) - first > 1 else 0.0
        errors = sum(count for code, count in now.items() if code.startswith("5"))
        line = (
            f"{minute:6}{now.total():10}{errors:6}{now['none']:6}{slow:9.0f}{web:9.1f}{worker:11.1f}{web + worker:8.1f}"
        )
        print(line, flush=True)
    return found


def verdict(found: list[float], seen: Counter[str]) -> bool:
    """Print how it ended; whether that is well."""
    print("answers:", ", ".join(f"{count} x {code}" for code, count in sorted(seen.items())))
    if len(found) < 12:
        print("Too short to say anything of memory: at least twelve minutes.")
        return False
    early, late = statistics.mean(found[2:7]), statistics.mean(found[-5:])
    is_well = late <= MOST * early and not any(code.startswith("5") or code == "none" for code in seen)
    print(f"memory around minute five {early:.1f} MB, at the end {late:.1f} MB: {late / early:.3f}x (at most {MOST}x)")
    return is_well


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--minutes", type=int, default=60)
    asked.add_argument("--rate", type=float, default=20)
    asked.add_argument("--people", type=int, default=12)
    asked.add_argument("--port", type=int, default=8198)
    asked.add_argument("--folder", type=Path, help="where the house lies, or comes to lie; else a temporary folder")
    options = asked.parse_args()
    with a_place(options.folder) as folder:
        folder.chmod(0o711)
        house = House(folder, options.port)
        try:
            house.wait()
            seen: Counter[str] = Counter()
            times: list[float] = []
            moments = Moments(options.rate)
            logins = itertools.islice(itertools.cycle(LOGINS), options.people)
            visitors = [Visitor(house, seen, times, moments, login) for login in logins]
            moments.began = time.monotonic()
            _each(visitors, Visitor.start)
            found = watch(house, options.minutes, seen, times)
            for visitor in visitors:
                visitor.ended.set()
            _each(visitors, Visitor.join)
            return 0 if verdict(found, seen) else 1
        finally:
            house.stop()


def _each(visitors: list[Visitor], do: Callable[[Visitor], object]) -> None:
    for visitor in visitors:
        do(visitor)


if __name__ == "__main__":
    sys.exit(main())
