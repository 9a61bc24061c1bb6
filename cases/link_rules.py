"""Which people and files end every personal link that hangs on them (`ekc.links`); asked at each request."""

from typing import Any

from django.db.models import Q

from ekc.links import kind_of

from .codes import ConsentPurpose
from .consented import is_refused
from .models import ConsentLink
from .queries import ever_had_bans, open_bans, stopped_reading
from .querysets import undecided_ban


def is_set_aside(person: Any, _row: Any) -> bool:
    return bool(person.excluded_by)


def has_left(person: Any, row: Any) -> bool:
    """A main person without whom a conference goes on: who denies what they did, or takes no part any more. By their
    own link about consent they can change their mind."""
    return person.left_on is not None and not isinstance(row, ConsentLink)


def is_merged(person: Any, _row: Any) -> bool:
    return person.is_double


def is_banned(person: Any, _row: Any) -> bool:
    """Somebody of the circle under a contact ban, unless it was decided that both may come.

    Behind a link stand the day, the place or the plan: where the other one will be. Until there is a decision that
    holds for both sides; after "not both" for the one whom the ban is about. A main person keeps their own links.
    """
    if not ever_had_bans(person.case):
        return False
    sides = person.memberships.values("party")
    undecided = (Q(other=person) | Q(other_party__in=sides)) & undecided_ban()
    bans = open_bans(person.case).filter(Q(person=person) | Q(party__in=sides) | undecided)
    return bool(bans.exclude(may_both_come=True).exists())


def reads_no_more(user: Any, row: Any) -> bool:
    """Whether the access of this professional to the case of the link has ended (docs/adr/0055)."""
    case = kind_of(row).case(row)
    return case is not None and stopped_reading(case, user.pk)


def is_not_shared(referrer: Any, _row: Any) -> bool:
    """Who applied, and with whom the family shares no more."""
    return is_refused(referrer.case, ConsentPurpose.REFERRER)
