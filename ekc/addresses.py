"""Addresses of mail and of houses, and how two of them are compared."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache

from ekc.dutch import plain_digits
from ekc.names import plain, words_of


def mail_key(address: str) -> str:
    """The mail address as it is stored and compared: capitals do not count.

    The standard lets a server tell `Jan@` from `jan@`; no server that people use does.
    """
    return address.strip().lower()


def postal_key(text: str) -> str:
    """An address or a part of it without what people leave out or add: `1012 ab` and `1012AB` are the same."""
    return "".join(words_of(plain_digits(text)))


class Likeness(IntEnum):
    """How much a text looks like an address. `LIKE` is a doubt that somebody must judge."""

    NONE = 0
    LIKE = 1
    SAME = 2


_PARTS = re.compile(r"[0-9]+(?:ste|de|e)\b|[0-9]+|[^\W\d_]+")
_POSTCODE = re.compile(r"(?<![0-9])([0-9]{4})[\W_]{0,4}([a-z])[\W_]{0,4}([a-z])(?![^\W\d_])")
_FILLERS = frozenset({"van", "v", "vd", "de", "d", "der", "den", "het", "t", "te", "ten", "ter", "in"}) | frozenset(
    {"nr", "no", "nummer", "huisnummer", "huisnr"}
)
"""Words that people leave out of an address, or put between street and number."""
_KINDS = {
    **dict.fromkeys(("str", "strt", "st"), "straat"),
    **dict.fromkeys(("pl", "pln"), "plein"),
    **dict.fromkeys(("sgl", "sngl", "sing"), "singel"),
    **dict.fromkeys(("bd", "bvd", "blvd", "boul"), "boulevard"),
    "ln": "laan",
    "wg": "weg",
    "gr": "gracht",
    "kd": "kade",
    "dk": "dijk",
    "hf": "hof",
    "prk": "park",
}
"""How the last part of a street is shortened, alone or at the end of a word."""
_SHORT = {
    **dict.fromkeys(("nw", "nwe", "nieuwe"), "nieuw"),
    **dict.fromkeys(("gr", "grote"), "groot"),
    **dict.fromkeys(("kl", "kleine"), "klein"),
    **dict.fromkeys(("o", "oude"), "oud"),
    **dict.fromkeys(("pr", "prinses"), "prins"),
    **dict.fromkeys(("kon", "koningin"), "koning"),
    **dict.fromkeys(("eerste", "1ste"), "1e"),
    **dict.fromkeys(("tweede", "2de"), "2e"),
    **dict.fromkeys(("derde", "3de"), "3e"),
    **dict.fromkeys(("vierde", "4de"), "4e"),
    "dr": "doctor",
    "ds": "dominee",
    "mr": "meester",
    "st": "sint",
    "jhr": "jonkheer",
    "bgm": "burgemeester",
}
"""Shortened words before it, of which the short form is not simply the beginning."""
_KIND_AT_END = re.compile(rf"(?<=...)({'|'.join(sorted(set(_KINDS) - {'st'}, key=len, reverse=True))})$")
_TELLING = 5
"""Letters from which a street is told by its name alone: "Dam" and "Hof" are words of every text."""
_NEARLY = 0.85
_BESIDE, _NEAR = 2, 6
"""How many words from a street its number surely belongs to it, and may belong to it."""


@dataclass(frozen=True)
class Address:
    """A street with its number, and a postcode: what a text is held against. Either may be empty."""

    street: str = ""
    postcode: str = ""
    _words: tuple[str, ...] = field(init=False, default=())
    _number: str = field(init=False, default="")

    def __post_init__(self) -> None:
        words, number = _street_and_number(_parts(self.street))
        object.__setattr__(self, "_words", words)
        object.__setattr__(self, "_number", number)

    def __bool__(self) -> bool:
        return bool(self._words or postal_key(self.postcode))

    def likeness(self, text: str) -> Likeness:
        """Whether a text tells this address: in any order, over lines, shortened, written apart or together."""
        spelled = plain(plain_digits(text))
        own = postal_key(self.postcode)
        if own and own in {"".join(match.groups()) for match in _POSTCODE.finditer(spelled)}:
            return Likeness.SAME
        parts = _parts(text)
        numbers = parts.count(self._number) if self._number else 0
        found = Likeness.NONE
        for start, end in self._spans(parts):
            found = max(found, self._of_street(parts, start, end, numbers))
            if found == Likeness.SAME:
                return found
        if self._is_run_together(spelled):
            return Likeness.SAME
        return found or self._by_half_a_postcode(parts, own)

    def _spans(self, parts: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where words follow each other that are about as long as the street; of a long text few are left."""
        if not self._words:
            return
        letters = sum(map(len, self._words))
        for start in range(len(parts)):
            length = 0
            for end in range(start + 1, min(start + len(self._words) + 2, len(parts)) + 1):
                length += len(parts[end - 1])
                if length > letters + _TELLING:
                    break
                if length * 3 >= letters:
                    yield start, end

    def _of_street(self, parts: Sequence[str], start: int, end: int, numbers: int) -> Likeness:
        """How sure it is that the words from `start` to `end` are this street, with the number near them or not."""
        words = _full(tuple(parts[start:end]))
        name, own = _joined(words), _joined(self._words)
        is_elsewhere = numbers > parts[start:end].count(self._number)
        if name == own or _is_shortened(words, self._words):
            if not self._number or self._number in _around(parts, start, end, _BESIDE):
                return Likeness.SAME
            return Likeness.LIKE if is_elsewhere or len(own) >= _TELLING else Likeness.NONE
        if not is_elsewhere or self._number not in _around(parts, start, end, _NEAR):
            return Likeness.NONE
        is_last_name = len(self._words) > 1 and words == self._words[-1:] and len(words[0]) > _TELLING
        return Likeness.LIKE if is_last_name or _is_misspelled(name, own) else Likeness.NONE

    def _is_run_together(self, spelled: str) -> bool:
        whole = f"{''.join(self._words)}{self._number}"
        letters = "".join(_PARTS.findall(spelled))
        at = letters.find(whole)
        is_long = self._number and len(whole) > _TELLING + len(self._number)
        return bool(is_long and at >= 0 and not letters[at + len(whole) : at + len(whole) + 1].isdigit())

    def _by_half_a_postcode(self, parts: Sequence[str], own: str) -> Likeness:
        is_near = bool(self._number) and len(own) == 6 and {own[:4], self._number} <= set(parts)
        return Likeness.LIKE if is_near else Likeness.NONE


