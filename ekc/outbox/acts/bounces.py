"""Mail that came back: a delivery status notification (RFC 3464) marks the message that it is about."""

import datetime as dt
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekc.addresses import mail_key

from ..codes import MessageState
from ..models import Message
from ..signals import mail_not_delivered
from .messages import message_id

LOOK_BACK = dt.timedelta(days=60)
"""A mail server gives up within days; older mail is not looked through."""
_OUR_ID = re.compile(r"<[0-9a-f]{40}@[^<>\s]+>")


def record_bounce(mail: EmailMessage) -> bool:
    """Mark the message that came back as failed, and tell the floors above; says whether one of ours was found.

    Only a final failure counts: a notice of delay changes nothing. Both the Message-ID and the recipient must be
    ours, so that nobody marks a message without having had it. Safe to repeat.
    """
    found = _message_of(mail)
    if found is None or not _is_final(mail, found.to):
        return False
    reason = _reason(_status(mail))
    with transaction.atomic():
        # What went again to a right address, and was accepted there, needs nobody any more.
        is_settled = found.replaced_by.filter(state=MessageState.SENT).exists()
        state = MessageState.CANCELLED if is_settled else MessageState.FAILED
        changed = Message.objects.filter(pk=found.pk, state=MessageState.SENT).update(
            state=state, sent_at=None, last_error=reason[:200]
        )
        if changed:
            mail_not_delivered.send(sender=Message, message=found, reason=reason)
    return bool(changed)


def _message_of(mail: EmailMessage) -> Message | None:
    ids = set(_OUR_ID.findall(mail.as_string()))
    if not ids:
        return None
    since = timezone.now() - LOOK_BACK
    sent = Message.objects.filter(state=MessageState.SENT, sent_at__gte=since).order_by("-sent_at")
    return next((message for message in sent.iterator() if message_id(message.key) in ids), None)


def _recipients(mail: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a notification that speak of one recipient each."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            yield from (block for block in part.get_payload() if block.get("Final-Recipient"))  # type: ignore[union-attr, misc]


def _is_final(mail: EmailMessage, to: str) -> bool:
    for block in _recipients(mail):
        addresses = {_address(block.get("Final-Recipient", "")), _address(block.get("Original-Recipient", ""))}
        if mail_key(to) in addresses:
            return str(block.get("Action", "")).strip().lower() == "failed"
    return False


def _address(field: str) -> str:
    return mail_key(parseaddr(str(field).partition(";")[2].strip())[1])


def _status(mail: EmailMessage) -> str:
    return next((str(block.get("Status", "")).strip() for block in _recipients(mail)), "")


def _reason(status: str) -> str:
    """The enhanced status code (RFC 3463) in words, without the address and the server's own text."""
    if status.startswith(("5.1.", "5.7.27")):
        return _("De mail kwam terug: dit e-mailadres bestaat niet. Controleer het adres.")
    if status.startswith("5.2.2"):
        return _("De mail kwam terug: het postvak van de ontvanger is vol.")
    return _("De mail kwam terug (code %(status)s).") % {"status": status or "?"}
