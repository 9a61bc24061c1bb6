"""Mail that belongs to an act: saved with it, sent after it, once (design 4.3, R102)."""

import hashlib
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ekc.claims import (
    RUN_FOR,
    claim_batches,
    end_after_fault,
    end_claims,
    refuse_lost,
    still_mine,
    wake_worker_after_commit,
)
from ekc.request_number import HEADER, current_number, numbered

from ..codes import MessageState
from ..models import Message
from ..retries import next_try
from ..signals import mail_accepted, mail_not_delivered
from .again import page_in, settle_replaced
from .error_words import Fault, NoAddress, fault_of_sending, frames_of
from .handed_over import NotKnownYet, note_accepted, was_accepted

logger = logging.getLogger(__name__)

_gathering: ContextVar[list[Message] | None] = ContextVar("_gathering", default=None)
SLICE = 1.0
"""Seconds after which mails that were handed over are marked, and let go."""


def queue_message(
    *,
    key: str,
    to: str,
    subject: str,
    body: str,
    case_number: str = "",
    region_id: int | None = None,
    about: Any = None,
    page: str | None = None,
    climbed: bool = False,
) -> None:
    """Put a mail in the outbox within the running transaction; it leaves after commit, once per `key`.

    `subject` and `body` hold nothing of the case: they say that something is waiting, and where. A second call
    with the same `key` does nothing, also when the first mail was cancelled or failed. When the transaction
    is rolled back there is no mail. An empty `to` is not refused here: it ends on the failure list, where
    the regional manager sees who was not reached. `climbed`: whom it was for is gone, and `to` is somebody else.
    `about` is the row that the mail is about: needed for a personal link (`ekc.links`), and it lets the mail follow
    whose address was put right. `page` is the address of the page behind the login that `body` leads to, where the
    caller knows it; otherwise it is looked for.
    """
    message = Message(
        key=key,
        to=to,
        subject=" ".join(subject.split()),
        body=body,
        page=page_in(body, about) if page is None else page,
        **_about(about),
        case_number=case_number,
        region_id=region_id,
        climbed=climbed,
        request_number=current_number(),
        next_try_at=timezone.now(),
    )
    gathering = _gathering.get()
    if gathering is None:
        _save([message])
    else:
        gathering.append(message)


def _save(messages: list[Message]) -> None:
    # The constraint decides, so that two requests at once make one mail.
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    wake_worker_after_commit(Message)


@contextmanager
def gathered_messages() -> Iterator[None]:
    """What is queued in here is saved at the end, in one statement; nothing where an error leaves it."""
    gathering: list[Message] = []
    token = _gathering.set(gathering)
    try:
        yield
    finally:
        _gathering.reset(token)
    if gathering:
        _save(gathering)


def _about(row: Any) -> dict[str, Any]:
    return {"about_kind": row._meta.label_lower, "about_id": row.pk} if row is not None else {}


def settle_climbed(case_number: str) -> None:
    """Somebody acted on this case: that a notice of it went to somebody else is known now."""
    Message.objects.filter(case_number=case_number, climbed=True).update(climbed=False)


