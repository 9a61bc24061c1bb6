"""A copy out of the folder into empty ones: unsealed and whole, and without a gap in what was written since."""

import os
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .envelopes import SUFFIX, NotWhole, refuse_other_identities, unseal
from .manifest import FORMER_ENGINE
from .store import SEGMENT, Base, Store

SEGMENT_SIZE = 16 << 20
"""What PostgreSQL takes where nobody chose."""


class CannotRestore(Exception):
    """There is nothing to bring back, or no place for it; the message says which."""


class Gap(CannotRestore):
    """A segment of what was written since is not there, or does not open: nothing after it can be used."""


@dataclass(frozen=True)
class Fetched:
    """How many segments were brought, and why there are no more of them; empty where all are there."""

    segments: int
    gap: str = ""


def refuse_unreadable(store: Store) -> None:
    """Raises CannotRestore where this account may not look into the copies: to it they would seem not to be there."""
    if not store.folder.exists():
        raise CannotRestore(f"{store.folder} is not there.")
    if not store.can_be_read():
        raise CannotRestore(
            f"{store.folder} cannot be read by this account (number {os.geteuid()}): it belongs to number"
            f" {store.folder.stat().st_uid}. Call this as who owns the"
            " copies, or as root; with Docker by `docker compose run --rm restore` or `drill`, which may read them."
        )


def fetch(store: Store, base: Base, into: Path, wal: Path, keys: Sequence[Any], *, to_the_gap: bool = False) -> Fetched:
    """Unseal a copy into an empty folder, and all that was written since into another.

    `to_the_gap`: go as far as it goes where a segment is missing or does not open. Raises Gap where one is and this was
    not asked, NotWhole where the copy itself does not open, OSError where there is no room. Both folders are as empty
    then as they were, so that it can be called again.
    """
    for folder in (into, wal):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CannotRestore(f"{folder} is not empty. Give an empty folder, or move that one away.")
    refuse_other_identities(base.about.get("sealed_for", []), keys)
    try:
        _unpack(base.database, into, keys)
        _without_the_former_engine(into)
        fetched = _fetch_segments(store, base, wal, keys, to_the_gap=to_the_gap)
    except BaseException:
        empty(into)
        empty(wal)
        raise
    into.chmod(0o700)
    (into / "recovery.signal").touch()
    _as_its_owner(into, wal)
    return fetched


def fetch_files(base: Base, into: Path, keys: Sequence[Any]) -> None:
    """Unseal the files that lay beside the database. They belong to whom the folder belongs to. Raises NotWhole."""
    into.mkdir(parents=True, exist_ok=True)
    _unpack(base.files, into, keys, is_ours=False)
    if os.geteuid() == 0:
        owner = into.stat()
        for path in into.rglob("*"):
            os.chown(path, owner.st_uid, owner.st_gid)


def _unpack(file: Path, into: Path, keys: Sequence[Any], *, is_ours: bool = True) -> None:
    # Beside the place itself: there is room for it, and the folder of passing things of a container is its memory.
    with tempfile.TemporaryFile(dir=into) as packed:
        unseal(file, packed, keys)
        packed.seek(0)
        with tarfile.open(fileobj=packed) as tar:
            # Of the database each file keeps its owner, by number: the engine calls it "postgres" in every copy, and
            # that may be another account here. What lay beside the database may come from anywhere.
            if is_ours:
                tar.extractall(into, filter="tar", numeric_owner=True)
            else:
                tar.extractall(into, filter="data")


def _fetch_segments(store: Store, base: Base, wal: Path, keys: Sequence[Any], *, to_the_gap: bool) -> Fetched:
    gap = first_gap(store, base)
    count = 0
    for file in needed(store, base):
        name = file.name.removesuffix(SUFFIX)
        if gap and SEGMENT.match(name) and name[8:24] >= gap[8:24]:
            continue
        try:
            with (wal / name).open("wb") as segment:
                unseal(file, segment, keys)
        except NotWhole as fault:
            if not to_the_gap:
                raise Gap(_said(f"Segment {fault}")) from None
            (wal / name).unlink()
            return Fetched(count, str(fault))
        count += 1
    if gap and not to_the_gap:
        raise Gap(_said(f"Segment {gap} is not in {store.wal}, and later ones are."))
    return Fetched(count, f"Segment {gap} is not there." if gap else "")


def _said(what: str) -> str:
    return (
        f"{what} Nothing that was written after it comes back without it: look for it where copies of these copies lie,"
        " put it there, and call this again. To do without: --up-to-the-gap brings back what was written before it."
    )


def needed(store: Store, base: Base) -> list[Path]:
    """The sealed segments that go on from a copy, in their order, with the histories of lines of time in front."""
    found = [file for file in store.wal.iterdir() if file.name.endswith(SUFFIX)]
    histories = [file for file in found if ".history" in file.name]
    begin = base.about["begins_in"][8:24]
    segments = [file for file in found if SEGMENT.match(file.name.removesuffix(SUFFIX)) and file.name[8:24] >= begin]
    return sorted(histories) + sorted(segments, key=lambda file: (file.name[8:24], file.name))


def first_gap(store: Store, base: Base) -> str:
    """The name of the first segment that is missing between the copy and the last that is there; empty where none is.

    A segment on whichever line of time counts: a line begins in the middle of one.
    """
    begin = str(base.about["begins_in"])
    there = [file.name.removesuffix(SUFFIX) for file in needed(store, base)]
    named = {name[8:24]: name for name in there if SEGMENT.match(name)}
    last = max(named, default="")
    for number in _numbers(begin[8:24], (1 << 32) // int(base.about.get("segment_size", SEGMENT_SIZE))):
        if number > last and not (number == begin[8:24] and not named):
            return ""
        if number not in named:
            return begin[:8] + number
    return ""


def lacks_its_end(store: Store) -> str:
    """The last segment that was brought away, where it is not in this folder; empty where it is."""
    last = store.last_segment()
    there = [file.name[8:24] for file in store.wal.iterdir() if SEGMENT.match(file.name.removesuffix(SUFFIX))]
    return last if last[8:24] > max(there, default="") else ""


def _numbers(first: str, in_a_log: int) -> Iterator[str]:
    log, segment = int(first[:8], 16), int(first[8:], 16)
    while True:
        yield f"{log:08X}{segment:08X}"
        log, segment = (log, segment + 1) if segment + 1 < in_a_log else (log + 1, 0)


def empty(folder: Path) -> None:
    """Take away all that is in it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def _without_the_former_engine(into: Path) -> None:
    """Where the socket lies with the data, a copy holds the number of the process that had it. The same number may be
    another process here, or the former engine itself, and then this one would not start."""
    for lock in into.glob(f"{FORMER_ENGINE}*"):
        lock.unlink()


def _as_its_owner(into: Path, wal: Path) -> None:
    """For root: all of it belongs to the account of the engine, as most of the copy does. What was added is of who
    calls this, and `pg_basebackup` gives the manifest that it puts into the copy to a number of its own."""
    if os.geteuid() == 0:
        owner = (into / "PG_VERSION").stat()
        for path in (into, *into.rglob("*"), wal, *wal.iterdir()):
            os.lchown(path, owner.st_uid, owner.st_gid)
