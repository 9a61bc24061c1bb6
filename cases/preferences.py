"""What a family wishes of its coordinator: words are read into codes where they are certain, and stay words for a
person to judge where they are not (docs/adr/0017). Nothing is ever compared by a part of a word.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ekc.lists.codes import OTHER, KeptList
from ekc.lists.queries import Kept, kept
from ekc.names import words_of

from .codes import Gender, PreferenceKind
from .spoken_languages import language_code, names_of_languages

LISTS: Mapping[str, KeptList] = {
    PreferenceKind.FAITH: KeptList.FAITH,
    PreferenceKind.CULTURE: KeptList.BACKGROUND,
}
"""The kept list of a kind of wish."""
GENDERS: Mapping[str, str] = {
    **dict.fromkeys(("vrouw", "vrouwelijk", "een vrouw", "woman", "female", "v"), Gender.WOMAN.value),
    **dict.fromkeys(("kadin", "kobieta", "امراه"), Gender.WOMAN.value),
    **dict.fromkeys(("man", "mannelijk", "een man", "male", "m"), Gender.MAN.value),
    **dict.fromkeys(("erkek", "mezczyzna", "رجل"), Gender.MAN.value),
}
_AND = re.compile(r"\s+(?:en|and|ve|i|oraz|و)\s+|\s+و(?=ال)", re.IGNORECASE)
_OR = re.compile(r"\s*[,;/\n،؛、]\s*|\s+(?:of|or|veya|ya da|lub|albo|أو|او)\s+", re.IGNORECASE)
_NOT = (("liever", "geen"), ("liever", "niet"), ("rather", "not"), ("geen",), ("niet",), ("not",), ("no",))
_FILLERS = frozenset(
    {
        *("iemand", "die", "liefst", "graag", "spreekt", "spreken", "kan", "een", "het", "de", "is", "ook", "goed"),
        *("coordinator", "geloof", "achtergrond", "cultuur", "afkomst", "taal", "speaks", "someone", "who"),
    }
)


@dataclass(frozen=True)
class WishData:
    """One wish: one of these codes will do. `words` are for a person to judge. `rather_not`: it is asked to avoid."""

    kind: str
    codes: tuple[str, ...] = ()
    words: str = ""
    rather_not: bool = False


def read_wishes(kind: str, text: str) -> list[WishData]:
    """The wishes that a text holds; one in its own words where not every word of it is certain.

    "Berbers of Arabisch" is one wish, "vrij van Turks" one in words, "niet christelijk" one to avoid.
    """
    text = " ".join(text.split())
    find = _finder(kind)
    if not text or find is None:
        return [WishData(kind, words=text)] if text else []
    return certain_wishes(kind, text, find) or [WishData(kind, (OTHER,) if kind in LISTS else (), text)]


def certain_wishes(kind: str, text: str, find: Callable[[str], str | None]) -> list[WishData]:
    """The wishes in a text of which every word is certain; none where one is not."""
    if code := find(text):
        return [WishData(kind, (code,))]
    found = []
    for part in _AND.split(text):
        wish = _one_wish(kind, part, find)
        # "Geen Turks en Arabisch": of the second nobody can tell whether the no goes for it too.
        if wish is None or (not wish.rather_not and any(each.rather_not for each in found)):
            return []
        found.append(wish)
    return found


def _one_wish(kind: str, text: str, find: Callable[[str], str | None]) -> WishData | None:
    """As in "Turks of Koerdisch", or "liever geen Turks"."""
    rather_not, rest = _without_not(text)
    parts = [part for part in _OR.split(rest) if part.strip()]
    codes = [find(part) or find(_bare(part)) for part in parts]
    # "Geen Turks of Koerdisch" can be read in two ways.
    if not codes or None in codes or (rather_not and len(codes) > 1):
        return None
    return WishData(kind, tuple(dict.fromkeys(code for code in codes if code)), rather_not=rather_not)


def _without_not(text: str) -> tuple[bool, str]:
    """Whether it begins with a no, and the rest: of "niet-christelijk" `christelijk`."""
    words = words_of(text)
    for negation in _NOT:
        if tuple(words[: len(negation)]) == negation:
            return True, " ".join(words[len(negation) :])
    return False, text


def _bare(part: str) -> str:
    return " ".join(word for word in part.split() if not set(words_of(word)) <= _FILLERS)


def _finder(kind: str) -> Callable[[str], str | None] | None:
    if kind == PreferenceKind.GENDER:
        return lambda text: GENDERS.get(" ".join(words_of(text)))
    if kind == PreferenceKind.LANGUAGE:
        return language_code
    return kept(LISTS[PreferenceKind(kind)]).code if kind in LISTS else None


def wished_in_words(kind: str, codes: Sequence[str], *, listed: Kept | None = None) -> list[str]:
    """The name of each code of a wish, in the language of the page."""
    if kind == PreferenceKind.GENDER:
        return [str(Gender(code).label) for code in codes]
    if kind == PreferenceKind.LANGUAGE:
        return [names_of_languages([code]) for code in codes]
    if kind not in LISTS:
        return []
    names = (listed or kept(LISTS[PreferenceKind(kind)])).names
    return [names.get(code, code) for code in codes]


def wish_in_words(kind: str, codes: Sequence[str], words: str, *, rather_not: bool, listed: Kept | None = None) -> str:
    """`Turks of Koerdisch`; `liever niet: Christelijk`; of "anders" the words."""
    named = wished_in_words(kind, [code for code in codes if not (code == OTHER and words)], listed=listed)
    said = _(" of ").join([*named, *([words] if words else [])])
    return _("liever niet: %(wish)s") % {"wish": said} if rather_not else said
