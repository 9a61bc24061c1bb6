"""Contact bans where people are invited: the one place in which inviting asks about them (domain.md 3.3, safety)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from cases.models import CirclePerson, ContactBan, MainPerson, PartyMember
from cases.preparation.acts.safety import check_invited_together
from cases.preparation.reads.safety import contact_bans_between
from conferences.codes import STAYS_AWAY_ANSWERS
from conferences.models import Conference

Somebody = CirclePerson | MainPerson


def check_bans(
    conference: Conference, *, person: CirclePerson | None = None, main_person: MainPerson | None = None
) -> None:
    """Refuse to bring two people under a contact ban together without a recorded decision: Refusal names them both."""
    people, main_people = _still_invited(conference.invitations.all())
    check_invited_together(
        conference.case, person=person, main_person=main_person, with_people=people, with_main_people=main_people
    )


def bans_of_the_day(conference: Conference) -> list[ContactBan]:
    """Bans of which it was decided that both do not come, while both are invited and nobody said to stay away."""
    invited = conference.invitations.exclude(answer__in=STAYS_AWAY_ANSWERS)
    people, main_people = _still_invited(invited)
    bans = contact_bans_between(conference.case, people=people, main_people=main_people)
    return [ban for ban in bans if ban.is_decided and not ban.may_both_come]


def _still_invited(invitations: QuerySet[Any]) -> tuple[set[int], set[int]]:
    """The keys of circle and main persons who were invited and still have a part."""
    rows = invitations.filter(referrer=None).select_related("person", "main_person")
    who = [each.invitee for each in rows if each.invitee.takes_part]
    circle, mains = ({each.pk for each in who if isinstance(each, kind)} for kind in (CirclePerson, MainPerson))
    return circle, mains


def pairs_under_a_ban(people: Iterable[Somebody]) -> list[tuple[Somebody, Somebody]]:
    """Each two of `people` who may not meet and for whom it is not decided that both come, once; a ban between two
    sides is one between everybody of `people` on them. A fixed number of queries."""
    known = list(people)
    if not known:
        return []
    bans = contact_bans_between(
        known[0].case,
        people={each.pk for each in known if isinstance(each, CirclePerson)},
        main_people={each.pk for each in known if isinstance(each, MainPerson)},
    )
    found: list[tuple[Somebody, Somebody]] = []
    sides = _sides_of(known) if any(ban.party_id for ban in bans) else {}
    for ban in bans:
        if ban.may_both_come:
            continue
        if ban.party is None:
            found.append((ban.person, ban.other_one))
        else:
            found += [
                (one, other) for one in sides.get(ban.party_id, []) for other in sides.get(ban.other_party_id, [])
            ]
    return found


def _sides_of(people: list[Somebody]) -> dict[int, list[Somebody]]:
    """These people by the side they are on."""
    found: dict[int, list[Somebody]] = {}
    known = {(type(each), each.pk): each for each in people}
    for member in PartyMember.objects.filter(party__case=people[0].case).select_related("person", "main_person"):
        who = known.get((type(member.who), member.who.pk))
        if who is not None:
            found.setdefault(member.party_id, []).append(who)
    return found
