"""In which order the people of the parties speak."""

from cases.codes import PartyKind
from cases.models import Case, PartyMember


def speaking_order(case: Case) -> list[PartyMember]:
    """Who speaks when in the first round, in which everybody tells what happened and what it did to them; without who
    has no part any more, though the seat is kept.

    Numbers that were given come first. Without them, as the field does it: who did it, who was harmed,
    those around who was harmed, those around who did it; groups of Alle Hens one after the other.
    """
    members = PartyMember.objects.filter(party__case=case).select_related("party", "person", "main_person")
    return sorted((each for each in members if each.who.takes_part), key=_place)


def _place(member: PartyMember) -> tuple[int, int, int, int]:
    if member.speaks_at is not None:
        return (0, member.speaks_at, 0, member.pk)
    if member.party.kind == PartyKind.GROUP:
        return (1, member.party_id, 0 if member.is_central else 1, member.pk)
    order = {
        (PartyKind.OFFENDER, True): 1,
        (PartyKind.HARMED, True): 2,
        (PartyKind.HARMED, False): 3,
        (PartyKind.OFFENDER, False): 4,
    }
    return (1, order[PartyKind(member.party.kind), member.is_central], 0, member.pk)
