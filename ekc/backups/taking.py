"""Making copies: what was written since the last time, each minute; and a whole one each night."""

import datetime as dt
import io
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from ekc.engine_account import EngineError
from ekc.outbox.acts.restored import hold_after_restore
from ekc.retention.acts.replaying import lines, ours_of
from ekc.sealed.keys import id_of_the_house
from ekc.sealed.trying import key_ids_in_use

from . import census
from .engine import SLOT, ask, run, segment_size, tool, way
from .envelopes import SUFFIX, seal
from .models import BackupMark, Done
from .store import DESTROYED, SHIPPED, STAMP, Base, Store

BASE_EVERY = dt.timedelta(hours=24)


class Copies:
    """The copies of this database in one folder, sealed for whoever holds the private keys."""

    def __init__(self, folder: Path, recipients: Sequence[Any]) -> None:
        self.store, self._recipients = Store(folder), recipients

    def follow(self) -> list[str]:
        """One round: a whole copy where it is time for one, and what was written since; what was done, in words."""
        newest = self.store.base_before(None)
        said = []
        if newest is not None and _let_go_of_a_lost_slot():
            # What was written meanwhile is in no segment: there would be a gap, and nothing after it would come back.
            said.append("what was written is not all there any more, begun anew")
            newest = None
        if newest is None or timezone.now() - newest.taken_at >= BASE_EVERY:
            said.append(self.take_base())
        shipped = self.ship()
        return [*said, f"{shipped} segments"]

    def ship(self) -> int:
        """Bring all that was written until now to the folder; returns how many segments of the log that were.

        What the engine still keeps for us is let go of only when it lies sealed in the folder.
        """
        self.store.make()
        _make_slot()
        # A copy says where it was made, also where no worker ever ran; and one that came back is known here too.
        hold_after_restore()
        at = mark(Done.SHIPPED)
        end = _finish_segment()
        if int(ask("SELECT %s::pg_lsn - restart_lsn FROM pg_replication_slots WHERE slot_name = %s", end, SLOT)) > 0:
            # One byte before: the tool stops once it has passed it, and so with a whole segment.
            before_end = ask("SELECT (%s::pg_lsn - 1)::text", end)
            target = str(self.store.incoming)
            run(tool("pg_receivewal"), "-D", target, "-S", SLOT, "--endpos", before_end, "--no-loop", "--synchronous")
        shipped = self._seal_incoming()
        ask("SELECT pg_replication_slot_advance(%s, %s)::text", SLOT, end)
        last = ask("SELECT pg_walfile_name(%s::pg_lsn - 1)", end)
        self.store.write(SHIPPED, json.dumps({"at": at.astimezone(dt.UTC).isoformat(), "segment": last}))
        self._keep_destroyed()
        return shipped

    def _seal_incoming(self) -> int:
        found = [file for file in sorted(self.store.incoming.iterdir()) if not file.name.endswith(".partial")]
        for file in found:
            with file.open("rb") as segment:
                seal(segment, self.store.wal / f"{file.name}{SUFFIX}", self._recipients)
            file.unlink()
        return len(found)

    def _keep_destroyed(self) -> None:
        """What was destroyed since a copy was made is destroyed again after it came back.

        A line that is there stays: a database that was brought back from one of these copies does not know it.
        """
        file = self.store.folder / DESTROYED
        known = file.read_text().splitlines() if file.exists() else None
        ours = list(lines())
        text = [*dict.fromkeys([*ours_of(known or []), *ours])]
        if known != text:
            self.store.write(DESTROYED, "".join(f"{line}\n" for line in text))

    def take_base(self) -> str:
        """A whole copy of the database and of the files, with a count of what is in it."""
        self.store.make()
        _make_slot()
        hold_after_restore()
        began = timezone.now().astimezone(dt.UTC)
        folder = self.store.base / began.strftime(STAMP)
        folder.mkdir(mode=0o700, exist_ok=True)
        try:
            rows = self._fill(folder, began)
        except BaseException:
            # A half one takes the room that the next try needs.
            Base(folder).remove()
            raise
        self.store.prune(began - dt.timedelta(days=settings.EKC_BACKUP_DAYS))
        return f"a whole copy of {rows} rows"

    def _fill(self, folder: Path, began: dt.datetime) -> int:
        begins_in = ask("SELECT pg_walfile_name(pg_current_wal_lsn())")
        self._copy_database(folder / f"database.tar{SUFFIX}")
        self._copy_files(folder / f"files.tar{SUFFIX}")
        before = census.count_tables()
        reached = ask("SELECT pg_current_wal_insert_lsn()::text")
        after = census.count_tables()
        about = {
            "began_at": began.isoformat(),
            "ended_at": timezone.now().astimezone(dt.UTC).isoformat(),
            "begins_in": begins_in,
            "segment_size": segment_size(),
            "owner": ask("SELECT tableowner FROM pg_tables WHERE tablename = 'django_migrations'"),
            "database": ask("SELECT current_database()"),
            "reached": reached,
            "before": before,
            "after": after,
            "definitions": census.definitions(),
            # Which keys open it: letters that say nothing of them, and public keys.
            "keys": sorted(key_ids_in_use()),
            "house_key": id_of_the_house(),
            "sealed_for": [str(each) for each in self._recipients],
        }
        mark(Done.BASE)
        self.ship()
        beside = folder / "about.part"
        beside.write_text(json.dumps(about))
        # Last: a copy without it was broken off.
        beside.replace(folder / "about.json")
        return sum(rows for rows, _sum in after.values())

    def _copy_database(self, to: Path) -> None:
        command = [tool("pg_basebackup"), "-D", "-", "-F", "tar", "-X", "none", "-c", "fast"]
        with tempfile.TemporaryFile() as said:
            taking = subprocess.Popen(
                [*command, "--manifest-checksums=SHA256"], stdout=subprocess.PIPE, stderr=said, **way()
            )
            assert taking.stdout is not None
            seal(taking.stdout, to, self._recipients)
            if taking.wait():
                said.seek(0)
                to.unlink()
                raise EngineError(f"pg_basebackup failed:\n{said.read().decode(errors='replace').strip()}")

    def _copy_files(self, to: Path) -> None:
        # On the disk of the copies: the folder of passing things of a container is its memory.
        with tempfile.TemporaryFile(dir=self.store.folder) as packed:
            with tarfile.open(fileobj=packed, mode="w") as tar:
                if Path(settings.MEDIA_ROOT).exists():
                    tar.add(settings.MEDIA_ROOT, arcname=".")
            packed.seek(0)
            seal(io.BufferedReader(packed), to, self._recipients)


def mark(done: Done) -> dt.datetime:
    """Write down that it was done now; returns when that is."""
    at = timezone.now()
    BackupMark.objects.update_or_create(done=done, defaults={"at": at})
    return at


def _let_go_of_a_lost_slot() -> bool:
    """Whether the engine no longer has all that was written since the last round."""
    status = ask("SELECT wal_status FROM pg_replication_slots WHERE slot_name = %s", SLOT)
    if status == "lost":
        ask("SELECT pg_drop_replication_slot(%s)::text", SLOT)
    return status in (None, "lost")


def _make_slot() -> None:
    """The engine keeps what it wrote until we have it, also while nobody comes by."""
    if not ask("SELECT 1 FROM pg_replication_slots WHERE slot_name = %s", SLOT):
        ask("SELECT pg_create_physical_replication_slot(%s, true)::text", SLOT)


def _finish_segment() -> str:
    """Close the segment that is being written; where it ended."""
    ask("SELECT pg_switch_wal()::text")
    # The beginning of the next one: what was written meanwhile stands in that, and goes the next time.
    size = segment_size()
    written = int(ask("SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn"))
    return str(ask("SELECT ('0/0'::pg_lsn + %s::numeric)::text", str(written // size * size)))
