"""To which life area an agreement belongs, proposed from the words of the family (domain.md 4.16)."""

from collections import Counter
from collections.abc import Iterable

from ekc.names import words_of

from .codes import LifeArea

BEGINNINGS: dict[LifeArea, tuple[str, ...]] = {
    LifeArea.UPBRINGING: ("opvoed", "regels", "luister", "troost", "ruzie", "praat", "straf", "grenzen", "bedtijd"),
    LifeArea.LIVING: ("woon", "woning", "logeer", "slaap", "slapen", "slaapt", "verhuis", "huur", "kamer", "onderdak"),
    LifeArea.MONEY: (
        "geld",
        "schuld",
        "betaal",
        "betal",
        "rekening",
        "spaar",
        "budget",
        "uitkering",
        "toeslag",
        "euro",
    ),
    LifeArea.EDUCATION: ("school", "huiswerk", "leraar", "juf", "meester", "leer", "les", "mentor", "klas", "rapport"),
    LifeArea.WORK: ("werk", "baan", "solliciteer", "stage", "dagbesteding", "vrijwilliger", "collega"),
    LifeArea.HEALTH: (
        *("dokter", "huisarts", "ziek", "medicijn", "pillen", "tandarts", "therapie", "behandel", "drink", "drank"),
        *("blow", "afkick", "psycholoog", "ggz", "slaappil"),
    ),
    LifeArea.LEISURE: (
        "sport",
        "voetbal",
        "zwem",
        "club",
        "vakantie",
        "uitje",
        "muziek",
        "speel",
        "spelen",
        "vrienden",
    ),
    LifeArea.SAFETY: ("veilig", "alleen", "bang", "geweld", "politie", "dreig", "sla", "noodnummer", "alarm"),
    LifeArea.VISITING: ("omgang", "bezoekregeling", "gezag", "weekend", "voogd", "bezoek"),
    LifeArea.HOUSEHOLD: (
        *("kook", "koken", "eten", "was", "schoonma", "boodschap", "stofzuig", "oppas", "poets", "afwas", "tuin"),
        *("klus", "huishoud", "breng", "haal", "ophal", "rijd"),
    ),
}
"""How words of an area begin. A word may point at several; the area that most words point at is proposed."""
WHOLE_WORDS = frozenset({"was", "les", "sla", "juf", "eten"})
"""These are other words when something follows."""


def proposed_area(text: str) -> str:
    """The life area that most words of a text point at; nothing when none does. At a tie the first of the list."""
    found = Counter(area for word in words_of(text) for area in LifeArea if _points_at(word, LifeArea(area)))
    most = max(found.values(), default=0)
    return next((str(area) for area in LifeArea if most and found[area] == most), "")


def _points_at(word: str, area: LifeArea) -> bool:
    return begins_with(word, BEGINNINGS[area])


def begins_with(word: str, beginnings: Iterable[str]) -> bool:
    """Whether a word is one of these, or a longer form of it."""
    return any(word == each if each in WHOLE_WORDS else word.startswith(each) for each in beginnings)
