"""What a report is about: it stands at the head of every file."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """What a report is about, in codes for a file and in words for a reader."""

    project: str
    programme_name: str
    start: dt.date | None
    until: dt.date | None
    regions: tuple[str, ...] = ()
    # Codes of what the cases were chosen by besides, and the same in words.
    ways: tuple[tuple[str, str], ...] = ()
    ways_in_words: tuple[tuple[str, str], ...] = ()
    has_answers: bool = True
    made_on: dt.date = dt.date.min


@dataclass(frozen=True)
class EditionMark:
    """Of which edition a report is, who stands for it, and what was written under its tables."""

    name: str
    version: int
    state: str
    notes: str = ""
    changes: str = ""
    checksum: str = ""
    approved_by: str = ""
    approved_on: dt.date | None = None
    published_on: dt.date | None = None
    # By the number of a table, in place of the sentence that its figures make.
    sentences: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        return f"{self.name}, versie {self.version}"

    def sentence_under(self, number: str) -> str:
        """What somebody wrote under a table; empty where nobody did."""
        return dict(self.sentences).get(number, "")
