"""Bringing a copy back: into a folder for the engine, and as a drill in a place that is thrown away after."""

import datetime as dt
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from ekc.embedded import POSTGRES_PORT, run_postgres_tool
from ekc.engine_account import EngineError, hand_over, service_user
from ekc.outbox.acts.restored import hold_after_restore, may_leave
from ekc.retention.acts.replaying import NotOurs, replay
from ekc.sealed.keys import id_of_the_house, ring
from ekc.sealed.trying import key_ids_in_use

from . import census
from .engine import ask
from .envelopes import NotWhole
from .fetching import CannotRestore, fetch, fetch_files, refuse_unreadable
from .manifest import faults_in
from .models import BackupMark, Done
from .store import DESTROYED, Base, Store

SECONDS_TO_COME_UP = 4 * 3600
DOOR = "drill_hba.conf"
MOST_LOST = dt.timedelta(minutes=5)
MOST_TIME = dt.timedelta(hours=4)


@dataclass
class Drill:
    """What a drill found. `faults`: why it is red."""

    base: Base
    segments: int = 0
    files: int = 0
    tables: int = 0
    rows: int = 0
    destroyed: int = 0
    held: int = 0
    took: dt.timedelta = dt.timedelta()
    lost: dt.timedelta = dt.timedelta()
    faults: list[str] = field(default_factory=list)


def base_key(base: Base) -> str:
    """The letters of the key of the house that a copy was made under; empty for a copy of before they were noted."""
    return str(base.about.get("house_key", ""))


def away_keys(in_use: Sequence[str], house_key: str) -> list[str]:
    """Which keys of a copy this program was not given, a sentence each that says what to do."""
    own, known = id_of_the_house(), ring().reads
    said = [
        f"The text in this copy was sealed with the key {each}, and that key is not in EKC_KEYS: give the program the"
        " keys that it was written with before it starts on it (docs/deploy.md)."
        for each in in_use
        if each not in known
    ]
    if house_key and house_key != own:
        said.append(
            f"This copy was made under the EKC_FIELD_KEY {house_key}, and this program has {own}: second factors,"
            " drafts and search words do not fit. Give back the EKC_FIELD_KEY of that day (docs/deploy.md)."
        )
    return said


def settings_of_recovery(wal: Path, at: dt.datetime | None) -> dict[str, str]:
    """What the engine must know to go on from the copy: where the rest is, and how far to go."""
    found = {"restore_command": f'cp "{wal}/%f" "%p"', "recovery_target_action": "promote"}
    return found | ({"recovery_target_time": at.isoformat(sep=" ")} if at else {})


