"""Write a fictional registration set of any size: `manage.py make_registrations FOLDER N --seed S`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import reports
from demo.generator import Generator

CODEBOOK = Path(reports.__file__).parent / "exchange" / "data" / "codebook.json"


class Command(BaseCommand):
    help = "Write a fictional registration set in the exchange format (same seed and size, same bytes)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("cases", type=int)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--project", default="proef")

    def handle(self, *, folder: Path, cases: int, seed: int, project: str, **_options: Any) -> None:
        if cases < 0:
            raise CommandError("The number of cases cannot be negative.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in Generator(json.loads(CODEBOOK.read_text()), cases, seed=seed, project=project).files():
                (folder / name).write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"Cannot write to {folder}: {error.strerror}") from error
        self.stdout.write(f"Wrote {cases} fictional cases to {folder}.")
