"""How a word in another script sounds, roughly: enough to see that it may be a street of which one knows the name.

Written are the consonants, those that scripts or ears do not tell apart as one: `Dorpsstraat`, `Дорпсстраат` and
`دوربسسترات` are all `drbstrt`. The letters of any alphabet are told by their names in Unicode.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache, lru_cache

from ekc.names import letter_name, plain

_CALLED = re.compile(r"(?:LETTER|SYLLABLE) (?:[A-Z]+ )*?([A-Z]+)(?: WITH .*| FINAL)?$")
_SOUNDS = {
    **dict.fromkeys("aeiouyhwvj", ""),
    **dict.fromkeys("pf", "b"),
    **dict.fromkeys("czx", "s"),
    **dict.fromkeys("qg", "k"),
}
_VOWELS = frozenset(
    {"ALEF", "ALPHA", "AIN", "AYIN", "EPSILON", "ETA", "IOTA", "OMICRON", "OMEGA", "UPSILON", "IE", "IO"}
)
_NEARLY, _FEWEST = 0.8, 5


def is_other_script(word: str) -> bool:
    """Whether there are letters in it that are no Latin ones."""
    return any(sign.isalpha() and "LATIN" not in (letter_name(sign) or "LATIN") for sign in word)


@lru_cache(maxsize=4096)
def sound_of(word: str) -> str:
    """Its consonants, doubled ones once."""
    sounds = "".join(_SOUNDS.get(letter, letter) for sign in plain(word) for letter in _consonant(sign))
    return re.sub(r"(.)\1+", r"\1", sounds)


@cache
def _consonant(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isalpha() else ""
    called = _CALLED.search(letter_name(sign))
    if not called or called[1] in _VOWELS:
        return ""
    return next((letter for letter in called[1].lower() if letter not in "aeiou"), "")


def sounds_like(own: str, sounds: Iterable[str]) -> bool:
    """Whether one of these, or two that follow each other, sounds as `own`."""
    heard = [sound for sound in sounds if sound]
    tried = {*heard, *(one + other for one, other in zip(heard, heard[1:], strict=False))}
    return len(own) >= _FEWEST and any(
        abs(len(own) - len(each)) <= 3 and SequenceMatcher(None, own, each, autojunk=False).ratio() >= _NEARLY
        for each in tried
    )
