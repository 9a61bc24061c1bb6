"""A copy into an empty folder, ready for the engine to start on: `manage.py restore --key FILE --into FOLDER`."""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ekc.backups.asking import ask_where_from, store_of
from ekc.backups.envelopes import CannotSeal, identities_in
from ekc.backups.restoring import (
    CannotRestore,
    away_keys,
    base_key,
    fetch,
    fetch_files,
    settings_of_recovery,
)
from ekc.dutch import iso_moment


class Command(BaseCommand):
    help = (
        "Unseal the newest copy, or the newest before --at, into an empty folder, with all that was written since "
        "beside it. PostgreSQL that is started on it goes on from there by itself. Needs no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        ask_where_from(parser)
        parser.add_argument("--into", metavar="FOLDER", required=True, help="the empty data folder of the engine")
        parser.add_argument("--wal", metavar="FOLDER", help="for what was written since; else beside the data folder")
        parser.add_argument("--files", metavar="FOLDER", help="where the files of the house go (MEDIA_ROOT)")
        parser.add_argument("--at", metavar="MOMENT", help="as it was then: 2026-11-29T10:15:00+01:00")

    def handle(self, **chosen: Any) -> None:
        store = store_of(chosen["folder"])
        at = self._moment(chosen["at"])
        base = store.base_before(at)
        if base is None:
            raise CommandError(f"There is no whole copy in {store.folder}{' from before that moment' if at else ''}.")
        # Said at once, and not in the way: the keys can be given after it.
        for each in away_keys(base.about.get("keys", []), base_key(base)):
            self.stderr.write(self.style.WARNING(each))
        into = Path(chosen["into"]).absolute()
        wal = Path(chosen["wal"]).absolute() if chosen["wal"] else into.with_name(f"{into.name}-wal")
        try:
            keys = identities_in(Path(chosen["key"]))
            segments = fetch(store, base, into, wal, keys)
            if chosen["files"]:
                fetch_files(base, Path(chosen["files"]), keys)
        except (CannotRestore, CannotSeal) as fault:
            raise CommandError(str(fault)) from None
        except OSError as fault:
            raise CommandError(f"{fault.filename} cannot be written: {fault.strerror}.") from None
        # Nobody reads a database that is still on its way to the moment that was asked for.
        settings_of_engine = settings_of_recovery(wal, at) | {"hot_standby": "off"}
        with (into / "postgresql.auto.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in settings_of_engine.items())
        self.stdout.write(f"The copy of {base.taken_at:%Y-%m-%d %H:%M} UTC and {segments} segments are in {into}.")
        self.stdout.write("Start PostgreSQL on it; it answers once it has gone through them. Then: docs/deploy.md.")

    def _moment(self, text: str | None) -> dt.datetime | None:
        if not text:
            return None
        try:
            return iso_moment(text)
        except ValueError:
            said = f"{text!r} is no moment with its offset. For example: --at 2026-11-29T10:15:00+01:00"
            raise CommandError(said) from None
