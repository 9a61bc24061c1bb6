"""Languages by their ISO 639 code, with the names of Unicode CLDR and what it lacks (`data/languages.json`).

A coordinator's languages are codes; a wish of a family is free text, in which a language is recognised by its Dutch
name. A name is shown in the language of the page.
"""

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language

from ekc.names import plain

MOST_WORDS = 4
"""No language has a name of more words."""
_NO_LANGUAGE = frozenset({"mul", "und", "zxx"})
"""Codes for several languages, an unknown one, and none."""


class Languages(NamedTuple):
    names: Mapping[str, str]
    """Dutch name by code."""
    keys: Mapping[str, str]
    """Code by everything a language may be called, plain."""
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
    keys = {code: code for code in names}
    keys |= {plain(name): code for name, code in data["also_called"].items()}
    keys |= {plain(name): code for code, name in names.items()}
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
    """The code of a language by its code, Dutch name or another name it has; None where nobody knows it."""
    return _languages().keys.get(plain(text))


def languages_in(text: str) -> list[str]:
    """The languages that a text names, longest names first read: "Marokkaans Arabisch of Turks" gives `ary`, `tr`."""
    words = re.findall(r"[^\W\d_]+", plain(text))
    keys, found, at = _languages().keys, list[str](), 0
    while at < len(words):
        for length in range(min(MOST_WORDS, len(words) - at), 0, -1):
            name = " ".join(words[at : at + length])
            # A code of two letters is a word too: "so", "en", "is". Only a whole text counts as a code.
            if (code := keys.get(name)) and (len(name) > 3 or len(words) == 1):
                found.append(code)
                at += length - 1
                break
        at += 1
    return list(dict.fromkeys(found))


def speaks(spoken: Iterable[str], wished: str) -> bool:
    """Whether who speaks these languages speaks the wished one: Riffijns is a Berbers, Dari is a Perzisch."""
    part_of = _languages().part_of
    return any(code == wished or part_of.get(code) == wished for code in spoken)


def like_language(text: str) -> str:
    """The name of the known language that reads most like this; empty where none does."""
    close = difflib.get_close_matches(plain(text), _languages().keys, n=1, cutoff=0.75)
    return language_name(_languages().keys[close[0]]) if close else ""


@lru_cache(maxsize=1)
def _names_of_page_languages() -> dict[str, str]:
    """Code by every name that one of the languages of the pages has in another of them: Turks, Turkish, Türkçe."""
    codes = [code for code, _name in settings.LANGUAGES]
    return {plain(_names_in(page)[code]): code for page in codes for code in codes} | {code: code for code in codes}


_SPOKEN_AS = {"turk": "tr", "arab": "ar", "marok": "ar", "syri": "ar", "engels": "en", "pool": "pl"}
"""Which language of the pages goes with what people write, by its beginning."""


def page_language(words: str) -> str:
    """The language of the pages and mails that goes with what is known of somebody's language; else Dutch."""
    said = plain(words)
    if code := _names_of_page_languages().get(said):
        return code
    return next((code for word, code in _SPOKEN_AS.items() if said.startswith(word)), str(settings.LANGUAGE_CODE))


def page_language_of(somebody: Any) -> str:
    """In which language this person is written to: of who applied the one of the form, of others by their language."""
    chosen = getattr(somebody, "page_language", "")
    return str(chosen or page_language(getattr(somebody, "language", "")))
