"""Addresses of mail and of houses, and how two of them are compared."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache

from ekc.dutch import plain_digits
from ekc.names import plain, words_of
from ekc.sounds import is_other_script, sound_of, sounds_like


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
_DIGITS = r"([0-9])[\W_]{0,2}" * 3 + "([0-9])"
_POSTCODE = re.compile(rf"(?<![0-9]){_DIGITS}[\W_]{{0,4}}([a-z])[\W_]{{0,4}}([a-z])(?![^\W\d_])")
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
    "pd": "pad",
    "zd": "zijde",
    "hvn": "haven",
}
"""How the last part of a street is shortened, alone or at the end of a word."""
_KIND_NAMES = sorted(set(_KINDS.values()), key=len, reverse=True)
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
    **dict.fromkeys(("mgr", "monseigneur"), "monseigneur"),
    "ir": "ingenieur",
    "lt": "luitenant",
    "nz": "nieuwezijds",
    "oz": "oudezijds",
    "pst": "pastoor",
    "brg": "burgemeester",
    "lge": "lange",
    "kte": "korte",
    "zdl": "zuidelijke",
    "ndl": "noordelijke",
    "dr": "doctor",
    "ds": "dominee",
    "mr": "meester",
    "st": "sint",
    "jhr": "jonkheer",
    "bgm": "burgemeester",
}
"""Shortened words before it, of which the short form is not simply the beginning."""
_SIDES = {"n": "noord", "z": "zuid", "o": "oost", "w": "west"}
"""How the last word of a street is shortened that says which part of it is meant."""
_UNITS = frozenset({"kamer", "unit", "app", "appartement", "flat", "etage", "verdieping", "huis", "gebouw", "blok"})
"""What has a number of its own in an address: "kamer 5" is no street."""
_KIND_AT_END = re.compile(rf"(?<=...)({'|'.join(sorted(set(_KINDS) - {'st'}, key=len, reverse=True))})$")
# Also behind two letters, where only a doubt comes of it.
_STREET_AT_END = re.compile(r"(?<=..)(?:str|strt|st)$")
_CENTURY = re.compile(r"^(?:18|19|20)(?=[0-9]{2}$)")
_TELLING = 5
"""Letters from which a street is told by its name alone: "Dam" and "Hof" are words of every text."""
_ENDING = 4
"""How many letters of the end of a street stay where the middle is left out."""
_NEARLY = 0.85
_BESIDE, _NEAR = 2, 6
"""How many words from a street its number surely belongs to it, and may belong to it."""


@dataclass(frozen=True)
class _Reading:
    """One way to read a line as a street with its number: of "Flat 3, Dorpsstraat 12" the second."""

    words: tuple[str, ...]
    number: str

    def likeness(self, parts: Sequence[str]) -> Likeness:
        """How surely the words and numbers of a text tell this street."""
        numbers = parts.count(self.number) if self.number else 0
        found = Likeness.NONE
        for start, end in self._spans(parts):
            found = max(found, self._of_street(parts, start, end, numbers))
            if found == Likeness.SAME:
                break
        return found

    def _spans(self, parts: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where words follow each other that are about as long as the street; of a long text few are left."""
        letters = sum(map(len, self.words))
        for start in range(len(parts)):
            length = 0
            for end in range(start + 1, min(start + len(self.words) + 2, len(parts)) + 1):
                length += len(parts[end - 1])
                if length > letters + _TELLING:
                    break
                if length * 4 >= letters:
                    yield start, end

    def _of_street(self, parts: Sequence[str], start: int, end: int, numbers: int) -> Likeness:
        """How sure it is that the words from `start` to `end` are this street, with the number near them or not."""
        words = _full(tuple(parts[start:end]))
        name, own = _joined(words), _joined(self.words)
        is_elsewhere = numbers > parts[start:end].count(self.number)
        if name == own or _is_shortened(words, self.words):
            if not self.number or self.number in _around(parts, start, end, _BESIDE):
                return Likeness.SAME
            return Likeness.LIKE if is_elsewhere or len(own) >= _TELLING else Likeness.NONE
        if not is_elsewhere or self.number not in _around(parts, start, end, _NEAR):
            return Likeness.NONE
        is_like = (
            _is_end_of(words, self.words) or _is_misspelled(name, own) or _is_by_letters(parts[start:end], self.words)
        )
        return Likeness.LIKE if is_like else Likeness.NONE

    def is_run_together(self, letters: str) -> bool:
        """Whether it stands in the letters and digits of a text without anything between them."""
        whole = f"{''.join(self.words)}{self.number}"
        at = letters.find(whole)
        is_long = self.number and len(whole) > _TELLING + len(self.number)
        return bool(is_long and at >= 0 and not letters[at + len(whole) : at + len(whole) + 1].isdigit())


