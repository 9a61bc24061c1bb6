"""Words that say too little to a family, and what to ask instead. A hint, never a block (domain.md 3.5)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_HOW_OFTEN = _("Hoe vaak, en wanneer precies?")
_SINCE_WHEN = _("Wat is er gezien, wanneer, en door wie?")
_WHAT_HAPPENS = _("Wat gebeurt er dan? Schrijf op wat iemand kan zien of horen.")
_WHEN_ENOUGH = _("Wanneer is het genoeg? Noem een aantal, een dag of een tijd.")
_WHO = _("Wie precies? Noem de naam.")

QUESTIONS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_HOW_OFTEN, ("regelmatig", "regelmatige", "vaak", "vaker", "soms", "af en toe", "geregeld", "meermaals")),
    (_HOW_OFTEN, ("meerdere keren", "meerdere malen", "steeds", "doorgaans", "structureel", "structurele")),
    (
        _SINCE_WHEN,
        ("zorgelijk", "zorgelijke", "zorgwekkend", "zorgwekkende", "signalen", "vermoedens", "er is sprake van"),
    ),
    (_SINCE_WHEN, ("problematiek", "incidenten", "zorgen zijn bekend", "het lijkt", "schijnt", "mogelijk sprake")),
    (
        _WHAT_HAPPENS,
        ("veilig", "veilige", "veiligheid", "onveilig", "onveilige", "onveiligheid", "stabiel", "stabiele"),
    ),
    (
        _WHAT_HAPPENS,
        ("instabiel", "instabiele", "escaleert", "escalaties", "grensoverschrijdend", "grensoverschrijdende"),
    ),
    (_WHAT_HAPPENS, ("verwaarlozing", "verwaarloosd", "pedagogisch onmachtig", "disfunctioneel", "disfunctionele")),
    (_WHAT_HAPPENS, ("sensitief", "sensitieve", "responsief", "responsieve", "structuur", "duidelijkheid", "grenzen")),
    (
        _WHEN_ENOUGH,
        ("voldoende", "onvoldoende", "genoeg", "adequaat", "adequate", "passend", "passende", "goed genoeg"),
    ),
    (
        _WHEN_ENOUGH,
        ("verantwoord", "verantwoorde", "zo snel mogelijk", "tijdig", "tijdige", "op termijn", "waar nodig"),
    ),
    (_WHEN_ENOUGH, ("optimaal", "optimale", "normaal", "normale", "gezond", "gezonde", "rust", "verbeteren")),
    (_WHO, ("betrokkenen", "de omgeving", "het netwerk", "derden", "een volwassene", "men", "iemand", "hulpverlening")),
)
WORDS = {word: question for question, words in QUESTIONS for word in words}


@dataclass(frozen=True)
class Hint:
    """A vague word in a text, as it was typed, and what to ask about it."""

    word: str
    question: str


# The longest first: "onvoldoende" is not "voldoende", and "goed genoeg" is more than "genoeg".
_FOUND = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE
)


def hints_in(text: str) -> list[Hint]:
    """The vague words of a text, each once, in the order of the text."""
    found: dict[str, Hint] = {}
    for match in _FOUND.finditer(" ".join(text.split())):
        found.setdefault(match[0].lower(), Hint(match[0], str(WORDS[match[0].lower()])))
    return list(found.values())


def hints_of(texts: Iterable[str]) -> list[Hint]:
    """The hints of several texts together, each word once."""
    return list({hint.word.lower(): hint for text in texts for hint in hints_in(text)}.values())
