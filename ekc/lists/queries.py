"""What the kept lists hold: names by code, what may be chosen now, and which code somebody means by a word."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ekc.names import same_name

from .codes import OTHER
from .models import SHELF, ListedCode

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Kept:
    """One list as it stands now. It stays on the shelf, so nothing of it may follow the language of a page."""

    rows: Sequence[ListedCode]

    @property
    def names(self) -> Mapping[str, str]:
        """The name of every code in the language of the page, retired ones too, in the order of the list."""
        return {row.code: row.name for row in self.rows}

    @cached_property
    def open(self) -> frozenset[str]:
        return frozenset(row.code for row in self.rows if row.is_open)

    def choices(self, *, keep: Iterable[str] = (), without: Iterable[str] = ()) -> Choices:
        """What may be chosen now, and those of `keep` that somebody chose before; "anders" last."""
        shown = [row for row in self.rows if (row.is_open or row.code in keep) and row.code not in without]
        return [(row.code, row.name) for row in sorted(shown, key=lambda row: row.code == OTHER)]

    @cached_property
    def _by_word(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for row in self.rows:
            for word in (row.code, row.label, *row.labels.values(), *row.also):
                found.setdefault(same_name(word), row.code)
        return found

    def code(self, word: str) -> str | None:
        """The code that is meant by a word in whatever spelling and language; None where nobody can be sure."""
        return self._by_word.get(same_name(word))

    def like(self, word: str) -> str:
        """The name of the code that reads most like this word; empty where none does."""
        close = difflib.get_close_matches(same_name(word), self._by_word, n=1, cutoff=0.75)
        return self.names[self._by_word[close[0]]] if close else ""

    @cached_property
    def _parents(self) -> Mapping[str, str]:
        return {row.code: row.part_of for row in self.rows if row.part_of}

    def line_of(self, code: str) -> list[str]:
        """A code and all that it is part of: gereformeerd, protestants, christelijk."""
        line = [code]
        while (above := self._parents.get(line[-1])) and above not in line:
            line.append(above)
        return line

    def said(self, codes: Iterable[str], words: str = "") -> str:
        """What was chosen, in words: "Turks, Koerdisch", and in place of "anders" the words that go with it."""
        names = self.names
        listed = [names.get(code, code) for code in codes if not (code == OTHER and words)]
        return ", ".join(filter(None, [*listed, words]))


def kept(which: str) -> Kept:
    """A list as it stands now. Asks the database only when something in a list changed."""
    found: Kept = SHELF.get(which, lambda: Kept(list(ListedCode.objects.filter(in_list=which))))
    return found


def name_of(which: str, code: str) -> str:
    """The name of one code."""
    return kept(which).names.get(code, code)
