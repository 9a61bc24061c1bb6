"""Languages by their ISO 639 code, with the names of Unicode CLDR and what it lacks (`data/languages.json`).

What coordinators speak and what families wish are codes. A language is recognised by its name in each of the languages
of the public pages, in whatever spelling; it is shown in the language of the page.
"""

import difflib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language

from ekc.names import plain, same_name

_THE_WORD = frozenset({"taal", "language", "dili", "jezyk", "اللغه", "لغه"})
"""How it is said that a language follows or came before, by `_key`: "de Turkse taal", "język turecki"."""
_NO_LANGUAGE = frozenset({"mul", "und", "zxx"})
"""Codes for several languages, an unknown one, and none."""


class Languages(NamedTuple):
    names: Mapping[str, str]
    """Dutch name by code."""
    keys: Mapping[str, str]
    """Code by everything a language may be called, as `_key` writes it."""
    part_of: Mapping[str, str]


@lru_cache
def _names_in(language: str) -> dict[str, str]:
    """Names by code, of languages as such: without those of one country, such as `nl_BE`."""
    known = Locale.parse(language, sep="-").languages
    return {code: name for code, name in known.items() if "_" not in code and code not in _NO_LANGUAGE}


@lru_cache(maxsize=1)
def _languages() -> Languages:
    data = json.loads((Path(__file__).parent / "data" / "languages.json").read_text(encoding="utf-8"))
    names: dict[str, str] = {**_names_in(settings.LANGUAGE_CODE), **data["added"]}
    keys: dict[str, str] = {}
    others = (_names_in(language) for language, _name in settings.LANGUAGES if language != settings.LANGUAGE_CODE)
    named = [(name, code) for each in (names, *others) for code, name in each.items() if code in names]
    # Where two languages are called the same, the Dutch name goes before all others.
    for word, code in (*named[: len(names)], *data["also_called"].items(), *named[len(names) :]):
        keys.setdefault(_key(word), code)
    return Languages(names, keys, data["part_of"])


def language_name(code: str) -> str:
    """`tr` gives `Turks` on a Dutch page and `Türkçe` on a Turkish one; what is no code is given back as it is."""
    names = _names_in(get_language() or settings.LANGUAGE_CODE)
    return names.get(code) or _languages().names.get(code, code)


def name_in_dutch(code: str) -> str:
    """How staff call a language, whatever the page speaks: `Arabisch`."""
    return _languages().names.get(code, code)


def names_of_languages(codes: Iterable[str]) -> str:
    """`Nederlands, Turks`."""
    return ", ".join(language_name(code) for code in codes)


def is_language(code: str) -> bool:
    return code in _languages().names


def language_code(text: str) -> str | None:
    """The code of a language by any name it has in Dutch, English, Turkish, Arabic or Polish; None where nobody knows
    it. Not by its code: `ja` is no Japanese and `nee` no Nepali to whoever writes down a wish."""
    key = _key(text)
    bare = " ".join(word for word in key.split() if word not in _THE_WORD)
    # "Turkse", "Poolse".
    found = (_languages().keys.get(each) for each in (key, bare, bare.removesuffix("e")))
    return next((code for code in found if code), None)


def code_or_name(text: str) -> str | None:
    """The same, by its code too: for a list of languages that staff made."""
    return language_code(text) or (code if is_language(code := text.strip().lower()) else None)


def _key(text: str) -> str:
    """What is the same for every spelling of a name. In Arabic the article and the gender of the word make no
    difference: `العربية`, `عربي` and `العربيه` are one language."""
    return " ".join(_without_endings(word) for word in same_name(text).split())


def _without_endings(word: str) -> str:
    if not "\u0600" <= word[:1] <= "\u06ff":
        return word
    bare = word.removeprefix("ال") if len(word) > 4 and word not in _THE_WORD else word
    return bare.removesuffix("ه") if bare.endswith("يه") else bare


def speaks(spoken: Iterable[str], wished: str) -> bool:
    """Whether who speaks these languages speaks the wished one: Riffijns is a Berbers, Dari is a Perzisch."""
    return not set(languages_within(wished)).isdisjoint(spoken)


def languages_within(code: str) -> list[str]:
    """The language and those that are a part of it: who asks for Berbers is helped by Riffijns."""
    return [code, *(part for part, whole in _languages().part_of.items() if whole == code)]


def may_speak(spoken: Iterable[str], wished: str) -> bool:
    """Whether who speaks these may speak the wished one: who says Arabisch may mean the Arabic of Morocco."""
    return _languages().part_of.get(wished, wished) in set(spoken)


def with_wholes(codes: Iterable[str]) -> set[str]:
    """These languages, and those that they are a part of."""
    part_of = _languages().part_of
    return {each for code in codes for each in (code, part_of.get(code, code))}


def like_language(text: str) -> str:
    """The name of the known language that reads most like this; empty where none does."""
    close = difflib.get_close_matches(_key(text), _languages().keys, n=1, cutoff=0.75)
    return language_name(_languages().keys[close[0]]) if close else ""


_SPOKEN_AS = {"turk": "tr", "arab": "ar", "marok": "ar", "syri": "ar", "engels": "en", "pool": "pl"}
"""Which language of the pages goes with what people write, by its beginning."""


def page_language(words: str) -> str:
    """The language of the pages and mails that goes with what is known of somebody's language; else Dutch."""
    known = code_or_name(words)
    if known in dict(settings.LANGUAGES):
        return str(known)
    said = plain(words)
    return next((code for word, code in _SPOKEN_AS.items() if said.startswith(word)), str(settings.LANGUAGE_CODE))


def page_language_of(somebody: Any) -> str:
    """In which language this person is written to: of who applied the one of the form, of others by their language."""
    chosen = getattr(somebody, "page_language", "")
    return str(chosen or page_language(getattr(somebody, "language", "")))
