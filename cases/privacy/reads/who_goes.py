"""Who goes out of a file that stays (docs/adr/0067, 0069): somebody of the circle, or a main person of several; the
rows that are them, how a text names them, and what is somebody else's."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.text import capfirst

from cases.codes import LAY_REFERRERS
from cases.models import Case, CirclePerson, MainPerson, MainPersonChange, Referrer
from ekc.addresses import mail_key
from ekc.names import same_name
from ekc.phones import phone_key
from ekc.retention.codes import PersonOf
from ekc.retention.one_person import Taken

from ..namings import OF_THE_FAMILY, SOMEBODY, Naming

Somebody = CirclePerson | MainPerson
KINDS: dict[str, type[CirclePerson | MainPerson]] = {
    PersonOf.CIRCLE.value: CirclePerson,
    PersonOf.MAIN.value: MainPerson,
}
CALLED_AND_REACHED = ("name", "phone", "email")
"""Of everybody else of the file, theirs also where it is the same: never looked at as a text about who goes."""
CALLED = capfirst(SOMEBODY)
"""The name of who was taken out of a file."""


def kind_of(person: Somebody) -> str:
    return PersonOf.MAIN.value if isinstance(person, MainPerson) else PersonOf.CIRCLE.value


def called_of(person: Somebody) -> str:
    """What stands where their name stood."""
    return OF_THE_FAMILY if isinstance(person, MainPerson) else SOMEBODY


def person_of(kind: str, file_id: int, person_id: int) -> Somebody | None:
    """Who is in this file and was not taken out of it; None where nobody is."""
    rows = KINDS[kind].objects.select_related("case").filter(pk=person_id, case=file_id)
    found: Somebody | None = rows.filter(destroyed_on=None, case__destroyed_on=None).first()
    return found


def rows_of_person(person: Somebody) -> list[Any]:
    """The row of this person, those that turned out to be the same one, and that of who applied where it is them."""
    circle = [person] if isinstance(person, CirclePerson) else list(person.in_circle.all())
    last = circle
    while last:
        last = list(CirclePerson.objects.filter(merged_into__in=last).exclude(pk__in=[each.pk for each in circle]))
        circle += last
    found = [person, *circle] if isinstance(person, MainPerson) else circle
    referrer = getattr(person.case, "referrer", None)
    return [*found, referrer] if referrer is not None and _is_who_applied(person, referrer) else found


def _is_who_applied(person: Somebody, referrer: Referrer) -> bool:
    """Whether somebody of the family applied, and it is this person: of this name, with this number or address. Who
    applied for their work is in the file by that, and stays."""
    if person.case.referrer_type not in LAY_REFERRERS or same_name(person.name) != same_name(referrer.name):
        return False
    both = [(phone_key, person.phone, referrer.phone), (mail_key, person.email, referrer.email)]
    known = [(key(mine), key(theirs)) for key, mine, theirs in both if mine and theirs]
    return any(mine == theirs for mine, theirs in known) or not known


def _copies_of(rows: Iterable[Any]) -> list[Any]:
    """Their history: as they stood before."""
    return [copy for row in rows for copy in row.events.all()]


def _others_in(person: Somebody, rows: list[Any]) -> list[Any]:
    """Everybody else of the file: main persons, circle, and who applied."""
    case: Case = person.case
    referrer = getattr(case, "referrer", None)
    everybody = [*case.main_persons.all(), *case.circle.all(), *([referrer] if referrer else [])]
    return [each for each in everybody if each not in rows]


def who_goes(person: Somebody, also: str = "") -> tuple[Naming, Taken]:
    """How a text may name this person, by any name that the file had for them or that somebody added, and what goes
    with them for `ekc.retention.one_person`."""
    rows = rows_of_person(person)
    others, them_ever = _others_in(person, rows), [*rows, *_copies_of(rows)]
    reached = {
        column: {getattr(each, column) for each in them_ever} - {getattr(each, column) for each in others}
        for column in ("phone", "email")
    }
    naming = Naming.of(
        [*(each.name for each in them_ever), *also.split(",")],
        [each.name for each in others],
        reached["phone"],
        reached["email"],
        called=called_of(person),
    )
    theirs = frozenset(
        (each._meta.db_table, column, str(getattr(each, column, "")))
        for each in others
        for column in CALLED_AND_REACHED
    )

    def is_of_another(table: str, column: str, text: str) -> bool:
        return (table, column, text) in theirs

    more: dict[type[models.Model], list[int]] = {}
    if isinstance(person, MainPerson):
        more[MainPersonChange] = _changes_of(person, naming)
    mails = frozenset(reached["email"] - {""})
    return naming, Taken(person.case_id, rows, mails, naming.says, is_of_another, more)


def _changes_of(person: MainPerson, naming: Naming) -> list[int]:
    """What was put right of a main person stands under the name alone, with the day of birth as it was."""
    return [each.pk for each in person.case.main_person_changes.all() if naming.says(each.name)]
