"""Names, and how two of them are compared and put in order: the one place where letters lose capitals and accents.

Whoever types on a Dutch keyboard finds "Yılmaz", "Łukasz", "Ørsted", "d'Angelo" and "al-Hassan", and the other way
round. What is stored was made here: `Case.search` by `index_words`, the columns of `ekc.name_keys` by `person_order`
and `thing_order`. Who changes what comes out of these writes a migration that makes it again.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, TypeVar

T = TypeVar("T")

# Letters that Unicode does not take apart, and of which the name does not tell the plain letter.
_LETTERS = dict(zip("ıðæœþŋĸəɛʒ", ("i", "d", "ae", "oe", "th", "ng", "k", "e", "e", "z"), strict=True))
_WITH_SOMETHING = re.compile(r"LATIN SMALL LETTER ([A-Z]{1,2}) WITH ")
# What stands between letters where an apostrophe is meant; an acute accent by itself would come apart into a space.
_APOSTROPHES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bb\u02bc\u02bd\u02be\u02bf\u02b9\u02c8\u2032\u05f3\u00b4\u0060\uff07", "'")
)
_WORD = re.compile(r"[^\W_]+")
_GROUP = re.compile(r"[^\W_]+(?:['\-\u2010\u2011\u2013][^\W_]+)*")
_DUTCH = {"van", "vd", "v", "de", "den", "der", "d", "t", "het", "s", "te", "ten", "ter", "tot", "toe", "op", "in"}
_OTHER = {"aan", "uit", "uijt", "onder", "over", "voor", "bij", "von", "vom", "zu", "zum", "zur", "la", "le", "les"}
_FARTHER = {"du", "des", "del", "della", "di", "da", "do", "dos", "das", "el", "al", "ul", "bint", "ibn"}
_BEFORE_SURNAMES = frozenset(_DUTCH | _OTHER | _FARTHER)
"""Words before a surname that do not count in the order of a list: "de Vries" stands under V."""
_LONGEST_KEY = 200


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
    letters = "".join(map(_plain_letter, unicodedata.normalize("NFKD", apart)))
    # Cf: signs without width, which arrive with what is pasted.
    return "".join(
        sign for sign in letters if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf"
    ).strip()


@cache
def _plain_letter(sign: str) -> str:
    """`l` for `ł`, `o` for `ø`, `d` for `đ`: the letter that a stroke, a hook or a bar was added to."""
    if sign.isascii():
        return sign
    bare = _WITH_SOMETHING.match(unicodedata.name(sign, ""))
    return _LETTERS.get(sign) or (bare[1].lower() if bare else sign)


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


def person_keys(name: str) -> frozenset[str]:
    """The same for `Fatma Yılmaz`, `YILMAZ, Fatma` and `fatma  yilmaz`; none for one word alone.

    One for each way of writing the words: two names are of one person when they have a key in common. So is
    `Fatma al-Hassan` known as `Fatma Alhassan` and as `Al Hassan, Fatma`. A first name alone says too little: an aunt
    may be called as the teacher is.
    """
    groups = groups_of(name)
    apart = [word for group in groups for word in group.words]
    tied = ["".join(group.words) for group in groups]
    found = {" ".join(sorted(words)) for words in (apart, tied, _with_prefixes(apart), _with_prefixes(tied))}
    return frozenset(key for key in found if " " in key)


def alike(one: str, other: str) -> bool:
    """Whether two names are written alike: the same words in any order, tied or apart; one word alone as it stands."""
    return not person_keys(one).isdisjoint(person_keys(other)) or (
        has_words(one) and "".join(words_of(one)) == "".join(words_of(other))
    )


def _with_prefixes(words: list[str]) -> list[str]:
    """The words, each that stands before a surname tied to what follows it: `al hassan` is `alhassan`."""
    tied: list[str] = []
    before = ""
    for word in words:
        if word in _BEFORE_SURNAMES:
            before += word
        else:
            tied.append(before + word)
            before = ""
    return [*tied, before] if before else tied


# --- order ----------------------------------------------------------------------------------------------------


def person_order(name: str) -> str:
    """What lists of people are sorted by, as a Dutch reader expects: by surname less what stands before it.

    `Jan de Vries` and `Vries, Jan de` are `vries, jan de`. Behind it the words by which the name is found as well.
    """
    groups = _hyphens_closed([group.words for group in groups_of(name.replace(",", " "))])
    if not groups:
        return plain(name)[:_LONGEST_KEY]
    given, before, surname = _surname_first(name, groups)
    order = f"{' '.join(surname)}, {' '.join([*given, *before])}".rstrip(", ")
    return _with_found(order, name)


def _surname_first(name: str, groups: list[tuple[str, ...]]) -> tuple[list[str], list[str], list[str]]:
    """Given names, what stands before the surname, and the surname."""
    if "," in name:
        behind = len(groups_of(name.split(",", 1)[0]))
        groups = [*groups[behind:], *groups[:behind]] if 0 < behind < len(groups) else groups
        starts = len(groups) - behind if 0 < behind < len(groups) else len(groups) - 1
        # "Vries, Jan de": what ends the given names belongs before the surname.
        while starts > 1 and _is_before(groups[starts - 1]):
            starts -= 1
    else:
        starts = next((at for at, group in enumerate(groups) if _is_before(group)), len(groups) - 1)
    words = [word for group in groups[starts:] for word in group]
    length = next((at for at, word in enumerate(words) if word not in _BEFORE_SURNAMES), 0)
    return [word for group in groups[:starts] for word in group], words[:length], words[length:]


def _is_before(group: tuple[str, ...]) -> bool:
    return group[0] in _BEFORE_SURNAMES


def _hyphens_closed(groups: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """`Berg-de Vries` is one surname, though a space stands in it."""
    closed: list[tuple[str, ...]] = []
    for group in groups:
        if closed and len(closed[-1]) > 1 and closed[-1][-1] in _BEFORE_SURNAMES:
            closed[-1] += group
        else:
            closed.append(group)
    return closed


def thing_order(name: str) -> str:
    """What things are sorted by and known by: the same for `Café  Noord` and `cafe noord`."""
    return _with_found(" ".join(words_of(name)) or " ".join(name.split()), name)


def _with_found(order: str, name: str) -> str:
    more = [word for word in index_words(name) if word not in order]
    return " ".join([order, *more])[:_LONGEST_KEY]


def by_name(people: Iterable[T]) -> list[T]:
    """People as a list shows them, by the name that each is shown with."""
    return sorted(people, key=lambda somebody: person_order(str(somebody)))


def has_words(text: str) -> bool:
    """Whether there is anything in a text that can be sought: letters or digits."""
    return _WORD.search(plain(text)) is not None
