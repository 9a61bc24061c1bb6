"""Names, and how two of them are compared and put in order: the one place where letters lose capitals and accents.

Whoever types on a Dutch keyboard finds "Yılmaz", "Łukasz", "Ørsted", "d'Angelo" and "al-Hassan", and the other way
round. What is stored was made here: `Case.search` by `index_words`, the columns of `ekc.name_keys` by `person_order`
and `thing_order`. Who changes what comes out of these writes a migration that makes it again.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TypeVar

T = TypeVar("T")

# Letters that Unicode does not take apart, and of which the name does not tell the plain letter.
_LETTERS = {
    **dict(zip("ıðæœþŋĸəɛʒ", ("i", "d", "ae", "oe", "th", "ng", "k", "e", "e", "z"), strict=True)),
    # Of the Arabic script those that are typed for each other, and the stroke that only makes a word wider.
    **dict(zip("ةىیکھہۀٱـ", ("ه", "ي", "ي", "ك", "ه", "ه", "ه", "ا", ""), strict=True)),
}
_WITH_SOMETHING = re.compile(r"LATIN SMALL LETTER ([A-Z]{1,2}) WITH ")
# What stands between letters where an apostrophe is meant; an acute accent by itself would come apart into a space.
_APOSTROPHES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bb\u02bc\u02bd\u02be\u02bf\u02b9\u02c8\u2032\u05f3\u00b4\u0060\uff07", "'")
)
_WORD = re.compile(r"[^\W_]+")
_GROUP = re.compile(r"[^\W_]+(?:['\-\u2010\u2011\u2013][^\W_]+)*")
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_DUTCH = {"van", "vd", "v", "de", "den", "der", "d", "t", "het", "s", "te", "ten", "ter", "tot", "toe", "op", "in"}
_OTHER = {"aan", "uit", "uijt", "onder", "over", "voor", "bij", "von", "vom", "zu", "zum", "zur", "la", "le", "les"}
_FARTHER = {"du", "des", "del", "della", "di", "da", "do", "dos", "das", "el", "al", "ul", "bint", "ibn"}
_BEFORE_SURNAMES = frozenset(_DUTCH | _OTHER | _FARTHER)
"""Words before a surname that do not count in the order of a list: "de Vries" stands under V."""
_SHORT = frozenset({"van", "v", "vd", "vdr", "vden", "vder"})
"""How "van der" begins, or is written whole, by who is in a hurry."""
_ARTICLES = frozenset({"de", "den", "der", "d"})
_MEANT = {"vd": ("de", "den", "der"), "vdr": ("der",), "vder": ("der",), "vden": ("den",)}
_LONGEST_KEY = 200
_MOST_TIED = 3
"""How many words following each other somebody writes as one: "vandenberg", "abdalrahman"."""
_MOST_WORDS = 6


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
    if sign in _LETTERS:
        return _LETTERS[sign]
    bare = _WITH_SOMETHING.match(unicodedata.name(sign, ""))
    return bare[1].lower() if bare else sign


def letter_name(sign: str) -> str:
    """How Unicode calls a letter, as in `CYRILLIC SMALL LETTER DE`; empty where it has no name."""
    return unicodedata.name(sign, "")


def words_of(text: str) -> list[str]:
    """The plain words of a text, in order: `Müller-Öz` gives `muller` and `oz`."""
    return _WORD.findall(plain(text))


def groups_of(text: str) -> list[tuple[str, ...]]:
    """The plain words of a text, those together that a hyphen or an apostrophe ties."""
    return [tuple(_WORD.findall(match[0])) for match in _GROUP.finditer(plain(text))]


def index_words(text: str) -> list[str]:
    """What a text can be found by: its words, and those that follow each other written as one.

    Whether there is a hyphen, an apostrophe, a space or nothing between them makes no difference: `Al Hassan`,
    `al-Hassan` and `Alhassan`; `Ayşe Nur` and `Ayşenur`.
    """
    words = words_of(text)
    return [*words, *dict.fromkeys("".join(words[start:end]) for start, end in _runs(words))]


def sought_words(text: str) -> list[tuple[str, ...]]:
    """For each word of what is sought, what it may be the beginning of in `index_words`: itself, one word that it
    is a part of, the same with y for ij or ij for y, and "vd" for "van der" and the other way round."""
    words = words_of(text)
    found = [[word] for word in words]
    for start, end in _runs(words):
        for at in range(start, end):
            found[at].append("".join(words[start:end]))
            if len(short := _shortened(words[start:end])) == 1:
                found[at] += short
    return [tuple(dict.fromkeys(spelled for word in each for spelled in _spellings(word))) for each in found]


def _spellings(word: str) -> list[str]:
    """A word as it is also written: `heyden` for `heijden`, `van` for `vd`."""
    return [word, word.replace("ij", "y"), word.replace("y", "ij"), *(["van"] if word in _SHORT else [])]


def _shortened(words: list[str]) -> list[str]:
    """The words with `vd` in place of `van der`, `van den`, `van de` and `v.d.`."""
    short: list[str] = []
    for word in words:
        if short and short[-1] in _SHORT and word in _ARTICLES:
            short[-1] = "vd"
        else:
            short.append("vd" if word in _SHORT - {"v"} else word)
    return short


def _runs(words: list[str]) -> list[tuple[int, int]]:
    """From where to where words may be one; a number of a case or of an organisation is no name."""
    return [
        (start, end)
        for start in range(len(words))
        for end in range(start + 2, min(start + _MOST_TIED, len(words)) + 1)
        if not any(sign.isdigit() for word in words[start:end] for sign in word)
    ]


def same_name(text: str) -> str:
    """The same for `Café  Noord` and `café noord`: for a list in which a name stands once."""
    return " ".join(words_of(text)) or " ".join(text.split())


@lru_cache(maxsize=4096)
def person_keys(name: str) -> frozenset[str]:
    """The same for `Fatma Yılmaz`, `YILMAZ, Fatma` and `fatma  yilmaz`; none for one word alone.

    One for each way of writing the words apart or as one: two names are of one person when they have a key in common.
    So is `Fatma al-Hassan` known as `Fatma Alhassan` and as `Al Hassan, Fatma`, `Mehmet Ali Kaya` as `Mehmetali
    Kaya`, and `Jan van der Heijden` as `Jan v.d. Heyden`. A first name alone says too little: an aunt may be called as
    the teacher is.
    """
    words = [word.replace("ij", "y") for word in words_of(name)]
    ways = [way for each in _written_out(words) for way in _ways_of(each)]
    return frozenset(" ".join(sorted(way)) for way in ways if len(way) > 1)


def _ways_of(words: list[str]) -> list[list[str]]:
    return _ways(words) if len(words) <= _MOST_WORDS else [words, _with_prefixes(words)]


def _written_out(words: list[str]) -> list[list[str]]:
    """The words with `vd` and `v d` written out in each way: "van der Berg" and "van den Berg" are two names."""
    for at, word in enumerate(words):
        behind = words[at + 1] if at + 1 < len(words) else ""
        if word == "v" and behind in _ARTICLES:
            articles, rest = _MEANT.get(f"v{behind}", (behind,)), words[at + 2 :]
        elif word in _MEANT:
            articles, rest = _MEANT[word], words[at + 1 :]
        else:
            continue
        return [[*words[:at], "van", article, *end] for article in articles for end in _written_out(rest)]
    return [words]


def _ways(words: list[str]) -> list[list[str]]:
    """Every way to write words that follow each other apart or as one."""
    if not words:
        return [[]]
    return [
        ["".join(words[:length]), *rest]
        for length in range(1, min(_MOST_TIED, len(words)) + 1)
        for rest in _ways(words[length:])
    ]


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

    `Jan de Vries` and `Vries, Jan de` are `vries, jan de`; what stands in brackets, as in `Frits (oom)`, is no surname.
    Behind it the words as one, by which the name is found as well.
    """
    remarks = [word for remark in _REMARK.findall(name) for word in words_of(remark)]
    bare = _REMARK.sub(" ", name)
    if not has_words(bare):
        bare, remarks = name, []
    groups = _hyphens_closed(groups_of(bare.replace(",", " ")))
    if not groups:
        return plain(name)[:_LONGEST_KEY]
    given, before, surname = _surname_first(bare, groups)
    order = f"{' '.join(surname)}, {' '.join([*given, *before])}".rstrip(", ")
    return _with_found(order, [*given, *before, *surname, *remarks])


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


