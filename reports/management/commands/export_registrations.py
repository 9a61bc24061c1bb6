"""Write the registrations in the exchange format: `manage.py export_registrations FOLDER [--project SLUG]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.models import FundingProgramme
from reports.exchange.codebook import NO_PROGRAMME
from reports.exchange.exporting import write_folder
from reports.exchange.gathering import gather


class Command(BaseCommand):
    help = (
        "Write all started cases in the exchange format: numbers and codes, no names. Answers stand under project, "
        "region and quarter. Files of the format that stand in the folder are replaced; others are left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--project", help=f"only this programme; {NO_PROGRAMME} for cases without one")

    def handle(self, *, folder: Path, project: str | None, **_options: Any) -> None:
        if project not in (None, NO_PROGRAMME) and not FundingProgramme.objects.filter(slug=project).exists():
            known = ", ".join(FundingProgramme.objects.order_by("slug").values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no project {project}. Known are: {known}.")
        found = gather(project)
        try:
            write_folder(folder, found, report=lambda line: self.stderr.write(line, style_func=str))
        except OSError as error:
            raise CommandError(f"Cannot write to {folder}: {error.strerror}") from None
        self.stdout.write(f"Wrote {len(found.registrations)} cases and {len(found.answers)} answers to {folder}.")
