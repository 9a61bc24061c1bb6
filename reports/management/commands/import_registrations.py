"""Read a set of registrations: `manage.py import_registrations FOLDER [--programme-name NAME]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError

from ekc.dates import local_today
from reports.catalogue.kept import bring_up_to_date
from reports.exchange.assembling import assemble
from reports.exchange.comparing import Outcome
from reports.exchange.faults import Faults
from reports.exchange.gathering import known_here
from reports.exchange.reading import read_folder
from reports.exchange.saving import NotOneProject, save_registrations


class Command(BaseCommand):
    help = (
        "Read the registrations of a folder in the exchange format. All or nothing: every fault is told as "
        "file:line:column: what is wrong, and then nothing is saved. A second time changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--programme-name", default="", help="name of the one programme in the set")

    def handle(self, *, folder: Path, programme_name: str, verbosity: int, **_options: Any) -> None:
        progress = self._tell if verbosity else lambda _line: None
        faults, today = Faults(), local_today()
        try:
            content = read_folder(folder, faults, today=today, report=progress)
        except OSError as error:
            raise CommandError(str(error)) from None
        try:
            outcome = save_registrations(
                assemble(content, known_here(), faults, today=today),
                faults,
                checksum=content.checksum,
                programme_name=programme_name.strip()[:160],
                report=progress,
            )
        except NotOneProject as error:
            raise CommandError(f"--programme-name names one project; in this set there are: {error}.") from None
        except (IntegrityError, DataError) as error:
            # The checks should have seen it; whatever they missed, the database refuses, and nothing is saved.
            raise CommandError(
                f"The database refuses this set: {str(error).splitlines()[0]} Nothing is saved."
            ) from error
        self._stop_at(faults)
        if outcome:
            # Whoever asks for the first figures need not wait for them; the worker would do it later.
            progress(f"counted {bring_up_to_date()} cells of the figures")
        if verbosity:
            self.stdout.write(_summary(outcome))

    def _tell(self, line: str) -> None:
        self.stderr.write(line, style_func=str)

    def _stop_at(self, faults: Faults) -> None:
        for fault in faults:
            self._tell(str(fault))
        for rest in faults.rest:
            self._tell(str(rest))
        if count := len(faults):
            raise CommandError(f"{count} {'fault' if count == 1 else 'faults'} found. Nothing is saved.")


def _summary(outcome: Outcome) -> str:
    if not outcome:
        return f"Nothing to do: all {outcome.unchanged} cases and {outcome.unchanged_answers} answers are here already."
    return (
        f"Cases: {outcome.new} new, {outcome.changed} changed, {outcome.unchanged} unchanged. "
        f"Answers: {outcome.new_answers} new, {outcome.changed_answers} changed, "
        f"{outcome.unchanged_answers} unchanged."
    )
