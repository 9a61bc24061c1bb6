#!/usr/bin/env python3
# ruff: noqa: E402  Django must be ready before anything of the house is imported
"""The whole report beside pandas and PSPP that read the exported files and count the same tables.

    .venv/bin/python scripts/measure_report.py [--cases 30000] [--rounds 3] [--larger 0]

In a database of its own, dropped at the end. They take turns on one generated set, each round in the other order, and
each peer in a process of its own that is not timed while it starts Python. Measured besides: the same report with every
case counted anew, as it was before counts were kept; the first report after an import, and after a change of one case;
and the page of one year, through all middleware: with the counts and the text that are kept, with counts that are kept
and drawn anew, and with every case counted and drawn anew. `--larger` counts a second
set of that size, to say whether it grows faster than the number of cases. PSPP is Debian's `pspp`; where it is not
installed that is said. Nothing is asserted: a machine is not a test.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekc.settings.dev")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from cases.models import Case, FundingProgramme
from demo.bench.database import own_database
from demo.bench.imports import generate
from demo.bench.measuring import Series, side_by_side
from demo.bench.worklist import as_in_a_server
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from reports import protecting
from reports.catalogue import Selection, build_report, facts
from reports.catalogue import report as report_module
from reports.catalogue.statements import rows_of
from reports.exchange.codebook import DATA
from reports.rendering import drawn_once

CODEBOOK = DATA / "codebook.json"
YEAR = "2015"
GOALS = {"pandas": 0.25, "PSPP": 0.15}


@contextmanager
def counted_anew() -> Iterator[None]:
    """Within this nothing that is kept is used."""
    kept = facts.kept_rows
    facts.kept_rows = rows_of
    try:
        yield
    finally:
        facts.kept_rows = kept


def in_pandas(folder: Path) -> float:
    """Seconds from the first file to the last table."""
    program = [sys.executable, "-W", "ignore", str(HERE / "peers" / "report_in_pandas.py"), str(folder), str(CODEBOOK)]
    return float(json.loads(subprocess.run(program, stdout=subprocess.PIPE, check=True).stdout)["seconds"])


def in_pspp(folder: Path) -> float:
    """Seconds of the whole program; it starts in some hundredths of a second."""
    syntax = folder / "report.sps"
    if not syntax.exists():
        program = [sys.executable, str(HERE / "peers" / "report_in_pspp.py"), str(folder), str(CODEBOOK)]
        syntax.write_bytes(subprocess.run(program, stdout=subprocess.PIPE, check=True).stdout)
    begin = time.perf_counter()
    subprocess.run(["pspp", "-o", str(folder / "report.txt"), str(syntax)], stdout=subprocess.DEVNULL, check=True)  # noqa: S607
    return time.perf_counter() - begin


def timed(act: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def fill(folder: Path, cases: int, slug: str) -> Selection:
    folder.mkdir(exist_ok=True)
    generate(folder, cases, project=slug)
    call_command("import_registrations", folder, verbosity=0)
    return Selection(FundingProgramme.objects.get(slug=slug))


def written_anew() -> None:
    """What this process keeps of reports it wrote and drew is thrown away."""
    for kept in (report_module._WRITTEN, protecting._PROTECTED, drawn_once._DRAWN):
        kept.clear()


def of_kept_counts(selection: Selection) -> None:
    written_anew()
    build_report(selection)


def anew(selection: Selection) -> None:
    with counted_anew():
        of_kept_counts(selection)


def report_lines(folder: Path, selection: Selection, rounds: int) -> Iterator[str]:
    first = timed(lambda: of_kept_counts(selection))
    case = Case.objects.filter(programme=selection.programme).earliest("pk")
    after: list[float] = []
    for objects in (True, False):
        Case.objects.filter(pk=case.pk).update(research_objection=objects)
        after.append(timed(lambda: of_kept_counts(selection)))
    acts: dict[str, Callable[[], float]] = {
        "build_report": lambda: timed(lambda: of_kept_counts(selection)),
        "every case counted anew": lambda: timed(lambda: anew(selection)),
        "pandas": lambda: in_pandas(folder),
    }
    if shutil.which("pspp"):
        acts["PSPP"] = lambda: in_pspp(folder)
    found: dict[str, list[float]] = {name: [] for name in acts}
    for number in range(rounds):
        for name in list(acts)[:: 1 if number % 2 else -1]:
            found[name].append(acts[name]())
    ours = middle(found["build_report"])
    for name, seconds in found.items():
        share = f"{ours / middle(seconds):10.3f}x of it" if name != "build_report" else ""
        goal = f"  (goal: at most {GOALS[name]}x)" if name in GOALS else ""
        yield f"{name:<34}{middle(seconds):9.3f} s{share}{goal}"
    if "PSPP" not in acts:
        yield "PSPP                              not installed: apt-get install pspp"
    yield f"{'the first one after the import':<34}{first:9.3f} s"
    yield f"{'after a change of one case':<34}{middle(after):9.3f} s"


def page_lines(selection: Selection, rounds: int) -> Iterator[str]:
    eva = User.objects.create(email="bench.eva@voorbeeld.example", full_name="Eva Bench", role=Role.RESEARCHER)
    client = Client(HTTP_HOST="testserver")
    client.force_login(eva)
    assert selection.programme is not None
    asked = {"programme": selection.programme.slug, "start": f"{YEAR}-01-01", "until": f"{YEAR}-12-31"}

    def page() -> None:
        answer = client.get(reverse("reports:index"), asked)
        if answer.status_code != 200 or "Tabel 2.2" not in answer.content.decode():
            sys.exit(f"The page did not come: {answer.status_code}")

    def page_drawn() -> None:
        written_anew()
        page()

    def page_anew() -> None:
        with counted_anew():
            page_drawn()

    hosts = [*settings.ALLOWED_HOSTS, "testserver"]
    with override_settings(ALLOWED_HOSTS=hosts), as_in_a_server():
        acts = {"kept": page, "drawn": page_drawn, "anew": page_anew}
        found: dict[str, Series] = side_by_side(acts, times=rounds)
    kept, drawn, old = (found[name].median for name in acts)
    yield f"{f'the page of {YEAR}':<34}{kept:9.3f} s"
    yield f"{'  drawn, of counts that are kept':<34}{drawn:9.3f} s"
    yield f"{'  every case counted anew':<34}{old:9.3f} s{kept / old:10.3f}x of it  (goal: at most 0.2x)"


def middle(seconds: list[float]) -> float:
    return Series(seconds).median


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--cases", type=int, default=30_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--larger", type=int, default=0)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as target, own_database():
        selection = fill(Path(target) / "set", options.cases, "bench")
        print(f"The report of {options.cases} generated cases; medians of {options.rounds}")
        for line in report_lines(Path(target) / "set", selection, options.rounds):
            print(line, flush=True)
        for line in page_lines(selection, options.rounds):
            print(line, flush=True)
        if options.larger:
            small = middle([timed(lambda: of_kept_counts(selection)) for _each in range(options.rounds)])
            larger = fill(Path(target) / "larger", options.larger, "larger")
            first = timed(lambda: of_kept_counts(larger))
            large = middle([timed(lambda: of_kept_counts(larger)) for _each in range(options.rounds)])
            times = options.larger / options.cases
            print(f"{f'{options.larger} cases':<34}{large:9.3f} s{large / small:10.3f}x, of {times:g}x the cases")
            print(f"{'  the first one after the import':<34}{first:9.3f} s")


if __name__ == "__main__":
    main()
