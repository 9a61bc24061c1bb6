"""The first sides and parties of a case, as who applied told them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cases.codes import SIDES
from cases.models import Case, CirclePerson, MainPerson, Party, PartyMember
from ekc.accounts.models import User
from ekc.names import same_name

from .parties import PartyText, keep_sides_apart


@dataclass
class Named:
    """Whom somebody named, each with a PartyKind, or nothing where it was not said."""

    main_people: list[tuple[MainPerson, str]] = field(default_factory=list)
    people: list[tuple[CirclePerson, str]] = field(default_factory=list)


def begin_sides(case: Case, named: Named, *, by: User | None) -> None:
    """Each who did it, and each who was harmed, gets a side of their own; the others stand with the first of theirs,
    and the first of those is its contact person. The coordinator puts right what is otherwise."""
    firsts: dict[str, Party] = {}
    for person, kind in named.main_people:
        if kind not in SIDES:
            continue
        party = Party.objects.create(case=case, kind=kind, name=_free_name(case, str(person)))
        PartyMember.objects.create(party=party, main_person=person, is_central=True)
        firsts.setdefault(kind, party)
    has_contact: set[str] = set()
    for close, kind in named.people:
        if kind in firsts:
            PartyMember.objects.create(party=firsts[kind], person=close, speaks_for=kind not in has_contact)
            has_contact.add(kind)
    keep_sides_apart(case, by=by)


def _free_name(case: Case, name: str) -> str:
    taken = {same_name(each) for each in case.parties.values_list("name", flat=True)}
    number, found = 1, _("%(name)s en wie erbij hoort") % {"name": name[:90]}
    whole = found
    while same_name(whole) in taken:
        number += 1
        whole = f"{found} ({number})"
    return whole


def begin_groups(case: Case, parties: Iterable[PartyText], *, by: User | None) -> dict[str, Party]:
    """The parties of an Alle Hens, each by its `same_name`; fewer than two is for the coordinator to complete. A name
    that is spelled in two ways is one party."""
    found: dict[str, Party] = {}
    for text in parties:
        key = same_name(text.name)
        if text.name.strip() and key not in found:
            found[key] = Party.objects.create(
                case=case, name=text.name.strip(), size=text.size, is_professional=text.is_professional
            )
    return found
