"""The folder of copies: whole ones in `base/`, what was written since in `wal/`, and what was destroyed beside them."""

import datetime as dt
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ekc.dutch import iso_moment

from .envelopes import SUFFIX

STAMP = "%Y%m%dT%H%M%SZ"
SEGMENT = re.compile(r"[0-9A-F]{24}$")
DESTROYED = "destroyed.jsonl"


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


class Store:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base, self.wal, self.incoming = folder / "base", folder / "wal", folder / "incoming"

    def make(self) -> None:
        for each in (self.folder, self.base, self.wal, self.incoming):
            each.mkdir(mode=0o700, exist_ok=True, parents=True)

    def bases(self) -> list[Base]:
        """The whole copies, oldest first; one that was broken off has no `about.json`."""
        return [Base(each) for each in sorted(self.base.glob("*Z")) if (each / "about.json").exists()]

    def base_before(self, moment: dt.datetime | None) -> Base | None:
        """The newest copy that ended before a moment; the newest of all without one."""
        known = [each for each in self.bases() if moment is None or ended_at(each) <= moment]
        return known[-1] if known else None

    def prune(self, before: dt.datetime) -> int:
        """Remove what only serves to go back to a moment before this one; the newest copy always stays."""
        known = self.bases()
        old = [each for each in known[:-1] if known[known.index(each) + 1].taken_at <= before]
        for each in old:
            for file in each.folder.iterdir():
                file.unlink()
            each.folder.rmdir()
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
