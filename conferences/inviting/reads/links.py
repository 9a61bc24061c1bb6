"""The personal link of an invitation: the same in mail, letter and reminder, and only its hash to look up.

The token is made from a random key in the row and the secret of the house, so that who reads the database cannot
make it. It is short enough to type over from paper.
"""

import datetime as dt
import re
from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from cases.variants.reads.sides import why_not_together
from conferences.codes import OVER_STATES, ConferenceState
from conferences.models import Invitation
from ekc import links
from ekc.dates import local_today
from ekc.links import hash_token, new_token

from .mail_address import mail_address

# Crockford's base 32: no I, L, O and U.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
CODE_LENGTH = 28
LENGTH_BEFORE = 16
"""Of codes that were given before; they open what they opened, until a new one is made."""
_PURPOSE = "conferences.invitation"
OWN_FIELDS = ("link_key",)
LINK_FIELDS = (*links.LINK_FIELDS, *OWN_FIELDS)


def give_link(invitation: Invitation, *, to: str = "") -> Invitation:
    """Give an unsaved or locked invitation a link of its own; an old one dies."""
    links.give_token(invitation, to=to)
    return invitation


def ensure_link(invitation: Invitation, *, to: str = "") -> bool:
    """Give a locked invitation a link if it has none, or one that cannot be made again since the secret changed.

    One that went to another address than `to` is replaced; one that was withdrawn stays so. Says whether it did; the
    caller saves LINK_FIELDS.
    """
    if invitation.withdrawn_at is not None:
        return False
    is_whole = bool(invitation.link_key) and invitation.token_hash == hash_token(token_of(invitation))
    mark = links.address_mark(to)
    is_elsewhere = bool(invitation.link_to and mark) and invitation.link_to != mark
    if is_whole and not is_elsewhere:
        if mark:
            links.mark_mailed(invitation, to)
        return False
    give_link(invitation, to=to)
    return True


def _make(invitation: Invitation) -> str:
    invitation.link_key = new_token()
    return token_of(invitation)


def link_kind(*, renewed: Callable[[Invitation], None]) -> links.LinkKind:
    return links.LinkKind(
        model=Invitation,
        routes=("conferences:invitation", "conferences:invitation_calendar"),
        hangs_on=_hangs_on,
        case=lambda row: row.conference.case,
        address=mail_address,
        over=lambda row: links.Closed.OVER if is_over(row) else "",
        held=lambda row: why_not_together(row.conference.case),
        language=lambda row: row.language,
        rows=lambda: Invitation.objects.select_related(
            "conference__case__region", "person", "main_person", "referrer__user"
        ),
        make=_make,
        own_fields=OWN_FIELDS,
        shown=grouped,
        read=_typed,
        renewed=renewed,
        perm="invitation.change",
        what=_("een uitnodiging"),
        back=lambda row: reverse("conferences:invitations", args=[row.case_number]),
    )


def _hangs_on(invitation: Invitation) -> tuple[object, ...]:
    referrer = invitation.referrer
    return (
        *(invitation.person, invitation.main_person, referrer),
        *(referrer.user if referrer else None, invitation.conference.case),
    )


def _typed(token: str) -> str:
    """Also typed over with other dashes or capitals."""
    return re.sub(r"[\s\-–]", "", token).upper().translate(_LOOKALIKES)


def token_of(invitation: Invitation) -> str:
    """28 characters (140 bits) that nobody can guess; for who has a letter with a code of before, that one."""
    before = _code(invitation, LENGTH_BEFORE)
    return before if invitation.token_hash == hash_token(before) else _code(invitation, CODE_LENGTH)


def _code(invitation: Invitation, length: int) -> str:
    digest = salted_hmac(_PURPOSE, invitation.link_key, algorithm="sha256").digest()
    number = int.from_bytes(digest[: length * 5 // 8 + (length * 5 % 8 > 0)], "big")
    return "".join(_ALPHABET[number >> (5 * place) & 31] for place in reversed(range(length)))


def grouped(token: str) -> str:
    return "-".join(token[start : start + 4] for start in range(0, len(token), 4))


def link_of(invitation: Invitation) -> str:
    """The full address of the personal page."""
    return links.address_of(invitation, token_of(invitation))


def find_invitation(token: str) -> Invitation | None:
    """The invitation of a link that opens, also typed over with other dashes or capitals; None for any other."""
    found: Invitation | None = links.opened(Invitation, token)
    return found


def is_over(invitation: Invitation) -> bool:
    """The day of this meeting has passed, or it took place."""
    conference = invitation.conference
    if conference.state in OVER_STATES:
        return True
    day = last_day_of(invitation)
    return day is not None and day < local_today()


def last_day_of(invitation: Invitation) -> dt.date | None:
    start = invitation.conference.planned_start
    return timezone.localdate(start) if start and invitation.conference.state != ConferenceState.POSTPONED else None


def calendar_uid(invitation: Invitation) -> str:
    """The name of this appointment for calendar programs: always the same, and it says nothing."""
    key = f"{invitation.conference_id}:{invitation.pk}"
    return salted_hmac("conferences.inviting.calendar_file", key, algorithm="sha256").hexdigest()[:32]
