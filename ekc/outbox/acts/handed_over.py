"""Which mails a server accepted that the database does not know of yet: a note beside it, in Valkey.

Between "the server has it" and "marked as sent" a worker can die. Whoever finds its mails after the lease asks here
first, and sends nothing twice. What is kept is a number and a moment. Without Valkey nothing is lost: each mail is then
marked at once, and a mail whose worker died waits for Valkey, which may know of it, but not for ever: then it goes
again, under its own Message-ID.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable

from django.core.cache import caches
from django.utils import timezone

from ..models import Message

logger = logging.getLogger(__name__)

# Longer than any lease, and than the broker is ever away.
KEPT_FOR = 7 * 24 * 3600
# After Valkey was away, do not knock again for this long.
PAUSE = 5.0
PATIENCE = dt.timedelta(hours=2)
"""How long a mail waits to hear whether it was handed over: rather late than twice, and rather twice than never."""
_away_until = 0.0


class NotKnownYet(Exception):
    """Whether this mail was handed over stands in a Valkey that does not answer now."""


def note_accepted(message: Message) -> bool:
    """Write down that the server has this mail, which this worker claimed; False where that could not be done."""
    global _away_until
    if time.monotonic() < _away_until:
        return False
    note = _note_of(message, message.claimed_at)
    try:
        _twice(lambda: caches["engine"].set(note, 1, timeout=KEPT_FOR))
    except Exception as error:  # the clients of redis and valkey each have their own
        _away_until = time.monotonic() + PAUSE
        logger.warning("no cache (%s): each mail is marked at once", type(error).__name__)
        return False
    return True


def was_accepted(message: Message) -> bool:
    """Whether the worker that had this mail before, and is gone, handed it over. Raises NotKnownYet."""
    lost = message.lost_claim_at
    if lost is None:
        return False
    try:
        return bool(_twice(lambda: caches["engine"].get(_note_of(message, lost)) is not None))
    except Exception as error:
        logger.warning("no cache (%s): what was handed over before is not known", type(error).__name__)
        if timezone.now() - lost < PATIENCE:
            raise NotKnownYet from error
        return False


def _twice(ask: Callable[[], object]) -> object:
    """A connection that was kept may be of a server that has gone and come back since: the second one is new."""
    try:
        return ask()
    except Exception:
        return ask()


def _note_of(message: Message, claimed_at: object) -> str:
    """Of this claim only: a mail that somebody sends anew has another."""
    return f"handed-over:{message.pk}:{claimed_at:%Y%m%dT%H%M%S.%f}"
