"""Where both sides of a herstelconferentie stand."""

from collections.abc import Sequence
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


@dataclass(frozen=True)
class Standing:
    """How far a herstelconferentie is, by its sides with their members; asks the database nothing."""

    sides: Sequence[Party] = ()

    @property
    def living(self) -> list[Party]:
        """Those that still have a part."""
        return [party for party in self.sides if not party.is_ended]

    @property
    def has_both(self) -> bool:
        return {party.kind for party in self.living} == set(SIDES)

    @property
    def did_it(self) -> list[PartyMember]:
        offenders = [party for party in self.sides if party.kind == PartyKind.OFFENDER]
        return [each for party in offenders for each in party.members.all() if each.is_central]

    @property
    def unasked(self) -> list[PartyMember]:
        """Who did it and was not asked yet whether they take responsibility."""
        return sorted((each for each in self.did_it if not each.responsibility), key=lambda each: each.pk)

    @property
    def not_agreed(self) -> list[Party]:
        return [party for party in self.living if party.agreed_on is None]


def standing_of(case: Case) -> Standing:
    return Standing(sides_of(case))


def why_not_together(case: Case) -> str:
    """Why nobody of a herstelconferentie may be asked to come yet; empty where that may, and for any other kind."""
    if case.variant != Variant.RESTORATIVE:
        return ""
    standing = standing_of(case)
    if not standing.has_both:
        return _("Bij een herstelconferentie nodig je pas uit als duidelijk is wie bij welke kant hoort. Leg dat vast.")
    if waiting := standing.unasked:
        return _("Vraag eerst of wie het deed verantwoordelijkheid neemt: %(names)s.") % {
            "names": ", ".join(str(each) for each in waiting)
        }
    if missing := [str(party) for party in standing.not_agreed]:
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


def cards_of(sides: Sequence[Party]) -> list[SideCard]:
    return [
        SideCard(
            party,
            [each for each in party.members.all() if each.is_central],
            [each for each in party.members.all() if each.speaks_for],
            [each for each in party.members.all() if not each.is_central],
        )
        for party in sides
    ]
