"""Profiles of coordinators from an Excel file: read, checked row by row, shown, and saved all together or not."""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ekc import dutch
from ekc.accounts.codes import Role
from ekc.accounts.domain import register_person
from ekc.accounts.models import Organisation, Region, User
from ekc.dates import local_today
from ekc.encryption import NotReadable as Sealed
from ekc.encryption import decrypt, encrypt
from ekc.refusal import Refusal
from ekc.spreadsheets import Line

from ..codes import Gender, Training
from ..languages import language_code, like_language, names_of_languages, plain
from ..models import Coordinator, ProfileImport
from ..models.coordinator import MOST_CASES
from .profiles import OFFICE, change_profile, change_regions, declare_employers, give_profile

SEAL = "profile-import"
KEPT = dt.timedelta(days=1)
EMPTY = "-"
"""In a cell: make it empty. A cell without anything leaves what there was."""


class Fault(NamedTuple):
    """What is wrong in a file: the row as Excel numbers it, the column, and what to do about it."""

    line: int
    column: str
    text: str


class Change(NamedTuple):
    label: str
    before: str
    after: str


@dataclass
class Row:
    """One row of the file, checked: the person, and the values by the name of the column."""

    line: int
    email: str
    name: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    is_new: bool = False


@dataclass
class Reading:
    """What a file says, against what is known now. With faults nothing can be saved."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def new(self) -> list[Row]:
        return [row for row in self.rows if row.is_new]

    @property
    def changed(self) -> list[Row]:
        return [row for row in self.rows if row.changes and not row.is_new]

    @property
    def unchanged(self) -> int:
        return sum(not row.changes and not row.is_new for row in self.rows)

    @property
    def changes_something(self) -> bool:
        return bool(self.new or self.changed)


# --- the columns ----------------------------------------------------------------------------------------


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
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_CASES):
        raise BadCell(_("Schrijf een aantal van 1 tot en met 20."))
    return int(text)


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
    clean = text.replace("€", "").strip()
    # "1.250,00" as well as "1250.50".
    clean = clean.replace(".", "").replace(",", ".") if "," in clean else clean
    try:
        amount = Decimal(clean)
    except ArithmeticError:
        raise BadCell(_("Schrijf een bedrag in euro's. Bijvoorbeeld 450,00.")) from None
    if not (amount.is_finite() and 0 <= amount < 1_000_000):
        raise BadCell(_("Schrijf een bedrag van nul of meer."))
    return amount.quantize(Decimal("0.01"))


def _named(text: str, known: Mapping[str, Any], sentence: str) -> list[Any]:
    found = []
    for part in _split(text):
        if plain(part) not in known:
            raise BadCell(sentence % {"text": part})
        found.append(known[plain(part)])
    return sorted(set(found), key=str)


def _regions(text: str, known: Known) -> list[Region]:
    return _named(text, known.regions, _("De regio “%(text)s” kennen we niet, of is niet van u."))


def _employers(text: str, known: Known) -> list[Organisation]:
    sentence = _("De organisatie “%(text)s” staat nog niet in de lijst. Voeg haar eerst toe.")
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
    known = _values_of(coordinator)
    cells = [column.write(known[column.key]) for column in COLUMNS]
    return [coordinator.user.email, coordinator.user.full_name, *cells]


def _values_of(coordinator: Coordinator) -> dict[str, Any]:
    """What is known now. Employers that were never declared are None, which is not the same as none."""
    own = {name: getattr(coordinator, name) for name in COLUMN_OF if name not in ("regions", "employers")}
    declared = coordinator.employers_declared_on is not None
    employers = sorted(coordinator.employers.all(), key=str)
    return {
        **own,
        "regions": sorted(coordinator.user.regions.all(), key=str),
        "employers": employers if declared or employers else None,
    }


# --- reading --------------------------------------------------------------------------------------------


def read_profiles(heads: Sequence[str], lines: Sequence[Line], *, by: User) -> Reading:
    """Check every row, and set it beside what is known now. Writes nothing.

    A regional manager may change coordinators of the own regions; landelijk beheer all of them, and may add
    people. Every fault is found in one go, so that a file is mended once.
    """
    reading = Reading()
    _check_heads(heads, reading)
    if reading.faults:
        return reading
    if not lines:
        reading.faults.append(Fault(2, EMAIL, _("Er staat niets onder de namen van de kolommen.")))
        return reading
    known = _known(by)
    profiles = _profiles(lines, by)
    taken = _taken(lines)
    seen: dict[str, int] = {}
    for line in lines:
        row = _read_line(line, known, reading)
        if row is None:
            continue
        if row.email in seen:
            text = _("Dit e-mailadres staat ook op regel %(line)s.") % {"line": seen[row.email]}
            reading.faults.append(Fault(line.number, EMAIL, text))
            continue
        seen[row.email] = line.number
        _compare(row, profiles.get(row.email), taken, by, reading)
        reading.rows.append(row)
    return reading


def _check_heads(heads: Sequence[str], reading: Reading) -> None:
    if EMAIL not in heads:
        text = _("De kolom “E-mail” ontbreekt. Gebruik het voorbeeldbestand.")
        reading.faults.append(Fault(1, EMAIL, text))
    for head in heads:
        if head not in HEADS:
            text = _("Deze kolom kennen we niet. Haal haar weg, of kijk de naam na in het voorbeeldbestand.")
            reading.faults.append(Fault(1, head, text))
        elif heads.count(head) > 1 and Fault(1, head, _("Deze kolom staat er twee keer.")) not in reading.faults:
            reading.faults.append(Fault(1, head, _("Deze kolom staat er twee keer.")))


def _known(by: User) -> Known:
    regions = by.regions.all() if by.role == Role.REGIONAL_MANAGER else Region.objects.all()
    return Known(
        regions={plain(region.name): region for region in regions},
        organisations={plain(each.name): each for each in Organisation.objects.all()},
    )


def _profiles(lines: Sequence[Line], by: User) -> dict[str, Coordinator]:
    addresses = {line.cells.get(EMAIL, "").lower() for line in lines}
    found = Coordinator.objects.for_user(by).filter(user__email__in=addresses)
    found = found.select_related("user").prefetch_related("user__regions", "employers")
    return {each.user.email.lower(): each for each in found}


def _taken(lines: Sequence[Line]) -> set[str]:
    addresses = {line.cells.get(EMAIL, "").lower() for line in lines}
    return set(User.objects.filter(email__in=addresses).values_list("email", flat=True))


def _read_line(line: Line, known: Known, reading: Reading) -> Row | None:
    email = line.cells.get(EMAIL, "").lower()
    try:
        validate_email(email)
    except ValidationError:
        text = _("Schrijf een e-mailadres, zoals naam@voorbeeld.nl.") if email else _("Vul het e-mailadres in.")
        reading.faults.append(Fault(line.number, EMAIL, text))
        return None
    row = Row(line=line.number, email=email, name=" ".join(line.cells.get(NAME, "").split())[:120])
    for column in COLUMNS:
        text = line.cells.get(column.head, "")
        if not text:
            continue
        try:
            row.values[column.key] = column.empty if text == EMPTY else column.read(text, known)
        except BadCell as bad:
            reading.faults.append(Fault(line.number, column.head, str(bad)))
    return row


def _compare(row: Row, profile: Coordinator | None, taken: set[str], by: User, reading: Reading) -> None:
    if profile is None:
        row.is_new = True
        reading.faults += _faults_of_new(row, taken, by)
        return
    now = _values_of(profile)
    if by.role == Role.REGIONAL_MANAGER and "regions" in row.values:
        # Regions of colleagues are not this manager's to take away.
        mine = {region.pk for region in by.regions.all()}
        others = [region for region in now["regions"] if region.pk not in mine]
        row.values["regions"] = sorted({*row.values["regions"], *others}, key=str)
    if row.values.get("regions") == []:
        reading.faults.append(Fault(row.line, COLUMN_OF["regions"].head, _("Laat minstens één regio staan.")))
    row.name = profile.user.full_name
    row.values = {key: value for key, value in row.values.items() if value != now[key]}
    row.changes = [
        Change(COLUMN_OF[key].head, COLUMN_OF[key].write(now[key]), COLUMN_OF[key].write(value))
        for key, value in row.values.items()
    ]


def _faults_of_new(row: Row, taken: set[str], by: User) -> list[Fault]:
    if row.email in taken:
        return [Fault(row.line, EMAIL, _("Dit e-mailadres is van iemand die geen coördinator in uw regio is."))]
    if by.role != Role.NATIONAL:
        text = _("Er is geen coördinator met dit e-mailadres in uw regio. Landelijk beheer maakt nieuwe accounts.")
        return [Fault(row.line, EMAIL, text)]
    found = []
    if not row.name:
        found.append(Fault(row.line, NAME, _("Vul de naam in: deze coördinator heeft nog geen account.")))
    if not row.values.get("regions"):
        found.append(Fault(row.line, COLUMN_OF["regions"].head, _("Vul minstens één regio in.")))
    return found


# --- keeping what was read, and saving it ---------------------------------------------------------------


@transaction.atomic
def keep_reading(heads: Sequence[str], lines: Sequence[Line], *, by: User) -> ProfileImport:
    """Keep the rows of a file until somebody says yes, encrypted. What waits longer than a day is thrown away."""
    ProfileImport.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
    ProfileImport.objects.filter(by=by).delete()
    text = json.dumps({"heads": list(heads), "lines": [[line.number, line.cells] for line in lines]})
    kept: ProfileImport = ProfileImport.objects.create(by=by, content=encrypt(text, purpose=SEAL))
    return kept


def kept_reading(kept: ProfileImport, *, by: User) -> Reading:
    """What was kept, checked again against what is known now. Raises Refusal when it is too old to read."""
    try:
        data = json.loads(decrypt(kept.content, purpose=SEAL))
    except Sealed:
        raise Refusal(_("Dit bestand is niet meer te lezen. Kies het opnieuw.")) from None
    return read_profiles(data["heads"], [Line(number, cells) for number, cells in data["lines"]], by=by)


@transaction.atomic
def save_reading(kept: ProfileImport, *, by: User) -> Reading:
    """Save every row of it, or none. New people get an account and the mail to choose a password.

    Checks everything anew, because the world went on. Raises Refusal when there is a fault now, and for who
    does not run the pool.
    """
    if by.role not in OFFICE:
        raise Refusal(_("Profielen leest de regiomanager of landelijk beheer in."))
    # Two clicks at once: the second waits here, and finds nothing left to do.
    locked = ProfileImport.objects.select_for_update().filter(pk=kept.pk, by=by).first()
    if locked is None:
        raise Refusal(_("Dit bestand is al ingelezen."))
    reading = kept_reading(locked, by=by)
    if reading.faults:
        raise Refusal(_("Er is intussen iets veranderd, waardoor dit bestand niet meer klopt. Kies het opnieuw."))
    for row in [*reading.new, *reading.changed]:
        _save_row(row, by)
    locked.delete()
    return reading


def _save_row(row: Row, by: User) -> None:
    values = dict(row.values)
    regions, employers = values.pop("regions", None), values.pop("employers", None)
    if row.is_new:
        user = register_person(by=by, email=row.email, full_name=row.name, role=Role.COORDINATOR, regions=regions or [])
        profile = give_profile(user)
    else:
        profile = Coordinator.objects.select_related("user").get(user__email=row.email)
        if regions is not None:
            change_regions(profile, by=by, regions=regions)
    change_profile(profile, by=by, **values)
    if employers is not None:
        declare_employers(profile, by=by, organisations=employers)