def _around(parts: Sequence[str], start: int, end: int, words: int) -> list[str]:
    return [*parts[max(0, start - words) : start], *parts[end : end + words]]


def _parts(text: str) -> list[str]:
    """The words and numbers of a text in order, without fillers: `12-A` is `12` and `a`."""
    return [part for part in _PARTS.findall(plain(plain_digits(text))) if part not in _FILLERS]


def _street_and_number(parts: list[str]) -> tuple[tuple[str, ...], str]:
    """The full words of a street, and the house number: before it or behind it, less what is added to it."""
    numbers = [at for at, part in enumerate(parts) if part.isdigit()]
    if not numbers:
        return _full(tuple(parts)), ""
    at = numbers[0] if len(numbers) == 1 else numbers[-1]
    if at == 0:
        # Written first: an addition of one letter belongs to the number.
        words = parts[2:] if len(parts) > 2 and len(parts[1]) == 1 else parts[1:]
        return _full(tuple(words)), parts[0]
    # Of "12-2" the first, but in "Plein 1944 5" the year is of the name.
    while at - 1 in numbers and at > 1 and len(parts[at - 1]) < 4:
        at -= 1
    return _full(tuple(parts[:at])), parts[at]


@lru_cache(maxsize=4096)
def _full(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Words with what is usually shortened written out."""
    words = [_KIND_AT_END.sub(lambda match: _KINDS[match[0]], part) for part in parts]
    last = len(words) - 1
    return tuple(
        _KINDS.get(word, word) if at == last and at else _SHORT.get(word) or _KINDS.get(word, word)
        for at, word in enumerate(words)
    )


@lru_cache(maxsize=4096)
def _joined(words: tuple[str, ...]) -> str:
    """The words as one, with each letter once where it stands doubled, and y for ij: as people mistype them."""
    return re.sub(r"(.)\1+", r"\1", "".join(words)).replace("ij", "y")


def _is_shortened(words: Sequence[str], full: Sequence[str]) -> bool:
    """`w zwijgerlaan` for `willem zwijgerlaan`: each word begins as the other does, the last is whole."""
    if len(words) != len(full) or len(full) < 2 or _joined(words[-1:]) != _joined(full[-1:]):
        return False
    pairs = zip(words[:-1], full[:-1], strict=True)
    return all(one.startswith(other) or other.startswith(one) for one, other in pairs)


@lru_cache(maxsize=4096)
def _is_misspelled(name: str, own: str) -> bool:
    if min(len(name), len(own)) <= _TELLING or abs(len(name) - len(own)) > 2:
        return False
    match = SequenceMatcher(None, name, own, autojunk=False)
    return match.quick_ratio() >= _NEARLY and match.ratio() >= _NEARLY