def surname_keys(name: str) -> frozenset[str]:
    """By what two people share a surname: without what stands before it, its parts, and the whole as one word.

    `Jan de Vries` and `Noor Berg-de Vries` have `vries` in common. Of one word alone nobody knows that it is a surname.
    """
    bare = _REMARK.sub(" ", name)
    groups = _hyphens_closed(groups_of(bare.replace(",", " ")))
    if len(groups) < 2:
        return frozenset()
    _given, _before, surname = _surname_first(bare, groups)
    words = [word.replace("ij", "y") for word in surname]
    parts = [word for word in words if word not in _BEFORE_SURNAMES and len(word) > 1]
    return frozenset({*parts, "".join(words)})


def thing_order(name: str) -> str:
    """What things are sorted by and known by: the same for `Café  Noord` and `cafe noord`."""
    words = words_of(name)
    return _with_found(" ".join(words) or " ".join(name.split()), words)


def _with_found(order: str, words: list[str]) -> str:
    """Behind the order the words as one: whichever of them somebody ties is a part of it."""
    # Two spaces sort before every letter: "Noord" stands above "Noord en Zuid".
    return f"{order}  {''.join(words)}"[:_LONGEST_KEY] if len(words) > 1 else order[:_LONGEST_KEY]


def by_name(people: Iterable[T]) -> list[T]:
    """People as a list shows them, by the name that each is shown with."""
    return sorted(people, key=lambda somebody: person_order(str(somebody)))


def has_words(text: str) -> bool:
    """Whether there is anything in a text that can be sought: letters or digits."""
    return _WORD.search(plain(text)) is not None


# --- what nobody sees -----------------------------------------------------------------------------------
_LINE_ENDS = frozenset("\n\r\t")
_TURN_LETTERS = frozenset("\u202d\u202e")


def has_hidden_signs(text: str, *, lines: bool = False) -> bool:
    """Whether something stands in a text that nobody sees: a control sign, or one that turns the letters after it.

    `lines`: a text of more than one line, in which the ends of lines are none.
    """
    found = {sign for sign in text if unicodedata.category(sign) == "Cc" or sign in _TURN_LETTERS}
    return bool(found - _LINE_ENDS if lines else found)
