"""The personal link of an invitation: the same in mail, letter and reminder, and only its hash to look up.

The token is made from a random key in the row and the secret of the house, so that who reads the database cannot
make it. It is short enough to type over from paper.
"""

import datetime as dt
import re

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from conferences.codes import OVER_STATES, ConferenceState
from conferences.models import Invitation
from ekc.dates import local_today
from ekc.links import hash_token, new_token

# Crockford's base 32: no I, L, O and U.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
CODE_LENGTH = 16
_PURPOSE = "conferences.invitation"
LINK_FIELDS = ("link_key", "token_hash")


def give_link(invitation: Invitation) -> Invitation:
    """Give an unsaved or locked invitation a link of its own; an old one dies."""
    invitation.link_key = new_token()
    invitation.token_hash = hash_token(token_of(invitation))
    return invitation


def ensure_link(invitation: Invitation) -> bool:
    """Give a locked invitation a link if it has none, or one that cannot be made again since the secret changed.

    Says whether it did; the caller saves LINK_FIELDS.
    """
    if invitation.link_key and invitation.token_hash == hash_token(token_of(invitation)):
        return False
    give_link(invitation)
    return True


def token_of(invitation: Invitation) -> str:
    """Sixteen characters (80 bits) that nobody can guess."""
    digest = salted_hmac(_PURPOSE, invitation.link_key, algorithm="sha256").digest()
    number = int.from_bytes(digest[:10], "big")
    return "".join(_ALPHABET[number >> (5 * place) & 31] for place in reversed(range(CODE_LENGTH)))


def grouped(token: str) -> str:
    return "-".join(token[start : start + 4] for start in range(0, len(token), 4))


def link_of(invitation: Invitation) -> str:
    """The full address of the personal page."""
    path = reverse("conferences:invitation", args=[grouped(token_of(invitation))])
    return str(settings.EKC_BASE_URL).rstrip("/") + path


def find_invitation(token: str) -> Invitation | None:
    """The invitation of a link, also typed over with other dashes or capitals.

    None for a token that is unknown, whose day is over, or whose person was set aside.
    """
    typed = re.sub(r"[\s\-–]", "", token).upper().translate(_LOOKALIKES)
    found: Invitation | None = (
        Invitation.objects.select_related("conference__case__region", "person", "main_person", "referrer")
        .filter(token_hash=hash_token(typed))
        .exclude(token_hash="")
        .first()
    )
    if found is None or not found.still_counts or is_over(found):
        return None
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