@dataclass(frozen=True)
class Address:
    """A street with its number, and a postcode: what a text is held against. Either may be empty."""

    street: str = ""
    postcode: str = ""
    _readings: tuple[_Reading, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_readings", tuple(_readings(_parts(self.street))))

    def __bool__(self) -> bool:
        return bool(self._readings or postal_key(self.postcode))

    def likeness(self, text: str) -> Likeness:
        """Whether a text tells this address: in any order, over lines, shortened, written apart or together."""
        spelled = plain(plain_digits(text))
        own = postal_key(self.postcode)
        if own and own in {"".join(match.groups()) for match in _POSTCODE.finditer(spelled)}:
            return Likeness.SAME
        parts = _parts(text)
        found = max((each.likeness(parts) for each in self._readings), default=Likeness.NONE)
        if found == Likeness.SAME:
            return found
        letters = "".join(_PARTS.findall(spelled))
        if any(each.is_run_together(letters) for each in self._readings):
            return Likeness.SAME
        if found or self._by_half_a_postcode(parts, own) or self._in_another_script(parts):
            return Likeness.LIKE
        return Likeness.NONE

    def _by_half_a_postcode(self, parts: Sequence[str], own: str) -> bool:
        return len(own) == 6 and any(each.number and {own[:4], each.number} <= set(parts) for each in self._readings)

    def _in_another_script(self, parts: Sequence[str]) -> bool:
        """Whether words in other letters sound as the street does, or stand around its number."""
        others = [part for part in parts if is_other_script(part)]
        if not others:
            return False
        sounds = [sound_of(part) for part in others]
        return any(
            each.number in parts or sounds_like(sound_of("".join(each.words)), sounds)
            for each in self._readings
            if each.words
        )


def _around(parts: Sequence[str], start: int, end: int, words: int) -> list[str]:
    return [*parts[max(0, start - words) : start], *parts[end : end + words]]


def _parts(text: str) -> list[str]:
    """The words and numbers of a text in order, without fillers: `12-A` is `12` and `a`."""
    return [part for part in _PARTS.findall(plain(plain_digits(text))) if part not in _FILLERS]


def _readings(parts: list[str]) -> Iterator[_Reading]:
    """What may be the street in a line, with the number before it or behind it, less what is added to it."""
    runs = _runs_of_numbers(parts)
    if not runs:
        if parts:
            yield _Reading(_full(tuple(parts)), "")
        return
    if runs[0][0] == 0 and (len(runs) == 1 or len(parts) > runs[0][1]):
        # Written first: an addition of one letter belongs to the number.
        behind = parts[runs[0][1] : runs[1][0] if len(runs) > 1 else len(parts)]
        words = behind[1:] if len(behind) > 1 and len(behind[0]) == 1 else behind
        if words:
            yield _Reading(_full(tuple(words)), parts[0])
    before = 0
    for start, end in runs:
        # Behind a number a letter is an addition to it.
        while before and before < start and len(parts[before]) == 1:
            before += 1
        words = parts[before:start]
        if words and (not before or _tells(words)) and not (len(runs) > 1 and _is_of_a_unit(words)):
            # Of "12-2" the first, but in "Plein 1944 5" the year is of the name.
            at = end - 1
            while at - 1 >= start and len(parts[at - 1]) < 4:
                at -= 1
            yield _Reading(_full(tuple(parts[before:at])), parts[at])
        before = end


def _runs_of_numbers(parts: Sequence[str]) -> list[tuple[int, int]]:
    """From where to where numbers follow each other."""
    runs: list[tuple[int, int]] = []
    for at, part in enumerate(parts):
        if part.isdigit():
            runs[-1:] = [(runs[-1][0], at + 1)] if runs and runs[-1][1] == at else [*runs[-1:], (at, at + 1)]
    return runs


def _tells(words: Sequence[str]) -> bool:
    return sum(map(len, words)) > _TELLING and not _is_of_a_unit(words)


def _is_of_a_unit(words: Sequence[str]) -> bool:
    return words[-1] in _UNITS


@lru_cache(maxsize=4096)
def _full(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Words with what is usually shortened written out."""
    words = [_KIND_AT_END.sub(lambda match: _KINDS[match[0]], part) for part in parts]
    last = len(words) - 1
    # "Laan 1940-1945" is "Laan 40-45".
    return tuple(
        _SIDES.get(word) or _KINDS.get(word, word)
        if at == last and at
        else _SHORT.get(word) or _KINDS.get(word) or _CENTURY.sub("", word)
        for at, word in enumerate(words)
    )


@lru_cache(maxsize=4096)
def _joined(words: tuple[str, ...]) -> str:
    """The words as one, with each letter once where it stands doubled, and y for ij: as people mistype them."""
    return re.sub(r"(.)\1+", r"\1", "".join(words)).replace("ij", "y")


def _is_shortened(words: Sequence[str], full: Sequence[str]) -> bool:
    """`w zwijgerlaan` for `willem zwijgerlaan`: each word begins as the other does, the last is whole. Also where one
    of the words is written apart: `w zwijger laan`."""
    if words[0][0] != full[0][0]:
        return False
    if len(words) == len(full) + 1 > 2:
        return any(
            _is_shortened([*words[:at], words[at] + words[at + 1], *words[at + 2 :]], full) for at in range(len(full))
        )
    if len(words) != len(full) or len(full) < 2 or _joined(tuple(words[-1:])) != _joined(tuple(full[-1:])):
        return False
    pairs = zip(words[:-1], full[:-1], strict=True)
    return all(one.startswith(other) or other.startswith(one) for one, other in pairs)


def _is_end_of(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """`ruyterweg` for `admiraal ruijterweg`: without titles and first names, well or badly spelled."""
    name = _joined(words)
    for start in range(1, len(full)):
        own = _joined(full[start:])
        if len(own) > _TELLING and (name == own or _is_misspelled(name, own)):
            return True
    return False


def _is_by_letters(typed: Sequence[str], full: tuple[str, ...]) -> bool:
    """`wa laan` and `w a laan` for `willem alexanderlaan`, `o singel` for `oostsingel`, `wilh.singel` and `nwstr`:
    some of its letters in their order, and the kind."""
    words = (*typed[:-1], *_full(("", typed[-1]))[1:])
    name, own = "".join(words), "".join(full)
    if len(words) == 2 and len(full) == 1 and len(words[0]) <= 3 and len(words[1]) > 3:
        return own.startswith(words[0]) and own.endswith(words[1]) and own != words[1]
    kind = next((each for each in _KIND_NAMES if own.endswith(each)), "")
    letters = "".join(word[0] for word in full)
    if kind and len(full) > 1 and name == letters + kind:
        return True
    return _is_drawn_from(_joined((*words[:-1], _STREET_AT_END.sub("straat", words[-1]))), _joined(full))


def _is_drawn_from(name: str, own: str) -> bool:
    """Whether the letters of one stand in the other in the same order, from the first, with its end whole."""
    left = iter(own)
    has_both_ends = name[0] == own[0] and name[-_ENDING:] == own[-_ENDING:]
    return has_both_ends and len(name) > _TELLING and all(letter in left for letter in name)


@lru_cache(maxsize=4096)
def _is_misspelled(name: str, own: str) -> bool:
    if min(len(name), len(own)) <= _TELLING or abs(len(name) - len(own)) > 2:
        return False
    match = SequenceMatcher(None, name, own, autojunk=False)
    return match.quick_ratio() >= _NEARLY and match.ratio() >= _NEARLY
