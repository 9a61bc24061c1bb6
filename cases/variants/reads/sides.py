"""Where both sides of a herstelconferentie stand."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.codes import PROFESSIONAL_POSITIONS, SIDES, PartyKind, Variant
from cases.models import Case, CirclePerson, MainPerson, Party, PartyMember
from cases.queries import taking_part_in


def sides_of(case: Case) -> list[Party]:
    """All sides with their people, who did it first."""
    found = case.parties.filter(kind__in=SIDES).select_related("agreed_by")
    rows: list[Party] = list(
        found.prefetch_related("members__person", "members__main_person", "members__responsibility_by")
    )
    return sorted(rows, key=lambda party: (SIDES.index(PartyKind(party.kind)), party.pk))


def living_sides(case: Case) -> list[Party]:
    """Those that still have a part."""
    return [party for party in sides_of(case) if not party.is_ended]


def unasked(case: Case) -> list[PartyMember]:
    """Who did it and was not asked yet whether they take responsibility."""
    found = PartyMember.objects.filter(
        party__case=case, party__kind=PartyKind.OFFENDER, is_central=True, responsibility=""
    )
    return list(found.select_related("person", "main_person"))


def why_not_together(case: Case) -> str:
    """Why nobody of a herstelconferentie may be asked to come yet; empty where that may, and for any other kind."""
    if case.variant != Variant.RESTORATIVE:
        return ""
    sides = living_sides(case)
    if {party.kind for party in sides} != {PartyKind.OFFENDER, PartyKind.HARMED}:
        return _("Bij een herstelconferentie nodig je pas uit als duidelijk is wie bij welke kant hoort. Leg dat vast.")
    if waiting := unasked(case):
        return _("Vraag eerst of wie het deed verantwoordelijkheid neemt: %(names)s.") % {
            "names": ", ".join(str(each) for each in waiting)
        }
    if missing := [str(party) for party in sides if party.agreed_on is None]:
        return _("Nog niet elke kant wil meedoen: %(names)s. Schrijf hun pas samen als beide kanten ja zeiden.") % {
            "names": ", ".join(missing)
        }
    return ""


def without_a_side(case: Case) -> list[CirclePerson | MainPerson]:
    """Who takes part and of whom nobody said where they belong; professionals sit in no side."""
    seated = PartyMember.objects.filter(party__case=case)
    people = set(seated.values_list("person_id", flat=True))
    mains = set(seated.values_list("main_person_id", flat=True))
    found: list[CirclePerson | MainPerson] = [
        each for each in case.main_persons.filter(unborn=False) if each.takes_part and each.pk not in mains
    ]
    return found + [
        each for each in taking_part_in(case) if each.pk not in people and each.position not in PROFESSIONAL_POSITIONS
    ]


@dataclass(frozen=True)
class SideCard:
    """One side on the page of both: its people, what was asked and what was agreed."""

    party: Party
    did_it: list[PartyMember]
    contact: list[PartyMember]
    around: list[PartyMember]

    @property
    def is_offender(self) -> bool:
        return self.party.kind == PartyKind.OFFENDER


def cards_of(case: Case) -> list[SideCard]:
    return [
        SideCard(
            party,
            [each for each in party.members.all() if each.is_central],
            [each for each in party.members.all() if each.speaks_for],
            [each for each in party.members.all() if not each.is_central],
        )
        for party in sides_of(case)
    ]
