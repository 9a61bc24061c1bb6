"""By which words a text may be about one person, and the same text without them (docs/adr/0067).

A name counts by the words that nobody else of the file has: of Bea de Vries in the family De Vries that is Bea. Where
every word is of somebody else too, each of them counts: a person looks at what is found, so it finds too much.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ekc.names import plain
from ekc.phones import phone_key

from .mentions import PARTICLES, Piece, words_in_name

SOMEBODY = "iemand uit de kring"
"""Stands where the name of somebody stood who was taken out: in the file, so in the language of the house."""
_TOKEN = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*|\+?\d[\d ().-]{5,}\d|[^\W_][\w’']*")
_GENITIVE = re.compile(r"[’']?s$")
_BETWEEN = re.compile(r"[\s.,-]{0,3}")


@dataclass(frozen=True)
class Naming:
    """The words by which alone somebody is named, all words of their names, and how they are reached.

    `is_sure`: there are such words; else a text may as well be about somebody else of that name.
    """

    strong: frozenset[str]
    every: frozenset[str]
    phones: frozenset[str]
    mails: frozenset[str]
    is_sure: bool

    @classmethod
    def of(cls, names: Iterable[str], others: Iterable[str], phones: Iterable[str], mails: Iterable[str]) -> "Naming":
        """`names`: theirs, also as others call them; `others`: of everybody else in the file. `phones` and `mails`: by
        which nobody else is reached."""
        every = frozenset(word for name in names for word in words_in_name(name))
        strong = every - {word for name in others for word in words_in_name(name)}
        numbers = frozenset(filter(None, (phone_key(each) for each in phones if each)))
        return cls(strong or every, every, numbers, frozenset(plain(each) for each in mails if each), bool(strong))

    def says(self, text: str) -> bool:
        """Whether a text may be about them."""
        return any(True for _run in self._runs(text))

    def without(self, text: str) -> str:
        """The text with `SOMEBODY` in every place where they stand."""
        out, end = [], 0
        for begin, stop in self._runs(text):
            out += [text[end:begin], SOMEBODY]
            end = stop
        return "".join([*out, text[end:]])

    def pieces_of(self, text: str) -> tuple[Piece, ...]:
        """The text in pieces, those apart in which they stand."""
        pieces, end = [], 0
        for begin, stop in self._runs(text):
            pieces += [Piece(text[end:begin], False), Piece(text[begin:stop], True)]
            end = stop
        return tuple(each for each in (*pieces, Piece(text[end:], False)) if each.text)

    def is_only_name(self, text: str) -> bool:
        """Whether nothing else stands there than their name, number or address, and it is nobody else's name."""
        if not self.is_sure:
            return False
        left, end = [], 0
        for begin, stop in self._runs(text):
            left.append(text[end:begin])
            end = stop
        return end > 0 and not _TOKEN.search("".join([*left, text[end:]]))

    def _runs(self, text: str) -> Iterator[tuple[int, int]]:
        """Where they stand: words of their name beside each other are one, if one of them names them alone."""
        run: list[re.Match[str]] = []
        for token in _TOKEN.finditer(text):
            if run and not (self._is_part(token.group()) and _BETWEEN.fullmatch(text, run[-1].end(), token.start())):
                yield from self._ends(run)
                run = []
            if self._is_part(token.group()):
                run.append(token)
        yield from self._ends(run)

    def _ends(self, run: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
        named = [token for token in run if not self._is_particle(token.group())]
        if any(self._is_strong(token.group()) for token in named):
            yield named[0].start(), named[-1].end()

    def _is_part(self, token: str) -> bool:
        if self._is_strong(token) or self._is_particle(token):
            return True
        words = self._words(token)
        # An initial beside a name is of the name.
        return any(word in self.every or (len(word) == 1 and self._begins(word)) for word in words)

    def _is_strong(self, token: str) -> bool:
        if "@" in token:
            return plain(token) in self.mails
        if token[0] in "+0123456789":
            return phone_key(token) in self.phones
        return not self._words(token).isdisjoint(self.strong)

    def _begins(self, letter: str) -> bool:
        return any(word.startswith(letter) for word in self.every)

    def _is_particle(self, token: str) -> bool:
        return plain(token) in PARTICLES

    def _words(self, token: str) -> set[str]:
        word = plain(token)
        return {word, _GENITIVE.sub("", word)}
