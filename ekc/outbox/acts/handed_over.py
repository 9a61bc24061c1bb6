"""Which mails a server accepted that the database does not know of yet: a note beside it, in Valkey.

Between "the server has it" and "marked as sent" a worker can die. Whoever finds its mails after the lease asks here
first, and sends nothing twice. What is kept is a number and a moment. Without Valkey nothing is lost: each mail is then
marked at once, and what little falls in between goes again under its own Message-ID.
"""

import logging
import time

from django.core.cache import cache

from ..models import Message

logger = logging.getLogger(__name__)

# Longer than any lease, and than the broker is ever away.
KEPT_FOR = 7 * 24 * 3600
# After Valkey was away, do not knock again for this long.
PAUSE = 10.0
_away_until = 0.0


def note_accepted(message: Message) -> bool:
    """Write down that the server has this mail, which this worker claimed; False where that could not be done."""
    global _away_until
    if time.monotonic() < _away_until:
        return False
    try:
        cache.set(_note_of(message, message.claimed_at), 1, timeout=KEPT_FOR)
    except Exception as error:  # the clients of redis and valkey each have their own
        _away_until = time.monotonic() + PAUSE
        logger.warning("no cache (%s): each mail is marked at once", type(error).__name__)
        return False
    return True


def was_accepted(message: Message) -> bool:
    """Whether the worker that had this mail before, and is gone, handed it over."""
    if message.lost_claim_at is None:
        return False
    try:
        return cache.get(_note_of(message, message.lost_claim_at)) is not None
    except Exception as error:
        logger.warning("no cache (%s): what was handed over before is not known", type(error).__name__)
        return False


def _note_of(message: Message, claimed_at: object) -> str:
    """Of this claim only: a mail that somebody sends anew has another."""
    return f"handed-over:{message.pk}:{claimed_at:%Y%m%dT%H%M%S.%f}"
