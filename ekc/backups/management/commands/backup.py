"""Copies of the database and the files, sealed: `manage.py backup [--follow] [--base] [--make-key FILE]`."""

import os
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from ekc.backups.asking import folder_of
from ekc.backups.envelopes import CannotSeal, new_key, recipients_of
from ekc.backups.taking import Copies
from ekc.engine_account import EngineError

EVERY = 60
"""Seconds between two rounds: what may be lost is what was written since the last one."""


class Command(BaseCommand):
    help = (
        "Bring what was written since the last time to the folder of copies, sealed for the holder of the private key; "
        "and a whole copy each day. Into EKC_BACKUP_TO, for EKC_BACKUP_KEY."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--follow", action="store_true", help="a round each minute, until it is stopped")
        what.add_argument("--base", action="store_true", help="a whole copy now, whatever the hour")
        what.add_argument("--make-key", metavar="FILE", help="write a private key, and say the public one")
        parser.add_argument("--to", metavar="FOLDER", help="another folder than EKC_BACKUP_TO")

    def handle(self, **chosen: Any) -> None:
        if chosen["make_key"]:
            self._make_key(Path(chosen["make_key"]))
            return
        folder = folder_of(chosen["to"], option="--to")
        try:
            copies = Copies(folder, recipients_of(settings.EKC_BACKUP_KEY))
        except CannotSeal as fault:
            raise CommandError(str(fault)) from None
        if chosen["follow"]:
            self._follow(copies)
        else:
            self._round(copies, base=chosen["base"])

    def _make_key(self, file: Path) -> None:
        private, public = new_key()
        try:
            with open(file, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as written:
                written.write(f"# public key: {public}\n{private}\n")
        except FileExistsError:
            raise CommandError(f"{file} is there already: a key that is overwritten opens nothing any more.") from None
        except OSError as fault:
            raise CommandError(f"{file} cannot be written: {fault.strerror}.") from None
        self.stdout.write(f"EKC_BACKUP_KEY={public}")
        self.stderr.write(f"Keep {file} off this machine, in two places: without it no copy opens.")

    def _round(self, copies: Copies, *, base: bool) -> None:
        try:
            said = [copies.take_base()] if base else copies.follow()
        except (EngineError, DatabaseError, OSError) as fault:
            raise CommandError(f"No copy was made: {fault}") from None
        self.stdout.write(f"{timezone.localtime():%Y-%m-%d %H:%M:%S} {', '.join(said)}")

    def _follow(self, copies: Copies) -> None:
        while True:
            try:
                self._round(copies, base=False)
            except CommandError as fault:
                # It is said, and it shows in the health of the house; the next round tries again.
                self.stderr.write(str(fault))
                connection.close()
            time.sleep(EVERY)
