"""The folder of copies: whole ones in `base/`, what was written since in `wal/`, and what was destroyed beside them."""

import datetime as dt
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ekc.dutch import iso_moment

from .envelopes import SUFFIX

STAMP = "%Y%m%dT%H%M%SZ"
SEGMENT = re.compile(r"[0-9A-F]{24}$")
DESTROYED, SHIPPED = "destroyed.jsonl", "shipped.json"


@dataclass(frozen=True)
class Base:
    """A whole copy of the database at one time, and what was counted right after it."""

    folder: Path

    @property
    def taken_at(self) -> dt.datetime:
        return iso_moment(self.folder.name)

    @property
    def database(self) -> Path:
        return self.folder / f"database.tar{SUFFIX}"

    @property
    def files(self) -> Path:
        return self.folder / f"files.tar{SUFFIX}"

    @property
    def about(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "about.json").read_text()))

    def remove(self) -> None:
        for file in self.folder.iterdir():
            file.unlink()
        self.folder.rmdir()

    @property
    def is_finished(self) -> bool:
        """Whether it says what is in it; one that was broken off, or was brought over by half, does not."""
        try:
            return bool(self.about)
        except (OSError, ValueError):
            return False


class Store:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base, self.wal, self.incoming = folder / "base", folder / "wal", folder / "incoming"

    def make(self) -> None:
        for each in (self.folder, self.base, self.wal, self.incoming):
            each.mkdir(mode=0o700, exist_ok=True, parents=True)

    def bases(self) -> list[Base]:
        """The whole copies, oldest first; one that was broken off is none."""
        return [each for each in self._begun() if each.is_finished]

    def broken_off(self) -> list[Base]:
        return [each for each in self._begun() if not each.is_finished]

    def _begun(self) -> list[Base]:
        return [Base(each) for each in sorted(self.base.glob("*Z"))]

    def first_ended_at(self) -> dt.datetime:
        return ended_at(self.bases()[0])

    def can_be_read(self) -> bool:
        """Whether this account may look in it; a folder that it may not open looks empty."""
        may = [os.access(self.folder, os.R_OK | os.X_OK)]
        if all(may):
            may += [os.access(each, os.R_OK | os.X_OK) for each in (self.base, self.wal) if each.exists()]
        return all(may)

    def shipped_at(self) -> dt.datetime | None:
        """Until when what was written was brought away; None where this is not known."""
        return self._shipped()[0]

    def last_segment(self) -> str:
        """The name of the last one that was brought away; empty where this is not known."""
        return self._shipped()[1]

    def _shipped(self) -> tuple[dt.datetime | None, str]:
        try:
            told = json.loads((self.folder / SHIPPED).read_text())
            return iso_moment(told["at"]), str(told["segment"])
        except (OSError, ValueError, KeyError, TypeError):
            return None, ""

    def write(self, name: str, text: str) -> None:
        """A file beside the copies, anew: it is there whole, as it was or as it is."""
        beside = self.folder / f".{name}.part"
        beside.write_text(text)
        beside.replace(self.folder / name)

    def base_before(self, moment: dt.datetime | None) -> Base | None:
        """The newest copy that ended before a moment; the newest of all without one."""
        known = self.bases_before(moment)
        return known[-1] if known else None

    def bases_before(self, moment: dt.datetime | None) -> list[Base]:
        return [each for each in self.bases() if moment is None or ended_at(each) <= moment]

    def prune(self, before: dt.datetime) -> int:
        """Remove what only serves to go back to a moment before this one; the newest copy always stays."""
        known = self.bases()
        old = [each for each in known[:-1] if known[known.index(each) + 1].taken_at <= before]
        # Where the power went while one was made.
        old += [each for each in self.broken_off() if known and each.taken_at < known[-1].taken_at]
        for each in old:
            each.remove()
        gone = self._wal_before(self.bases()[0].about["begins_in"]) if known else []
        for file in gone:
            file.unlink()
        return len(old) + len(gone)

    def _wal_before(self, segment: str) -> list[Path]:
        # The first eight digits are the timeline: a name is older by what comes after them.
        named = [file for file in self.wal.iterdir() if SEGMENT.match(file.name.removesuffix(SUFFIX))]
        return [file for file in named if file.name[8:24] < segment[8:24]]


def ended_at(base: Base) -> dt.datetime:
    return iso_moment(base.about["ended_at"])
