"""Which contact bans stand between people of a case."""

from collections.abc import Collection

from django.db.models import Q

from cases.codes import Variant
from cases.models import Case, CirclePerson, ContactBan, MainPerson, PartyMember
from cases.queries import open_bans


def contact_bans_between(
    case: Case, *, people: Collection[int | None], main_people: Collection[int] = ()
) -> list[ContactBan]:
    """The bans that hold today and of which both sides are among these ids of circle and main persons."""
    known = [pk for pk in people if pk is not None]
    between = Q(person__in=known) & (Q(other__in=known) | Q(other_main__in=main_people))
    if sides := sides_of_people(case, people=known, main_people=main_people):
        between |= Q(party__in=sides, other_party__in=sides)
    return list(open_bans(case).filter(between))


def sides_of_people(case: Case, *, people: Collection[int], main_people: Collection[int]) -> set[int]:
    """On which sides of a herstelconferentie these people are; nothing for another variant."""
    if case.variant != Variant.RESTORATIVE:
        return set()
    members = PartyMember.objects.filter(party__case=case).filter(Q(person__in=people) | Q(main_person__in=main_people))
    return set(members.values_list("party_id", flat=True))


def _pk_of(person: CirclePerson | MainPerson | None) -> set[int]:
    return set() if person is None else {person.pk}