def message_id(key: str) -> str:
    """The Message-ID of the mail with this key: the same at each attempt, so that a second copy is known as one."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:40]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{digest}@{domain}>"


def send_messages() -> int:
    """Send every mail that may leave, and return how many left. Safe to run in many workers at once.

    Mails are claimed in a short transaction of its own, many at once, and sent after that over one connection. While
    one is being sent its row is locked, so nobody cancels or sends it meanwhile; a worker that dies lets go of the
    lock, and the mail comes back after the lease. That the server has it is noted beside the database
    (`handed_over.py`) and then marked in it; a mail that comes back with a note is marked and not sent. What a worker
    dies of between the server's answer and the note goes again with the same Message-ID. When the server itself is
    away, or nobody knows whether a mail was handed over, the run stops and the others wait; what is new goes first.
    """
    sent = 0
    until = time.monotonic() + RUN_FOR.total_seconds()
    for batch in claim_batches(Message.objects.all()):
        with _Server() as server:
            while batch and not server.stops_here and time.monotonic() < until:
                sent += _send_some(batch, server)
        if batch or server.stops_here:
            _give_back(batch)
            break
    return sent


class _Server:
    """The mail server, with one connection until something goes wrong on it. `stops_here`: no more in this run."""

    def __init__(self) -> None:
        self.stops_here = False
        self._connection: Any = None

    def __enter__(self) -> "_Server":
        return self

    def __exit__(self, *_: object) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            # What it took is taken, however it says goodbye.
            with suppress(Exception):
                connection.close()

    def take(self, message: Message) -> None:
        """Hand a mail over. After an error the next one gets a fresh connection."""
        try:
            if self._connection is None:
                self._connection = get_connection()
                self._connection.open()
            _mail_of(message, self._connection).send()
        except Exception:
            self.__exit__()
            raise


def _send_some(batch: list[Message], server: _Server) -> int:
    """Send the first mails of a claimed batch and take them out of it; returns how many left.

    Those are locked until they are marked, so it is a moment's work: what people change meanwhile waits for it.
    """
    faults: list[tuple[Message, Exception]] = []
    accepted: list[Message] = []
    end = time.monotonic() + SLICE
    with transaction.atomic():
        mine = set(still_mine(*batch).select_for_update().values_list("pk", flat=True))
        while batch and not server.stops_here and time.monotonic() < end:
            message = batch.pop(0)
            if message.pk not in mine:
                continue
            try:
                with numbered(message.request_number):
                    is_noted = _hand_over(message, server)
            except NotKnownYet:
                _hold_back(message)
                server.stops_here = True
                continue
            except Exception as error:
                faults.append((message, error))
                server.stops_here = fault_of_sending(error).is_everywhere
                continue
            accepted.append(message)
            if not is_noted:
                break
        _mark(accepted)
    for message, wrong in faults:
        # Without the message of the error: a mail server's answer holds the address.
        with numbered(message.request_number):
            logger.warning("message %s: %s\n%s", message.pk, type(wrong).__name__, frames_of(wrong))
        _fail(message, fault_of_sending(wrong))
    return len(accepted)


def _hand_over(message: Message, server: _Server) -> bool:
    """Give one mail to the server, where it does not have it yet; says whether that is noted."""
    if was_accepted(message):
        return True
    refuse_lost(message)
    if not message.to:
        raise NoAddress
    server.take(message)
    return note_accepted(message)


def _hold_back(message: Message) -> None:
    """As the worker left it that is gone: whoever asks again at the next tick, asks about the same claim."""
    end_claims([message], MessageState.CLAIMED, claimed_at=message.lost_claim_at, attempts=F("attempts") - 1)


def _mark(accepted: list[Message]) -> None:
    if not accepted:
        return
    end_claims(accepted, MessageState.SENT, sent_at=timezone.now(), last_error="")
    for message in accepted:
        settle_replaced(message)
        mail_accepted.send(sender=Message, message=message)


def _give_back(batch: list[Message]) -> None:
    """What was claimed and not tried, because the run ends, waits as it did."""
    if batch:
        end_claims(batch, MessageState.WAITING, attempts=F("attempts") - 1)


def _mail_of(message: Message, connection: Any) -> EmailMessage:
    headers = {
        "Message-ID": message_id(message.key),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office replies
    }
    if message.request_number:
        headers[HEADER] = message.request_number
    # What cannot be delivered comes back to the envelope's sender, where `manage.py read_bounces` reads it.
    sender = settings.EKC_BOUNCE_EMAIL or settings.DEFAULT_FROM_EMAIL
    headers["From"] = settings.DEFAULT_FROM_EMAIL
    return EmailMessage(
        message.subject, message.body, from_email=sender, to=[message.to], headers=headers, connection=connection
    )


def _fail(message: Message, fault: Fault) -> None:
    """Write down what went wrong, and when it is tried again, if it is."""
    again_at = None if fault.is_permanent else next_try(message.attempts)
    if end_after_fault(message, again_at, last_error=fault.reason[:200]):
        mail_not_delivered.send(sender=Message, message=message, reason=fault.reason)
