"""The columns of a file with profiles: how each cell is read, written and explained."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import Gender, Training
from cases.models import Coordinator
from cases.models.coordinator import MOST_CASES
from cases.spoken_languages import code_or_name, like_language, names_of_languages
from ekc import dutch
from ekc.accounts.models import Organisation, Region
from ekc.accounts.organisations import organisation_named, organisations_meant
from ekc.dates import local_today
from ekc.lists.codes import OTHER, KeptList
from ekc.lists.queries import Kept, kept
from ekc.names import plain, thing_order

MOST_EUROS = 1_000_000
MOST_WORDS = 80
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
    write: Callable[[Any, "Known"], str]
    explained: Any
    empty: Any = ""


@dataclass(frozen=True)
class Known:
    """What a cell may name."""

    regions: Mapping[str, Region]
    organisations: Sequence[Organisation]
    backgrounds: Kept
    faiths: Kept


def what_is_known() -> Known:
    """What a cell may name now."""
    return Known(
        regions={plain(region.name): region for region in Region.objects.all()},
        organisations=list(Organisation.objects.all()),
        backgrounds=kept(KeptList.BACKGROUND),
        faiths=kept(KeptList.FAITH),
    )


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
        code = code_or_name(part)
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
    found = set[Organisation]()
    for part in [] if plain(text) == "geen" else _split(text):
        organisation = organisation_named(part, known.organisations)
        if organisation is None:
            meant = _(" of ").join(each.name for each in organisations_meant(part, known.organisations))
            hint = _("Bedoelt u %(near)s?") % {"near": meant} if meant else _("Voeg die eerst toe.")
            sentence = _("De organisatie “%(text)s” staat nog niet in de lijst. %(hint)s")
            raise BadCell(sentence % {"text": part, "hint": hint})
        found.add(organisation)
    return sorted(found, key=str)


class Chosen(NamedTuple):
    """Codes of a kept list, and the words that go with "anders"."""

    codes: tuple[str, ...] = ()
    words: str = ""


def _listed(text: str, kept: Kept, *, most: int) -> Chosen:
    """Choices in whatever spelling, and after "anders:" the words that a person judges."""
    named, _sep, words = text.partition(":") if plain(text.partition(":")[0]).endswith("anders") else (text, "", "")
    codes: list[str] = []
    for part in _split(named):
        code = kept.code(part)
        if code is None:
            near = kept.like(part)
            hint = _("Bedoelt u %(near)s?") % {"near": near} if near else ""
            raise BadCell(
                _("“%(text)s” staat niet in de lijst. %(hint)s Iets anders? Schrijf dan: anders: %(text)s")
                % {"text": part, "hint": hint}
            )
        codes += [code] if code not in codes else []
    words = " ".join(words.split())
    if (OTHER in codes) != bool(words):
        raise BadCell(_("Schrijf achter “anders:” wat het is."))
    if len(words) > MOST_WORDS:
        raise BadCell(_("Dit is te lang. Er passen %(length)s tekens in.") % {"length": MOST_WORDS})
    if len(codes) > most:
        raise BadCell(_("Hier past één keuze. Laat er één staan."))
    return Chosen(tuple(codes), words)


def _write_listed(value: Chosen, kept: Kept) -> str:
    named = ", ".join(kept.names.get(code, code) for code in value.codes if code != OTHER)
    return ", ".join(filter(None, [named, f"anders: {value.words}" if value.words else ""]))


def _backgrounds(text: str, known: Known) -> Chosen:
    return _listed(text, known.backgrounds, most=len(known.backgrounds.names))


def _faith(text: str, known: Known) -> Chosen:
    return _listed(text, known.faiths, most=1)


def _names(values: Sequence[Any]) -> str:
    return ", ".join(sorted(str(value) for value in values))


EMAIL, NAME = "E-mail", "Naam"
COLUMNS: tuple[Column, ...] = (
    Column(
        "regions",
        "Regio's",
        _regions,
        lambda value, known: _names(value),
        gettext_lazy("Namen van regio's, met een komma ertussen."),
        [],
    ),
    Column(
        "gender",
        "Geslacht",
        _gender,
        lambda value, known: str(Gender(value).label).lower(),
        gettext_lazy("man, vrouw of onbekend."),
        "onbekend",
    ),
    Column(
        "languages",
        "Talen",
        _languages,
        lambda value, known: names_of_languages(value),
        gettext_lazy("Namen van talen, met een komma ertussen."),
        [],
    ),
    Column(
        "background",
        "Achtergrond",
        _backgrounds,
        lambda value, known: _write_listed(value, known.backgrounds),
        gettext_lazy("Namen uit de lijst, met een komma ertussen. Bijvoorbeeld: Surinaams; of: anders: Zaza."),
        Chosen(),
    ),
    Column(
        "faith",
        "Geloof",
        _faith,
        lambda value, known: _write_listed(value, known.faiths),
        gettext_lazy("Een naam uit de lijst. Bijvoorbeeld: Islam; of: anders: Baha'i."),
        Chosen(),
    ),
    Column(
        "trainings",
        "Trainingen",
        _trainings,
        lambda values, known: ", ".join(str(Training(value).value) for value in values),
        gettext_lazy("ekc of herstel, met een komma ertussen."),
        [],
    ),
    Column(
        "max_cases",
        "Zaken tegelijk",
        _number,
        lambda value, known: str(value),
        gettext_lazy("Een getal van 1 tot en met 20."),
        2,
    ),
    Column(
        "available",
        "Beschikbaar",
        _yes_no,
        lambda value, known: _("ja") if value else _("nee"),
        gettext_lazy("ja of nee."),
        True,
    ),
    Column(
        "vog_date",
        "Datum VOG",
        _day,
        lambda value, known: dutch.short_date(value) if value else "",
        gettext_lazy("Dag, maand en jaar. Bijvoorbeeld 3-4-2026."),
        None,
    ),
    Column(
        "employers",
        "Werkgevers",
        _employers,
        lambda values, known: _("geen") if values == [] else _names(values or []),
        gettext_lazy(
            "Namen van organisaties uit de lijst, met een komma ertussen; of: geen. Dit telt als opgave van vandaag."
        ),
        [],
    ),
    Column(
        "training_costs",
        "Kosten training",
        _amount,
        lambda value, known: f"{value:.2f}".replace(".", ",") if value is not None else "",
        gettext_lazy("Bedrag in euro's dat van de eerste vergoedingen af gaat."),
        None,
    ),
)
NOT_ONE_FIELD = ("regions", "employers", "background", "faith")
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


def row_of(coordinator: Coordinator, known: Known) -> list[str]:
    """A profile as a row of the file: reading it in again changes nothing."""
    values = values_of(coordinator)
    cells = [column.write(values[column.key], known) for column in COLUMNS]
    return [coordinator.user.email, coordinator.user.full_name, *cells]


def values_of(coordinator: Coordinator) -> dict[str, Any]:
    """What is known now. Employers that were never declared are None, which is not the same as none."""
    own = {name: getattr(coordinator, name) for name in COLUMN_OF if name not in NOT_ONE_FIELD}
    declared = coordinator.employers_declared_on is not None
    employers = sorted(coordinator.employers.all(), key=lambda each: thing_order(str(each)))
    return {
        **own,
        "background": Chosen(tuple(coordinator.backgrounds), coordinator.background_words),
        "faith": Chosen((coordinator.faith,) if coordinator.faith else (), coordinator.faith_words),
        "regions": sorted(coordinator.user.regions.all(), key=lambda each: thing_order(str(each))),
        "employers": employers if declared or employers else None,
    }
