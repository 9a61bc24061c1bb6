"""Which contact bans stand between people of a case."""

from collections.abc import Collection

from django.db.models import Q

from cases.models import Case, CirclePerson, ContactBan, MainPerson
from cases.queries import open_bans


def contact_bans_between(
    case: Case, *, people: Collection[int | None], main_people: Collection[int] = ()
) -> list[ContactBan]:
    """The bans that hold today and of which both sides are among these ids of circle and main persons."""
    found = open_bans(case).filter(person__in=[pk for pk in people if pk is not None])
    return list(found.filter(Q(other__in=[pk for pk in people if pk]) | Q(other_main__in=main_people)))


def _pk_of(person: CirclePerson | MainPerson | None) -> set[int]:
    return set() if person is None else {person.pk}
