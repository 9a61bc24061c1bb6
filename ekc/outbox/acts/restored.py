"""A database that came back from a copy: what still waited in it may have left long ago."""

import logging

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekc.claims import claimable

from ..codes import COMING_DUE_STATES, COMING_MESSAGE_STATES, DueState, MessageState
from ..models import DatabasePlace, DueRow, Message

logger = logging.getLogger(__name__)

_IDENTITY = """
SELECT concat_ws(':',
    (SELECT system_identifier FROM pg_control_system()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8),
    (SELECT oid FROM pg_database WHERE datname = current_database()),
    '{table}'::regclass::oid
)
"""
"""Server, its line of time, database, table: one of them is another after a copy was brought back, whichever way."""


def identity() -> str:
    with connection.cursor() as cursor:
        cursor.execute(_IDENTITY.format(table=Message._meta.db_table))
        return str(cursor.fetchone()[0])


def hold_after_restore() -> int:
    """Where this database is not where it last was, hand all that was to leave or happen to a person.

    Returns how many mails and terms those are. They stand on the failure list, to be sent or let go: nobody knows what
    left between the copy and the day it was needed. What is due later waits on. Asked before each run of a worker.
    """
    now = identity()
    known = DatabasePlace.objects.values_list("identity", flat=True).first()
    if known is None:
        DatabasePlace.objects.bulk_create([DatabasePlace(identity=now)], ignore_conflicts=True)
    if known in (None, now):
        return 0
    with transaction.atomic():
        # Of two workers at once one holds; the other waits here for it.
        if not DatabasePlace.objects.filter(identity=known).update(identity=now, since=timezone.now()):
            return 0
        held = _hold()
    logger.error("This database was brought back from a copy: %s mails and terms wait for a person", held)
    return held


def _hold() -> int:
    why = {"claimed_at": None, "last_error": _("Teruggezet uit een reservekopie. Kijk eerst of dit al is gedaan.")}
    mails = Message.objects.filter(state__in=sorted(COMING_MESSAGE_STATES))
    terms = DueRow.objects.filter(state__in=sorted(COMING_DUE_STATES), due_at__lte=timezone.now())
    held: int = mails.update(state=MessageState.FAILED, **why)
    return held + int(terms.update(state=DueState.FAILED, retry_at=None, **why))


def may_leave() -> int:
    """How many mails a worker would send now."""
    return int(claimable(Message.objects.all(), timezone.now()).count())
