"""Profiles of coordinators from an Excel file: read, checked row by row, shown, and saved all together or not."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Coordinator, ProfileImport
from ekc.accounts.acts import register_person
from ekc.accounts.codes import Role
from ekc.accounts.models import Region, User
from ekc.addresses import mail_key
from ekc.encryption import NotReadable as Sealed
from ekc.encryption import decrypt, encrypt
from ekc.names import thing_order
from ekc.refusal import Refusal
from ekc.spreadsheets import Line

from ..profile_columns import (
    COLUMN_OF,
    COLUMNS,
    EMAIL,
    EMPTY,
    HEADS,
    NAME,
    BadCell,
    Known,
    values_of,
    what_is_known,
)
from .profiles import OFFICE, change_profile, change_regions, declare_employers, give_profile

SEAL = "profile-import"
KEPT = dt.timedelta(days=1)


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
    known = what_is_known()
    mine = set(by.kept_regions()) if by.role == Role.REGIONAL_MANAGER else None
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
        _compare(row, profiles.get(row.email), taken, mine, reading, by, known)
        reading.rows.append(row)
    return reading


def _check_heads(heads: Sequence[str], reading: Reading) -> None:
    if EMAIL not in heads:
        text = _("De kolom “E-mail” ontbreekt. Gebruik het voorbeeldbestand.")
        reading.faults.append(Fault(1, EMAIL, text))
    for head in heads:
        if head not in HEADS:
            text = _("Deze kolom kennen we niet. Haal die weg, of kijk de naam na in het voorbeeldbestand.")
            reading.faults.append(Fault(1, head, text))
        elif heads.count(head) > 1 and Fault(1, head, _("Deze kolom staat er twee keer.")) not in reading.faults:
            reading.faults.append(Fault(1, head, _("Deze kolom staat er twee keer.")))


def _profiles(lines: Sequence[Line], by: User) -> dict[str, Coordinator]:
    addresses = {mail_key(line.cells.get(EMAIL, "")) for line in lines}
    found = Coordinator.objects.for_user(by).filter(user__email__in=addresses)
    found = found.select_related("user").prefetch_related("user__regions", "employers")
    return {mail_key(each.user.email): each for each in found}


def _taken(lines: Sequence[Line]) -> set[str]:
    addresses = {mail_key(line.cells.get(EMAIL, "")) for line in lines}
    return set(User.objects.filter(email__in=addresses).values_list("email", flat=True))


def _read_line(line: Line, known: Known, reading: Reading) -> Row | None:
    email = mail_key(line.cells.get(EMAIL, ""))
    try:
        # The column is shorter than what the standard allows.
        User._meta.get_field("email").run_validators(email)
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


def _compare(
    row: Row,
    profile: Coordinator | None,
    taken: set[str],
    mine: set[Region] | None,
    reading: Reading,
    by: User,
    known: Known,
) -> None:
    if profile is None:
        row.is_new = True
        reading.faults += _faults_of_new(row, taken, by)
        return
    now = values_of(profile)
    if mine is not None and "regions" in row.values:
        # Regions of colleagues are not this manager's to take away, nor to give.
        others = [region for region in now["regions"] if region not in mine]
        text = _("De regio “%(text)s” is niet van u. Vraag landelijk beheer om deze erbij te zetten.")
        reading.faults += [
            Fault(row.line, COLUMN_OF["regions"].head, text % {"text": region})
            for region in row.values["regions"]
            if region not in mine and region not in others
        ]
        row.values["regions"] = sorted({*row.values["regions"], *others}, key=lambda each: thing_order(each.name))
    if row.values.get("regions") == []:
        reading.faults.append(Fault(row.line, COLUMN_OF["regions"].head, _("Laat minstens één regio staan.")))
    row.name = profile.user.full_name
    row.values = {key: value for key, value in row.values.items() if value != now[key]}
    row.changes = [
        Change(COLUMN_OF[key].head, COLUMN_OF[key].write(now[key], known), COLUMN_OF[key].write(value, known))
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
    if (background := values.pop("background", None)) is not None:
        values |= {"backgrounds": list(background.codes), "background_words": background.words}
    if (faith := values.pop("faith", None)) is not None:
        values |= {"faith": next(iter(faith.codes), ""), "faith_words": faith.words}
    change_profile(profile, by=by, **values)
    if employers is not None:
        declare_employers(profile, by=by, organisations=employers)
