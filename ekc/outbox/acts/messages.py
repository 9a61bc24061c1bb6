"""Mail that belongs to an act: saved with it, sent after it, once (design 4.3, R102)."""

import hashlib
import logging
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from ekc.claims import claim_each, end_after_fault, end_claim, refuse_lost, still_mine, wake_worker_after_commit

from ..codes import MessageState
from ..models import Message
from ..retries import next_try
from ..signals import mail_accepted, mail_not_delivered
from .again import page_in, settle_replaced
from .error_words import Fault, NoAddress, fault_of_sending, frames_of

logger = logging.getLogger(__name__)


def queue_message(
    *,
    key: str,
    to: str,
    subject: str,
    body: str,
    case_number: str = "",
    region_id: int | None = None,
    about: Any = None,
    climbed: bool = False,
) -> None:
    """Put a mail in the outbox within the running transaction; it leaves after commit, once per `key`.

    `subject` and `body` hold nothing of the case: they say that something is waiting, and where. A second call
    with the same `key` does nothing, also when the first mail was cancelled or failed. When the transaction
    is rolled back there is no mail. An empty `to` is not refused here: it ends on the failure list, where
    the regional manager sees who was not reached. `climbed`: whom it was for is gone, and `to` is somebody else.
    `about` is the row that the mail is about: needed for a personal link (`ekc.links`), and it lets the mail follow
    whose address was put right.
    """
    message = Message(
        key=key,
        to=to,
        subject=" ".join(subject.split()),
        body=body,
        page=page_in(body, about),
        **_about(about),
        case_number=case_number,
        region_id=region_id,
        climbed=climbed,
        next_try_at=timezone.now(),
    )
    # The constraint decides, so that two requests at once make one mail.
    Message.objects.bulk_create([message], ignore_conflicts=True)
    wake_worker_after_commit(Message)


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

    Each mail is claimed in a short transaction of its own and sent after that. While it is being sent its row is
    locked, so nobody cancels or sends it meanwhile; a worker that dies lets go of the lock, and the mail
    comes back after the lease. Between "the server has it" and "marked as sent" lies an instant in which
    a worker can die: then it is sent again with the same Message-ID. When the server itself is away the
    run stops and the others wait.
    """
    sent = 0
    for message in claim_each(Message.objects.all()):
        try:
            sent += _send(message)
        except Exception as error:
            # Without the message of the error: a mail server's answer holds the address.
            logger.warning("message %s: %s\n%s", message.pk, type(error).__name__, frames_of(error))
            fault = fault_of_sending(error)
            _fail(message, fault)
            if fault.is_everywhere:
                break
    return sent


def _send(message: Message) -> bool:
    """Send one claimed mail and mark it; False when it was cancelled or taken over since it was claimed."""
    refuse_lost(message)
    if not message.to:
        raise NoAddress
    with transaction.atomic():
        if not still_mine(message).select_for_update().exists():
            return False
        _mail_of(message).send()
        end_claim(message, MessageState.SENT, sent_at=timezone.now(), last_error="")
        settle_replaced(message)
        mail_accepted.send(sender=Message, message=message)
    return True


def _mail_of(message: Message) -> EmailMessage:
    headers = {
        "Message-ID": message_id(message.key),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office replies
    }
    # What cannot be delivered comes back to the envelope's sender, where `manage.py read_bounces` reads it.
    sender = settings.EKC_BOUNCE_EMAIL or settings.DEFAULT_FROM_EMAIL
    headers["From"] = settings.DEFAULT_FROM_EMAIL
    return EmailMessage(message.subject, message.body, from_email=sender, to=[message.to], headers=headers)


def _fail(message: Message, fault: Fault) -> None:
    """Write down what went wrong, and when it is tried again, if it is."""
    again_at = None if fault.is_permanent else next_try(message.attempts)
    if end_after_fault(message, again_at, last_error=fault.reason[:200]):
        mail_not_delivered.send(sender=Message, message=message, reason=fault.reason)
