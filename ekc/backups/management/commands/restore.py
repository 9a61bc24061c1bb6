"""A copy into an empty folder, ready for the engine to start on: `manage.py restore --key FILE --into FOLDER`."""

import datetime as dt
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ekc.backups.asking import ask_where_from, store_of
from ekc.backups.envelopes import CannotSeal, NotWhole, identities_in
from ekc.backups.fetching import CannotRestore, Fetched, empty, fetch, fetch_files, lacks_its_end, refuse_unreadable
from ekc.backups.restoring import away_keys, base_key, settings_of_recovery
from ekc.backups.store import Base, Store
from ekc.dutch import moment_of_the_house


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
        parser.add_argument("--at", metavar="MOMENT", help="as it was then: '2026-11-29 10:15' by the clock here")
        parser.add_argument(
            "--up-to-the-gap", action="store_true", help="do without what was written after a segment that is missing"
        )

    def handle(self, **chosen: Any) -> None:
        store = store_of(chosen["folder"])
        at = self._moment(chosen["at"])
        into = Path(chosen["into"]).absolute()
        wal = Path(chosen["wal"]).absolute() if chosen["wal"] else into.with_name(f"{into.name}-wal")
        try:
            refuse_unreadable(store)
            keys = identities_in(Path(chosen["key"]))
            candidates = self._candidates(store, at)
            base, fetched = self._fetch(store, candidates, into, wal, keys, to_the_gap=chosen["up_to_the_gap"])
            if chosen["files"]:
                self._fetch_files(base, Path(chosen["files"]), keys, into, wal)
        except (CannotRestore, CannotSeal) as fault:
            raise CommandError(str(fault)) from None
        except OSError as fault:
            raise CommandError(
                f"{fault.filename or into} cannot be read or written: {fault.strerror}. Nothing was left behind in"
                f" {into}: see to it, and call this again."
            ) from None
        # Nobody reads a database that is still on its way to the moment that was asked for.
        settings_of_engine = settings_of_recovery(wal, at) | {"hot_standby": "off"}
        with (into / "postgresql.auto.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in settings_of_engine.items())
        self._tell(store, base, fetched, at, into)

    def _candidates(self, store: Store, at: dt.datetime | None) -> list[Base]:
        """The copies that may serve, newest first. Raises CannotRestore when none does."""
        for broken in store.broken_off():
            self._warn(f"{broken.folder} was broken off while it was made, or brought over by half: it is passed over.")
        until = store.shipped_at()
        if at and until and at > until:
            raise CannotRestore(
                f"What was written was brought away until {_clock(until)}, and {_clock(at)} is later. Leave --at out:"
                " the newest there is comes back."
            )
        found = store.bases_before(at)
        if not found:
            raise CannotRestore(_none_in(store))
        if segment := lacks_its_end(store):
            self._warn(
                f"Segment {segment}, the last that was brought away, is not here: the newest minutes are missing. Where"
                " the copies can be fetched once more, do that and begin anew."
            )
        return found[::-1]

    def _fetch(
        self, store: Store, found: list[Base], into: Path, wal: Path, keys: Sequence[Any], *, to_the_gap: bool
    ) -> tuple[Base, Fetched]:
        for base in found:
            # Said at once, and not in the way: the keys can be given after it.
            for each in away_keys(base.about.get("keys", []), base_key(base)):
                self._warn(each)
            try:
                return base, fetch(store, base, into, wal, keys, to_the_gap=to_the_gap)
            except NotWhole as fault:
                if base is found[-1]:
                    raise
                self._warn(f"{base.folder}: {fault} The whole copy before it is taken, and more segments with it.")
        raise AssertionError("there is always one")  # pragma: no cover

    def _fetch_files(self, base: Base, files: Path, keys: Sequence[Any], into: Path, wal: Path) -> None:
        try:
            fetch_files(base, files, keys)
        except NotWhole as fault:
            self._warn(f"The database is there; the files beside it are not. {base.folder}: {fault}")
        except BaseException:
            empty(into)
            empty(wal)
            raise

    def _tell(self, store: Store, base: Base, fetched: Fetched, at: dt.datetime | None, into: Path) -> None:
        until = store.shipped_at()
        if fetched.gap:
            self._warn(f"{fetched.gap} What was written after it is left out.")
        self.stdout.write(f"The copy of {_clock(base.taken_at)} and {fetched.segments} segments are in {into}.")
        if at:
            self.stdout.write(f"It goes on to {_clock(at)}, and no further.")
        elif until and not fetched.gap and not lacks_its_end(store):
            self.stdout.write(f"It goes on to the newest: what was written until {_clock(until)} was brought away.")
        self.stdout.write("Start PostgreSQL on it; it answers once it has gone through them. Then: docs/deploy.md.")

    def _warn(self, text: str) -> None:
        self.stderr.write(self.style.WARNING(text))

    def _moment(self, text: str | None) -> dt.datetime | None:
        if not text:
            return None
        try:
            return moment_of_the_house(text)
        except ValueError:
            said = (
                f"{text!r} is no moment. For example: --at '2026-11-29 10:15' by the clock here, or with its offset:"
                " --at 2026-11-29T10:15:00+01:00, which is needed in the hour that comes twice in October."
            )
            raise CommandError(said) from None


def _none_in(store: Store) -> str:
    said = f"There is no whole copy in {store.folder}"
    if not store.bases():
        return f"{said}."
    return f"{said} from before that moment: the first was done at {_clock(store.first_ended_at())}."


def _clock(moment: dt.datetime) -> str:
    """As the clock here said, and beside it what the log of the engine says."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S} ({moment.astimezone(dt.UTC):%H:%M:%S} UTC)"
