"""Names, and how two of them are compared: the one place where letters lose their capitals and accents.

Whoever types on a Dutch keyboard finds "Yılmaz", "Łukasz", "Ørsted", "d'Angelo" and "al-Hassan", and the other way
round. What is stored to be sought (`Case.search`) was made by `index_words`: who changes what comes out of it writes a
migration that makes it again.
"""

import re
import unicodedata
from typing import NamedTuple

# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "ng"}
)
# What stands between letters where an apostrophe is meant; an acute accent by itself would come apart into a space.
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u00b4\u0060\uff07", "'"))
_WORD = re.compile(r"[^\W_]+")
_GROUP = re.compile(r"[^\W_]+(?:['\-\u2010\u2011\u2013][^\W_]+)*")


class Group(NamedTuple):
    """The words between two spaces: `al-Hassan` is `al` and `hassan`, and `alhassan` written as one."""

    words: tuple[str, ...]
    as_one: str


def plain(text: str) -> str:
    """The text as somebody types it who has no accents and no capitals, without spaces around it.

    Letters of other scripts stay what they are, less their marks.
    """
    apart = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    # Some signs come apart only after they became small letters.
    letters = unicodedata.normalize("NFKD", apart).translate(_LETTERS)
    # Cf: signs without width, which arrive with what is pasted.
    return "".join(
        sign for sign in letters if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf"
    ).strip()


def words_of(text: str) -> list[str]:
    """The plain words of a text, in order: `Müller-Öz` gives `muller` and `oz`."""
    return _WORD.findall(plain(text))


def groups_of(text: str) -> list[Group]:
    """The plain words of a text, those together that a hyphen or an apostrophe ties."""
    groups = []
    for match in _GROUP.finditer(plain(text)):
        words = _WORD.findall(match[0])
        # A number of a case or of an organisation is no name, and nobody writes it as one.
        tied = len(words) > 1 and not any(sign.isdigit() for sign in match[0])
        groups.append(Group(tuple(words), "".join(words) if tied else ""))
    return groups


def index_words(text: str) -> list[str]:
    """What a text can be found by: its words, and each group written as one: `al`, `hassan` and `alhassan`."""
    return [word for group in groups_of(text) for word in (*group.words, group.as_one) if word]


def same_name(text: str) -> str:
    """The same for `Café  Noord` and `café noord`: for a list in which a name stands once."""
    return " ".join(words_of(text)) or " ".join(text.split())


def person_key(name: str) -> str:
    """The same for `Fatma Yılmaz`, `YILMAZ, Fatma` and `fatma  yilmaz`; empty for one word alone.

    A first name alone says too little: an aunt may be called as the teacher is.
    """
    words = words_of(name)
    return " ".join(sorted(words)) if len(words) > 1 else ""
