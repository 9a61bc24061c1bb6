"""Measure the heavy parts on this machine: `manage.py bench --help` lists how much."""

import tempfile
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import reports
from cases.models import FundingProgramme
from demo.bench import printing
from demo.bench.database import BenchDatabaseError, own_database
from demo.bench.imports import generate, measure_import
from demo.bench.living_cases import make_living_cases
from demo.bench.machine import machine
from demo.bench.matching import MatchingFigures, measure_matching
from demo.bench.plans import AGREEMENTS, measure_plan
from demo.bench.report import CatalogueFigures, measure_catalogue, measure_paper
from demo.bench.worklist import WorklistBenchError, WorklistFigures, measure_worklist
from reports.catalogue import Selection, build_report
from reports.codes import Audience
from reports.protecting import protect

PILOT = Path(reports.__file__).parent / "data" / "pilot"
PILOT_SLUG, GENERATED_SLUG = "families-zelf-aan-zet", "bench"


def _number(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


class Command(BaseCommand):
    help = (
        "Measure import, catalogue, PDF, worklist and matching in a database of its own, which is dropped at the end. "
        "Nothing that stands in the database of the program is read or changed. A goal that is missed is said "
        "plainly and is no error."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=_number, default=10_000, help="cases to import and count (10000)")
        parser.add_argument("--living", type=_number, default=100_000, help="living cases on the worklist (100000)")
        parser.add_argument(
            "--requests", type=_number, default=200, help="requests to the worklist, of each kind (200)"
        )
        parser.add_argument("--times", type=_number, default=10, help="times that the catalogue is built (10)")
        parser.add_argument("--pdfs", type=_number, default=5, help="PDFs of each kind (5)")
        parser.add_argument("--coordinators", type=_number, default=750, help="coordinators to choose from (750)")

    def handle(self, *, cases: int, times: int, pdfs: int, **options: Any) -> None:
        self._print([printing.heading("Machine"), *(printing.pair(*fact) for fact in machine())])
        try:
            with own_database() as name, tempfile.TemporaryDirectory() as folder:
                self._progress(f"the database {name} is made")
                desk = {name: options[name] for name in ("living", "requests", "coordinators")}
                self._measure(Path(folder), cases=cases, times=times, pdfs=pdfs, **desk)
        except (BenchDatabaseError, WorklistBenchError) as error:
            raise CommandError(str(error)) from error

    def _measure(
        self, folder: Path, *, cases: int, times: int, pdfs: int, living: int, requests: int, coordinators: int
    ) -> None:
        self._progress("import of the pilot, and of generated cases")
        generate(folder, cases, project=GENERATED_SLUG)
        self._print([printing.heading("Import")])
        self._print(printing.import_lines("pilot", measure_import(PILOT)))
        self._print(printing.import_lines("generated", measure_import(folder)))
        catalogues = self._catalogues(times)
        self._progress("the report on paper")
        paper = measure_paper(protect(build_report(_programme(PILOT_SLUG)), Audience.INTERNAL), times=pdfs)
        self._print([printing.heading("On paper, seconds per PDF"), printing.series_heading()])
        self._print(printing.paper_lines("pilot", paper))
        self._progress("the plan on paper")
        plan = measure_plan(FundingProgramme.objects.get(slug=PILOT_SLUG), times=pdfs)
        self._print(printing.paper_lines(f"plan of {AGREEMENTS} agreements", plan))
        worklist = self._worklist(living, requests)
        matching = self._matching(coordinators, times)
        self._print([printing.heading("Goals")])
        self._print(map(str, printing.goals(paper, plan, worklist, matching, catalogues=catalogues)))

    def _catalogues(self, times: int) -> list[CatalogueFigures]:
        self._progress("the catalogue")
        self._print([printing.heading("Whole catalogue, seconds"), printing.series_heading()])
        found = []
        for name, slug in (("pilot", PILOT_SLUG), ("generated", GENERATED_SLUG)):
            found.append(measure_catalogue(_programme(slug), times=times))
            self._print(printing.catalogue_lines(name, found[-1]))
        return found

    def _worklist(self, cases: int, requests: int) -> WorklistFigures:
        self._progress(f"{cases} living cases")
        manager = make_living_cases(cases)
        self._progress("the worklist")
        found = measure_worklist(manager, requests=requests)
        self._print([printing.heading(f"Worklist of {cases} living cases, milliseconds"), printing.series_heading()])
        self._print(printing.worklist_lines(found))
        return found

    def _matching(self, coordinators: int, times: int) -> MatchingFigures:
        self._progress(f"{coordinators} coordinators in order of fit")
        found = measure_matching(coordinators, times=times)
        self._print([printing.heading("Matching, milliseconds"), printing.series_heading()])
        self._print(printing.matching_lines(found))
        return found

    def _print(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _progress(self, line: str) -> None:
        self.stderr.write(f"... {line}", style_func=str)


def _programme(slug: str) -> Selection:
    return Selection(FundingProgramme.objects.get(slug=slug))
