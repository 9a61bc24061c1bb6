"""Whether the newest copy comes back: `manage.py restore_drill --key FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from ekc.backups.asking import ask_where_from, store_of
from ekc.backups.envelopes import CannotSeal, identities_in
from ekc.backups.fetching import CannotRestore
from ekc.backups.models import Done
from ekc.backups.restoring import Drill, drill
from ekc.backups.taking import mark
from ekc.engine_account import EngineError


class Command(BaseCommand):
    help = (
        "Bring the newest copy back in an empty place, hold it against what was counted when it was made, go on to the "
        "end of what was written, destroy again what was destroyed, and throw it away. Ends with 1 when it fails."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        ask_where_from(parser, is_key_needed=False)
        parser.add_argument(
            "--was-green-elsewhere", action="store_true", help="write down here that it was done on another machine"
        )

    def handle(self, **chosen: Any) -> None:
        if chosen["was_green_elsewhere"]:
            mark(Done.DRILL)
            self.stdout.write("Written down: the drill was done, and was green.")
            return
        if not chosen["key"]:
            raise CommandError("Which private key opens the copies? Give --key FILE.")
        store = store_of(chosen["folder"])
        try:
            found = drill(store, identities_in(Path(chosen["key"])))
        except (CannotRestore, CannotSeal, EngineError, DatabaseError) as fault:
            raise CommandError(f"The copy does not come back. {fault}") from None
        except OSError as fault:
            raise CommandError(
                f"The copy was not brought back: {fault.filename or 'its place'} cannot be read or written:"
                f" {fault.strerror}. TMPDIR names a folder that has room for the database and what is in the copies."
            ) from None
        self._tell(found)
        if found.faults:
            raise CommandError("The copy came back, and is not what it should be:\n- " + "\n- ".join(found.faults))
        self.stdout.write(self.style.SUCCESS("The copy comes back whole."))
        self._note()

    def _note(self) -> None:
        try:
            mark(Done.DRILL)
        except DatabaseError:
            # On a machine that has the copies, and not the house.
            self.stdout.write(
                "The database of the house is not reached from here, and does not know it yet. On the house itself:\n"
                "docker compose exec web python manage.py restore_drill --was-green-elsewhere"
            )

    def _tell(self, found: Drill) -> None:
        minutes = found.lost.total_seconds() / 60
        for line in (
            f"whole copy of {found.base.taken_at:%Y-%m-%d %H:%M} UTC, and {found.segments} segments written since",
            f"{found.tables} tables, {found.rows} rows, constraints, triggers and indexes held against the count",
            f"{found.files} files beside the database",
            f"{found.destroyed} cases destroyed again",
            f"{found.held} mails and terms held back for a person",
            f"{found.took.total_seconds():.0f} seconds, {minutes:.1f} minutes of work lost",
        ):
            self.stdout.write(line)
