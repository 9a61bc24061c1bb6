#!/usr/bin/env python3
"""Five pages on a slow phone, of two checkouts side by side: time to first use, and bytes on the line.

    .venv/bin/python scripts/compare_phone.py BEFORE AFTER [--rounds 5] [--ports 8001,8002]

Both checkouts need `make` and a `.venv`; each is started with its own `make run` and its own demo world, and stopped at
the end. One Chromium of 390 px with a slow processor (4x) and a slow line (400 kbit/s, 150 ms) opens the worklist, the
page of a case, a circle of thirty, the day and the page where an agreement is written, each time with nothing kept from
before, in turn from the one and the other. First use is when the page is painted and its scripts have run. Printed: the
median of each, and AFTER as a share of BEFORE; the page alone is counted apart, as it is and as it comes over the line.
Nothing is asserted: a machine is not a test.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright

READY_SECONDS = 900
BYTES_A_SECOND = 400_000 / 8
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
WORKER = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "ekc.settings.dev"
import django
django.setup()
from django.conf import settings
from django.db.models import Count
from django.test import Client
from django.urls import NoReverseMatch, reverse
from cases.models import Case
from conferences.models import Conference
from ekc.accounts.models import User


def session(user):
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def coordinator_of(case):
    return case.contracts.filter(ended_on=None).first().coordinator.user


large = Case.objects.annotate(people=Count("circle")).filter(state="gepland").order_by("-people", "number").first()
running = Conference.objects.filter(state__in=["informatie", "besloten_tijd", "presentatie"]).order_by("pk").first()
day = running.case if running else large
manager = User.objects.get(email="carla@voorbeeld.example")
if manager.role != "regiomanager":
    manager = User.objects.get(email="anna@voorbeeld.example")
def writing(case):
    try:
        return reverse("plans:write", args=[case.number])
    except NoReverseMatch:
        return reverse("plans:agreement_new", args=[case.number])


plan = Case.objects.filter(plan__state="opgesteld", plan__versions__isnull=False, contracts__ended_on=None)
planned = plan.order_by("-plan__versions__agreements", "number").first()
print(json.dumps({
    "worklist": (reverse("cases:worklist"), session(manager)),
    "case page": (reverse("cases:case", args=[large.number]), session(coordinator_of(large))),
    "circle of thirty": (reverse("cases:circle", args=[large.number]), session(coordinator_of(large))),
    "an agreement": (writing(planned), session(coordinator_of(planned))),
    "the day": (reverse("conferences:day", args=[day.number]), session(coordinator_of(day))),
}))
"""
OF_THE_PAGE = """() => new Promise(done => {
    const look = () => {
        const paint = performance.getEntriesByName("first-contentful-paint")[0];
        const page = performance.getEntriesByType("navigation")[0];
        if (!paint || !page.loadEventEnd) { setTimeout(look, 50); return; }
        done({first: Math.max(paint.startTime, page.domContentLoadedEventEnd), html: page.decodedBodySize,
              line: page.encodedBodySize, high: document.documentElement.scrollHeight});
    };
    look();
})"""


class Checkout:
    """A checkout that runs with a demo world of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.address = folder.resolve(), f"http://127.0.0.1:{port}"
        self.found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        self.program = subprocess.Popen(
            ["make", "run", f"PORT={port}"],  # noqa: S607  of the checkout
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def wait(self) -> None:
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.address}/gezondheid/klaar", timeout=5)  # noqa: S310  this machine
                return
            except (urllib.error.URLError, OSError):
                time.sleep(2)
            if self.program.poll() is not None:
                break
        sys.exit(f"{self.folder} did not start.")

    def pages(self) -> dict[str, tuple[str, str]]:
        said = subprocess.run(
            [str(self.folder / ".venv/bin/python"), "-c", WORKER],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
        )
        pages: dict[str, tuple[str, str]] = json.loads(said.stdout.splitlines()[-1])
        return pages

    def stop(self) -> None:
        os.killpg(self.program.pid, signal.SIGINT)
        self.program.wait()


def open_page(browser: Browser, checkout: Checkout, name: str, path: str, session: str) -> None:
    """Open one page with nothing kept from before, and note what it took."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    context.add_cookies([{"name": "sessionid", "value": session, "url": checkout.address}])
    page = context.new_page()
    line: CDPSession = context.new_cdp_session(page)
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    line.send("Network.enable")
    slow = {"offline": False, "latency": 150, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    line.send("Network.emulateNetworkConditions", slow)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    answer = page.goto(checkout.address + path, wait_until="load", timeout=120_000)
    if answer is None or answer.status != 200 or "/account/login" in page.url:
        sys.exit(f"{checkout.folder}: {name} ({path}) did not open.")
    took: dict[str, Any] = page.evaluate(OF_THE_PAGE)
    found = checkout.found[name]
    found["first use, ms"].append(took["first"])
    found["all bytes"].append(sum(sizes))
    found["html on the line"].append(took["line"])
    found["html"].append(took["html"])
    found["height, px"].append(took["high"])
    context.close()


def report(before: Checkout, after: Checkout) -> None:
    print(f"{'':<18}{'':<18}{'before':>12}{'after':>12}{'share':>9}")
    for name, found in before.found.items():
        for number, (what, values) in enumerate(found.items()):
            old, new = statistics.median(values), statistics.median(after.found[name][what])
            print(f"{'' if number else name:<18}{what:<18}{old:>12,.0f}{new:>12,.0f}{new / old:>8.2f}x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ports", default="8001,8002")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    ports = [int(port) for port in given.ports.split(",")]
    # One after the other: making two demo worlds at once makes both of them slow.
    sides: list[Checkout] = []
    try:
        for folder, port in zip((given.before, given.after), ports, strict=True):
            sides.append(Checkout(folder, port))
            sides[-1].wait()
        pages = [side.pages() for side in sides]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=given.chromium, args=list(FLAGS))
            for number in range(given.rounds):
                turns = list(zip(sides, pages, strict=True))
                for side, addresses in turns if number % 2 else reversed(turns):
                    for name, (path, session) in addresses.items():
                        open_page(browser, side, name, path, session)
            browser.close()
        report(*sides)
    finally:
        for side in sides:
            side.stop()


if __name__ == "__main__":
    main()
