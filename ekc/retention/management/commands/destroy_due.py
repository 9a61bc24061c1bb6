"""Files whose term is over: `manage.py destroy_due --preview | --run | --write FILE | --replay FILE`."""

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ekc.retention.acts.lists import carry_out_lists
from ekc.retention.acts.replaying import NotOurs, lines, replay
from ekc.retention.codes import ListStage
from ekc.retention.models import DestructionList
from ekc.retention.querysets import coming_up, due_files


class Command(BaseCommand):
    help = (
        "What is due for destruction, and destroying what two people agreed on. Keep the file of --write beside the "
        "backups, and --replay it after every restore, before anybody logs in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--preview", action="store_true", help="say what is due, and change nothing")
        what.add_argument("--run", action="store_true", help="carry out the lists that were approved")
        what.add_argument("--write", metavar="FILE", help="write what was destroyed, to be replayed; - is the screen")
        what.add_argument("--replay", metavar="FILE", help="destroy again what stands in such a file; - reads it")

    def handle(self, **chosen: Any) -> None:
        if chosen["preview"]:
            self._preview()
        elif chosen["run"]:
            waiting = DestructionList.objects.filter(state=ListStage.APPROVED).count()
            self.stdout.write(f"{waiting} approved lists: {carry_out_lists()} files destroyed.")
        elif chosen["write"]:
            self._write(chosen["write"])
        else:
            self._replay(chosen["replay"])

    def _preview(self) -> None:
        due, coming = (Counter(rows.values_list("kept_in", flat=True)) for rows in (due_files(), coming_up()))
        for kept_in in sorted(due | coming):
            self.stdout.write(f"{kept_in}: {due[kept_in]} due now, {coming[kept_in]} within three months")
        for number, kept_in, ended_on in due_files().values_list("number", "kept_in", "ended_on"):
            self.stdout.write(f"  {number} {kept_in} since {ended_on}")
        self.stdout.write(f"{due.total()} files are due. Nothing was changed.")

    def _write(self, name: str) -> None:
        written = [f"{line}\n" for line in lines()]
        if name == "-":
            self.stdout.write("".join(written))
            return
        try:
            Path(name).write_text("".join(written), encoding="utf-8")
        except OSError as fault:
            raise CommandError(f"{name} cannot be written: {fault.strerror}.") from None
        self.stdout.write(f"{len(written)} files written.")

    def _replay(self, name: str) -> None:
        try:
            written = (sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")).splitlines()
            again, gone = replay(written)
        except OSError as fault:
            raise CommandError(f"{name} cannot be read: {fault.strerror}. Nothing was changed.") from None
        except NotOurs as fault:
            raise CommandError(f"{fault} Nothing was changed.") from None
        self.stdout.write(f"{again} files destroyed again, {gone} were gone or are not here.")
