"""The columns of a file with profiles: how each cell is read, written and explained."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import Gender, Training
from cases.models import Coordinator
from cases.models.coordinator import MOST_CASES
from cases.spoken_languages import language_code, like_language, names_of_languages
from ekc import dutch
from ekc.accounts.models import Organisation, Region
from ekc.dates import local_today
from ekc.names import plain, thing_order

MOST_EUROS = 1_000_000
EMPTY = "-"
"""In a cell: make it empty. A cell without anything leaves what there was."""


class BadCell(Exception):
    pass


@dataclass(frozen=True)
class Column:
    """One column: its heading, how a cell is read and written, and what the explanation says."""

    key: str
    head: str
    read: Callable[[str, "Known"], Any]
    write: Callable[[Any], str]
    explained: Any
    empty: Any = ""


@dataclass(frozen=True)
class Known:
    """What a cell may name."""

    regions: Mapping[str, Region]
    organisations: Mapping[str, Organisation]


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ",").replace("\n", ",").split(",") if part.strip()]


def _code(choices: Any) -> Callable[[str, Known], str]:
    def read(text: str, known: Known) -> str:
        words = {plain(str(label)): value for value, label in choices.choices} | {
            value: value for value in choices.values
        }
        if plain(text) not in words:
            options = ", ".join(str(label).lower() for _value, label in choices.choices)
            raise BadCell(
                _("“%(text)s” kennen we hier niet. Kies uit: %(options)s.") % {"text": text, "options": options}
            )
        return str(words[plain(text)])

    return read


def _gender(text: str, known: Known) -> str:
    words = {"man": Gender.MAN, "vrouw": Gender.WOMAN, "onbekend": Gender.UNKNOWN}
    if plain(text) not in words:
        raise BadCell(_("Schrijf man, vrouw of onbekend."))
    return str(words[plain(text)])


def _trainings(text: str, known: Known) -> list[str]:
    one = _code(Training)
    chosen = {one(part, known) for part in _split(text)}
    return [code for code in Training.values if code in chosen]


def _languages(text: str, known: Known) -> list[str]:
    return read_languages(text, BadCell)


def read_languages(text: str, error: type[Exception]) -> list[str]:
    """The codes of languages written with commas between them. Raises `error` with what to do about the first
    that nobody knows."""
    found: list[str] = []
    for part in _split(text):
        code = language_code(part)
        if code is None:
            near = like_language(part)
            hint = (
                _("Bedoelt u %(near)s?") % {"near": near} if near else _("Schrijf de taal voluit, in het Nederlands.")
            )
            raise error(_("De taal “%(text)s” kennen we niet. %(hint)s") % {"text": part, "hint": hint})
        if code not in found:
            found.append(code)
    return found


def _number(text: str, known: Known) -> int:
    number = dutch.whole_number(text)
    if number is None or not 1 <= number <= MOST_CASES:
        raise BadCell(_("Schrijf een aantal van 1 tot en met 20."))
    return number


def _day(text: str, known: Known) -> dt.date:
    try:
        day = dutch.parse_date(text)
    except ValueError:
        raise BadCell(_("Schrijf de datum als dag, maand en jaar. Bijvoorbeeld 3-4-2026.")) from None
    if day > local_today():
        raise BadCell(_("Deze datum is nog niet geweest."))
    return day


def _yes_no(text: str, known: Known) -> bool:
    if plain(text) not in ("ja", "nee"):
        raise BadCell(_("Schrijf ja of nee."))
    return plain(text) == "ja"


def _amount(text: str, known: Known) -> Decimal:
    try:
        amount = dutch.parse_amount(text)
    except ValueError:
        raise BadCell(_("Schrijf een bedrag in euro's. Bijvoorbeeld 450,00.")) from None
    if amount >= MOST_EUROS:
        raise BadCell(_("Dit bedrag is te hoog. Kijk het na."))
    return amount


def _named(text: str, known: Mapping[str, Any], sentence: str) -> list[Any]:
    found = []
    for part in _split(text):
        if plain(part) not in known:
            raise BadCell(sentence % {"text": part})
        found.append(known[plain(part)])
    return sorted(set(found), key=lambda each: thing_order(str(each)))


def _regions(text: str, known: Known) -> list[Region]:
    return _named(text, known.regions, _("De regio “%(text)s” kennen we niet. Kijk de naam na."))


def _employers(text: str, known: Known) -> list[Organisation]:
    sentence = _("De organisatie “%(text)s” staat nog niet in de lijst. Voeg die eerst toe.")
    return [] if plain(text) == "geen" else _named(text, known.organisations, sentence)


def _text_of(length: int) -> Callable[[str, Known], str]:
    def read(text: str, known: Known) -> str:
        if len(text) > length:
            raise BadCell(_("Dit is te lang. Er passen %(length)s tekens in.") % {"length": length})
        return text

    return read


def _names(values: Sequence[Any]) -> str:
    return ", ".join(sorted(str(value) for value in values))


EMAIL, NAME = "E-mail", "Naam"
COLUMNS: tuple[Column, ...] = (
    Column("regions", "Regio's", _regions, _names, gettext_lazy("Namen van regio's, met een komma ertussen."), []),
    Column(
        "gender",
        "Geslacht",
        _gender,
        lambda value: str(Gender(value).label).lower(),
        gettext_lazy("man, vrouw of onbekend."),
        "onbekend",
    ),
    Column(
        "languages",
        "Talen",
        _languages,
        names_of_languages,
        gettext_lazy("Namen van talen, met een komma ertussen."),
        [],
    ),
    Column("background", "Achtergrond", _text_of(80), str, gettext_lazy("Vrije tekst. Bijvoorbeeld: Surinaams.")),
    Column("faith", "Geloof", _text_of(80), str, gettext_lazy("Vrije tekst.")),
    Column(
        "trainings",
        "Trainingen",
        _trainings,
        lambda values: ", ".join(str(Training(value).value) for value in values),
        gettext_lazy("ekc of herstel, met een komma ertussen."),
        [],
    ),
    Column("max_cases", "Zaken tegelijk", _number, str, gettext_lazy("Een getal van 1 tot en met 20."), 2),
    Column(
        "available",
        "Beschikbaar",
        _yes_no,
        lambda value: _("ja") if value else _("nee"),
        gettext_lazy("ja of nee."),
        True,
    ),
    Column(
        "vog_date",
        "Datum VOG",
        _day,
        lambda value: dutch.short_date(value) if value else "",
        gettext_lazy("Dag, maand en jaar. Bijvoorbeeld 3-4-2026."),
        None,
    ),
    Column(
        "employers",
        "Werkgevers",
        _employers,
        lambda values: _("geen") if values == [] else _names(values or []),
        gettext_lazy(
            "Namen van organisaties uit de lijst, met een komma ertussen; of: geen. Dit telt als opgave van vandaag."
        ),
        [],
    ),
    Column(
        "training_costs",
        "Kosten training",
        _amount,
        lambda value: f"{value:.2f}".replace(".", ",") if value is not None else "",
        gettext_lazy("Bedrag in euro's dat van de eerste vergoedingen af gaat."),
        None,
    ),
)
COLUMN_OF = {column.key: column for column in COLUMNS}
HEADS = (EMAIL, NAME, *(column.head for column in COLUMNS))


def explanation() -> list[tuple[str, str]]:
    """What each column holds, for the second sheet of the example."""
    return [
        (EMAIL, _("Verplicht. Hieraan herkennen we de coördinator.")),
        (NAME, _("Alleen nodig voor wie nog geen account heeft.")),
        *((column.head, str(column.explained)) for column in COLUMNS),
        ("", _("Een lege cel laat staan wat er stond. Een streepje (-) maakt leeg.")),
    ]


def row_of(coordinator: Coordinator) -> list[str]:
    """A profile as a row of the file: reading it in again changes nothing."""
    known = values_of(coordinator)
    cells = [column.write(known[column.key]) for column in COLUMNS]
    return [coordinator.user.email, coordinator.user.full_name, *cells]


def values_of(coordinator: Coordinator) -> dict[str, Any]:
    """What is known now. Employers that were never declared are None, which is not the same as none."""
    own = {name: getattr(coordinator, name) for name in COLUMN_OF if name not in ("regions", "employers")}
    declared = coordinator.employers_declared_on is not None
    employers = sorted(coordinator.employers.all(), key=lambda each: thing_order(str(each)))
    return {
        **own,
        "regions": sorted(coordinator.user.regions.all(), key=lambda each: thing_order(str(each))),
        "employers": employers if declared or employers else None,
    }
