"""By which words a text may be about one person, and the same text without them (docs/adr/0067).

A name counts by the words that nobody else of the file has: of Bea de Vries in the family De Vries that is Bea. Where
every word is of somebody else too, each of them counts: a person looks at what is found, so it finds too much. What is
only like their name (a short form, a number in a row of numbers) is found as well, and a person always decides on it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ekc.names import plain
from ekc.phones import phone_key

from .mentions import KIN, ORDINARY, PARTICLES, Piece, word_pattern, words_in_name

SOMEBODY = "iemand uit de kring"
"""Stands where the name of somebody stood who was taken out: in the file, so in the language of the house."""
OF_THE_FAMILY = "iemand uit het gezin"
"""The same of a main person."""
SHORTER = ("iemand", "-", "")
"""The same where so many letters do not fit."""
_GENITIVE = re.compile(r"'?s$")
_SMALL = re.compile(r"(?:etje|pje|tje|je|ke|ie)s?$")
_BETWEEN = re.compile(r"[\s.,-]{0,3}")
_GIVEN = frozenset({"ben", "al", "el", "di", "la", "le", "du", "da"})
"""Words that stand before a surname, and are somebody's own name too: `oom Ben`."""
_SHORTEST_FORM = 3


@dataclass(frozen=True)
class Naming:
    """The words by which alone somebody is named, all words of their names, and how they are reached.

    `is_sure`: there are such words; else a text may as well be about somebody else of that name. `given`: how their
    names begin, where that is also somebody else's name or a word before a surname; it counts with a capital. `others`:
    the words of everybody else.
    """

    strong: frozenset[str]
    every: frozenset[str]
    phones: frozenset[str]
    mails: frozenset[str]
    is_sure: bool
    given: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    called: str = SOMEBODY

    @classmethod
    def of(
        cls,
        names: Iterable[str],
        others: Iterable[str],
        phones: Iterable[str],
        mails: Iterable[str],
        *,
        called: str = SOMEBODY,
    ) -> "Naming":
        """`names`: theirs, also as others call them; `others`: of everybody else in the file. `phones` and `mails`: by
        which nobody else is reached. `called`: what stands in their place."""
        own, of_others = list(names), list(others)
        every = frozenset(word for name in own for word in _telling(name))
        theirs = frozenset(word for name in of_others for word in words_in_name(name))
        before = frozenset(map(_before_surname, own)) - {""}
        given = before | frozenset(first for name in own if (first := _first(name)) in theirs)
        strong = every - theirs
        numbers = frozenset(filter(None, (phone_key(each) for each in phones if each)))
        reached = frozenset(plain(each) for each in mails if each)
        return cls(
            strong or (frozenset() if before else every), every, numbers, reached, bool(strong), given, theirs, called
        )

    def says(self, text: str) -> bool:
        """Whether a text may be about them."""
        return any(True for _run in self._runs(text))

    def without(self, text: str, longest: int | None = None) -> str:
        """The text with `called` in every place where they stand, or with as much of that as fits."""
        runs = list(self._runs(text))
        for somebody in (self.called, *SHORTER):
            out, end = [], 0
            for begin, stop in runs:
                out += [text[end:begin], somebody]
                end = stop
            told = "".join([*out, text[end:]])
            if longest is None or len(told) <= longest:
                break
        return told

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
        for begin, stop in self._runs(text, only_sure=True):
            left.append(text[end:begin])
            end = stop
        return end > 0 and not word_pattern().search("".join([*left, text[end:]]))

    def _runs(self, text: str, *, only_sure: bool = False) -> Iterator[tuple[int, int]]:
        """Where they stand: words of their name beside each other are one, if one of them names them alone."""
        run: list[re.Match[str]] = []
        for token in word_pattern().finditer(text):
            if run and not (self._is_part(token.group()) and _BETWEEN.fullmatch(text, run[-1].end(), token.start())):
                yield from self._ends(run, only_sure)
                run = []
            if self._is_part(token.group()):
                run.append(token)
        yield from self._ends(run, only_sure)

    def _ends(self, run: list[re.Match[str]], only_sure: bool) -> Iterator[tuple[int, int]]:
        named = [token for token in run if not self._is_particle(token.group())]
        if any(self._names(token.group(), only_sure) for token in named):
            yield named[0].start(), named[-1].end()

    def _names(self, token: str, only_sure: bool) -> bool:
        return (
            self._is_strong(token)
            and not (only_sure and plain(token) in KIN)
            or (not only_sure and self._is_like(token))
        )

    def _is_part(self, token: str) -> bool:
        if self._is_strong(token) or self._is_like(token) or self._is_particle(token):
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

    def _is_like(self, token: str) -> bool:
        """What may be them: a number among others, a name that is also another word, a short or a small form."""
        if "@" in token:
            return False
        if token[0] in "+0123456789":
            digits = "".join(sign for sign in token if sign.isdigit())
            return any(number in digits for number in self.phones)
        word = plain(token)
        if not token[0].isupper():
            return False
        return not self._words(token).isdisjoint(self.given) or (word not in self.others and self._is_short(word))

    def _is_short(self, word: str) -> bool:
        """`Alex` for Alexander, `Jantje` for Jan."""
        names = self.strong - KIN
        if _SMALL.sub("", word) in names:
            return True
        is_word = word in ORDINARY or word in KIN or word in PARTICLES or len(word) < _SHORTEST_FORM
        return not is_word and any(name.startswith(word) for name in names)

    def _begins(self, letter: str) -> bool:
        return any(word.startswith(letter) for word in self.every)

    def _is_particle(self, token: str) -> bool:
        return plain(token) in PARTICLES and not self._is_like(token)

    def _words(self, token: str) -> set[str]:
        word = plain(token).strip("'")
        return {word, _GENITIVE.sub("", word)}


def _telling(name: str) -> frozenset[str]:
    """The words of a name that tell whose it is: of `tante Bep` that is Bep, of `Oma` alone it is Oma."""
    words = words_in_name(name)
    return words - KIN or words


def _first(name: str) -> str:
    """With which word a name begins that tells whose it is; empty where it has none."""
    words = (plain(match.group()) for match in word_pattern().finditer(name))
    return next((word for word in words if word in _telling(name)), "")


def _before_surname(name: str) -> str:
    """With which word a name begins that also stands before surnames: `ben` of Ben de Vries."""
    first = plain(name).split(" ")[0]
    return first if first in _GIVEN else ""
