"""Who else may stand in a text: names of others, words for kin, telephone numbers and mail addresses.

It marks too much rather than too little: a person looks at what is marked, and at nothing else (docs/adr/0051).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from ekc.names import plain, words_of


@cache
def word_pattern() -> re.Pattern[str]:
    """A mail address, a number, or a word. Made at its first use: it takes as long as loading a small app."""
    marks = "".join(re.escape(chr(code)) for code in range(0x300, 0x11FFF) if unicodedata.category(chr(code))[0] == "M")
    letter = rf"[^\W\d_][{marks}]*"
    # A mark on a letter is of that letter; an underscore and a number are no part of a name: `bea_1.jpg`.
    word = rf"{letter}(?:[’'´`ʼ]?{letter})*[’']?"
    return re.compile(rf"[\w.+-]+@[\w-]+(?:\.[\w-]+)*|\+?\d[\d ()./–—-]{{5,}}\d|{word}|\d+")


_SHORTEST_NUMBER = 7
SHORTEST = 2
"""A shorter word of a name is an initial or a preposition of it."""
PARTICLES = frozenset(
    words_of("de het van der den ter ten te in op aan la le el al bin ben dos da di du von zu und en")
)
"""Words of a name that stand in every text; any other word of one is marked, also `Wil` and `Mei`."""
KIN = frozenset(
    words_of(
        "oma opa omaatje opaatje moeder vader mama papa mam pap mem heit tante oom zus zusje zuster broer "
        "broertje neef neefje nicht nichtje stiefvader stiefmoeder pleegmoeder pleegvader pleegouder pleegouders "
        "schoonmoeder schoonvader schoonzus zwager partner ex vriend vriendin vriendje vriendinnetje buurvrouw "
        "buurman buurjongen buurmeisje buren ouder ouders kind kinderen kleinkind zoon zoontje dochter dochtertje "
        "grootouders grootmoeder grootvader echtgenoot echtgenote man vrouw jongen meisje baby tweeling halfbroer "
        "halfzus peettante peetoom familie gezin huisarts arts juf meester leraar lerares mentor therapeut "
        "psycholoog hulpverlener gezinsvoogd jeugdbeschermer voogd"
    )
)
ORDINARY = frozenset(
    words_of(
        "bel belt bellen schrijf schrijft stuur stuurt vraag vraagt kijk kijkt de het een en of als dan dat dit "
        "deze die er is was zijn waren heeft hebben had wordt worden werd kan kunnen wil willen moet moeten mag "
        "mogen zal zullen zou gaat gaan ging komt komen kwam doet doen deed ik je jij u wij we zij ze hij hem "
        "haar hun hen mijn jouw uw ons onze men niemand iemand iedereen alles iets niets veel weinig meer geen "
        "niet wel ook nog al nu straks later eerst daarna toen omdat want maar dus toch hier daar waar wanneer "
        "hoe wat wie waarom welke in op aan bij van voor met zonder door over onder uit naar tot om te tussen "
        "tegen tijdens sinds na elke elk ieder alle vandaag morgen gisteren maandag dinsdag woensdag donderdag "
        "vrijdag zaterdag zondag week weken dag dagen maand maanden jaar keer samen thuis school werk gesprek "
        "afspraak gebeld gesproken bezocht afgesproken besproken ja nee januari februari maart april mei juni "
        "juli augustus september oktober november december eigen kracht conferentie nederland nederlands "
        "jeugdzorg raad rechter gemeente wijkteam plan"
    )
)


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `other`: it may be somebody else."""

    text: str
    other: bool


@dataclass(frozen=True)
class Names:
    """The words of the own name, and of those of all others that the file knows."""

    own: frozenset[str]
    others: frozenset[str]

    @classmethod
    def of(cls, own: str, others: Iterable[str]) -> "Names":
        mine = words_in_name(own)
        theirs = frozenset(word for name in others for word in words_in_name(name))
        return cls(mine, theirs - mine)


def words_in_name(name: str) -> frozenset[str]:
    """The words of a name that say whose it is."""
    found = (plain(match.group()) for match in word_pattern().finditer(name))
    return frozenset(word for word in found if len(word) >= SHORTEST and word not in PARTICLES)


def pieces_of(text: str, names: Names) -> list[Piece]:
    """The text in pieces, those apart in which somebody else may stand."""
    pieces, end = [], 0
    for match in word_pattern().finditer(text):
        if not _is_somebody(match.group(), names):
            continue
        if match.start() > end:
            pieces.append(Piece(text[end : match.start()], False))
        pieces.append(Piece(match.group(), True))
        end = match.end()
    if end < len(text):
        pieces.append(Piece(text[end:], False))
    return pieces


def mentions_another(text: str, names: Names) -> bool:
    return any(piece.other for piece in pieces_of(text, names))


def masked(text: str, names: Names) -> str:
    """The text without who else stands in it."""
    out: list[str] = []
    for piece in pieces_of(text, names):
        if not piece.other:
            out.append(piece.text)
        elif len(out) < 2 or out[-1].strip() or out[-2] != _mask():
            # Two words of one name are one person.
            out.append(_mask())
        else:
            out.pop()
    return "".join(out)


def _mask() -> str:
    return _("[iemand anders]")


def _is_somebody(token: str, names: Names) -> bool:
    if "@" in token or token[0] == "+" or token[0].isdigit():
        return "@" in token or len(token) >= _SHORTEST_NUMBER
    word = plain(token)
    if word in names.own or len(word) < SHORTEST:
        return False
    if word in names.others or word in KIN:
        return True
    # A word with a capital is a name, unless it is one with which many sentences begin.
    return token[0].isupper() and word not in ORDINARY
