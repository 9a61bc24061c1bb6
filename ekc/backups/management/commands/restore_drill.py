"""Whether the newest copy comes back: `manage.py restore_drill --key FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ekc.backups.asking import ask_where_from, store_of
from ekc.backups.envelopes import CannotSeal, identities_in
from ekc.backups.models import Done
from ekc.backups.restoring import CannotRestore, Drill, drill
from ekc.backups.taking import mark
from ekc.engine_account import EngineError


class Command(BaseCommand):
    help = (
        "Bring the newest copy back in an empty place, hold it against what was counted when it was made, go on to the "
        "end of what was written, destroy again what was destroyed, and throw it away. Ends with 1 when it fails."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        ask_where_from(parser)

    def handle(self, **chosen: Any) -> None:
        store = store_of(chosen["folder"])
        try:
            found = drill(store, identities_in(Path(chosen["key"])))
        except (CannotRestore, CannotSeal, EngineError) as fault:
            raise CommandError(f"The copy does not come back. {fault}") from None
        self._tell(found)
        if found.faults:
            raise CommandError("The copy came back, and is not what it should be:\n- " + "\n- ".join(found.faults))
        mark(Done.DRILL)
        self.stdout.write(self.style.SUCCESS("The copy comes back whole."))

    def _tell(self, found: Drill) -> None:
        minutes = found.lost.total_seconds() / 60
        for line in (
            f"whole copy of {found.base.taken_at:%Y-%m-%d %H:%M} UTC, and {found.segments} segments written since",
            f"{found.tables} tables, {found.rows} rows, constraints, triggers and indexes held against the count",
            f"{found.destroyed} files destroyed again",
            f"{found.held} mails and terms held back for a person",
            f"{found.took.total_seconds():.0f} seconds, {minutes:.1f} minutes of work lost",
        ):
            self.stdout.write(line)