class Cluster:
    """A restored folder with an engine of its own on it, that only who called it reaches."""

    def __init__(self, folder: Path) -> None:
        self.data, self.wal, self.user = folder / "data", folder / "wal", service_user(folder)
        self._folder = folder

    def make_ready(self) -> None:
        """Its own rules of who may log in, and a list of settings also where the engine kept that elsewhere."""
        (self.data / "postgresql.conf").touch()
        (self.data / DOOR).write_text("local all all trust\n")

    def start(self, **settings: str) -> None:
        if self.user:
            hand_over(self._folder, self.user)
        ours = {"listen_addresses": "", "unix_socket_directories": str(self._folder), "archive_mode": "off"}
        # Who asks nobody for a password lets in only its own account, and root.
        ours |= {"unix_socket_permissions": "0700", "hba_file": str(self.data / DOOR)}
        ours |= {"port": str(POSTGRES_PORT), "hot_standby": "on", "primary_conninfo": "", **settings}
        # A file, and no options: those would be said again by whoever starts it next.
        text = "".join(f"{name} = '{value}'\n" for name, value in ours.items())
        (self.data / "postgresql.auto.conf").write_text(text)
        log = self.data / "log"
        arguments = ("start", "-w", "-t", str(SECONDS_TO_COME_UP), "-D", str(self.data), "-l", str(log))
        run_postgres_tool("pg_ctl", *arguments, user=self.user, log=log)

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            run_postgres_tool("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data), user=self.user)

    @contextmanager
    def stood_on(self, about: dict[str, Any]) -> Iterator[None]:
        """All that the program asks of its database, it asks of this one, as the owner of the tables."""
        kept = dict(connection.settings_dict)
        there = {"HOST": str(self._folder), "PORT": str(POSTGRES_PORT), "PASSWORD": ""}
        # Who calls may log in as another, who may not do what is done here: destroy files again.
        there |= {"USER": about.get("owner", kept["USER"]), "NAME": about.get("database", kept["NAME"])}
        connection.close()
        connection.settings_dict.update(there)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(kept)


def drill(store: Store, keys: Sequence[Any]) -> Drill:
    """Bring the newest copy back in an empty place, hold it against what was counted, and throw it away.

    Raises CannotRestore when there is no copy, CannotSeal when a key does not open it, EngineError when the engine does
    not come up on it.
    """
    refuse_unreadable(store)
    base = store.base_before(None)
    if base is None:
        raise CannotRestore(f"There is no whole copy in {store.folder}.")
    began, at = time.monotonic(), timezone.now()
    found = Drill(base)
    # Somebody else than root must reach it.
    with tempfile.TemporaryDirectory(prefix="ekc-drill-") as name:
        os.chmod(name, 0o711)  # noqa: S103  passing through is not reading
        cluster = Cluster(Path(name))
        try:
            found.segments = fetch(store, base, cluster.data, cluster.wal, keys).segments
            if faults := faults_in(cluster.data):
                raise CannotRestore("; ".join(faults[:5]))
            cluster.make_ready()
            _look_at_files(base, Path(name) / "files", keys, found)
            _compare(cluster, base, found)
            _go_on(cluster, store, found, at)
        finally:
            cluster.stop()
    found.took = dt.timedelta(seconds=time.monotonic() - began)
    if found.took > MOST_TIME:
        found.faults.append(f"it took {found.took}, more than {MOST_TIME}")
    return found


def _look_at_files(base: Base, into: Path, keys: Sequence[Any], found: Drill) -> None:
    try:
        fetch_files(base, into, keys)
    except (NotWhole, OSError) as fault:
        found.faults.append(f"the files beside the database do not come back: {fault}")
    found.files = sum(path.is_file() for path in into.rglob("*"))


def _compare(cluster: Cluster, base: Base, found: Drill) -> None:
    """At the moment of the count, before anything that came after it."""
    about = base.about
    recovery = settings_of_recovery(cluster.wal, None)
    cluster.start(**recovery | {"recovery_target_lsn": about["reached"], "recovery_target_action": "pause"})
    with cluster.stood_on(about):
        _wait_until("SELECT pg_get_wal_replay_pause_state() = 'paused'")
        tables = census.count_tables()
        found.faults += census.differences(about["before"], about["after"], tables)
        if census.definitions() != about["definitions"]:
            found.faults.append("constraints, triggers or indexes are not what they were")
    found.tables, found.rows = len(tables), sum(rows for rows, _sum in tables.values())
    cluster.stop()


def _go_on(cluster: Cluster, store: Store, found: Drill, at: dt.datetime) -> None:
    """To the end of what was written, as on the day itself."""
    cluster.start(**settings_of_recovery(cluster.wal, None))
    with cluster.stood_on(found.base.about):
        _wait_until("SELECT NOT pg_is_in_recovery()")
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            found.faults.append("the copy is of another version: not every migration is in it")
            return
        away = away_keys(sorted(key_ids_in_use()), base_key(found.base))
        found.faults += away
        if away:
            # What follows reads the text of files.
            return
        reached = BackupMark.objects.get(done=Done.SHIPPED).at
        found.lost = at - reached
        if found.lost > MOST_LOST:
            found.faults.append(f"what was written since {reached} is lost: more than {MOST_LOST}")
        found.held = hold_after_restore()
        if left := may_leave():
            found.faults.append(f"{left} old mails would leave")
        found.destroyed = _destroy_again(store, found)


def _destroy_again(store: Store, found: Drill) -> int:
    file = store.folder / DESTROYED
    try:
        return replay(file.read_text().splitlines())[0] if file.exists() else 0
    except NotOurs as fault:
        found.faults.append(f"what was destroyed cannot be destroyed again: {fault}")
        return 0


def _wait_until(holds: str) -> None:
    end = time.monotonic() + SECONDS_TO_COME_UP
    while time.monotonic() < end:
        if ask(holds):
            return
        time.sleep(0.2)
    raise EngineError("The restored engine does not get to the end of what was written.")
