"""A mail once more: to an address that was put right, or after it failed. Its link is fresh; the old one is dead."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from ekc.claims import wake_worker_after_commit
from ekc.links import LINKS, full_address, is_personal, kind_of, may_be_sent, renew_link
from ekc.request_number import current_number

from ..codes import MessageState
from ..models import LINK_HERE, Message

_LINK = re.compile(r"https?://\S+")


class LinkWithoutRow(TypeError):
    """A mail with a personal link that does not say of which row: it could never be sent again."""


def page_in(body: str, about: Any) -> str:
    """The page behind the login that this text leads to; empty without one, and for a personal link."""
    found = _LINK.search(body)
    if found is None:
        return ""
    path = urlsplit(found[0]).path
    if not is_personal(path):
        return path[:200]
    if about is None or about._meta.label_lower not in LINKS:
        raise LinkWithoutRow(f"{path.strip('/').partition('/')[0]}: say what this mail is about")
    return ""


def row_of(message: Message) -> Any:
    """The row with a personal link that a mail is about; None where it is about none, or that row is gone."""
    if message.about_kind not in LINKS:
        return None
    model = apps.get_model(message.about_kind)
    return model._default_manager.filter(pk=message.about_id).first()


def is_of_use(message: Message) -> bool:
    """Whether sending this mail again would bring somebody something that still holds."""
    row = row_of(message)
    if row is not None:
        return may_be_sent(row)
    return message.about_kind not in LINKS


def address_today(message: Message) -> str:
    """Where this mail goes now: to whom its row is for, else where it went before."""
    row = row_of(message)
    return (kind_of(row).address(row) if row is not None else "") or message.to


def body_again(message: Message, *, to: str) -> str:
    """The text with a link that opens: a fresh one, after which the one before is dead."""
    body = _LINK.sub(LINK_HERE, message.body)
    if LINK_HERE not in body:
        return body
    row = row_of(message)
    page = full_address(message.page)
    link = page if row is None else renew_link(row, to=to)
    return body.replace(LINK_HERE, link)


@transaction.atomic
def send_again(message: Message, *, to: str) -> Message:
    """Send a mail to another address, or again to the same. What did not leave to the old address does not any more;
    what failed there stays on the list until the new mail is accepted.
    """
    Message.objects.filter(pk=message.pk, state=MessageState.WAITING).update(state=MessageState.CANCELLED)
    first = message.key.partition(":again:")[0][:100]
    number = Message.objects.filter(key__startswith=f"{first}:again:").count() + 1
    again: Message = Message.objects.create(
        key=f"{first}:again:{number}",
        to=to,
        subject=message.subject,
        body=body_again(message, to=to),
        case_number=message.case_number,
        region_id=message.region_id,
        about_kind=message.about_kind,
        about_id=message.about_id,
        page=message.page,
        replaces=message,
        request_number=current_number(),
        next_try_at=timezone.now(),
    )
    wake_worker_after_commit(Message)
    return again


def settle_replaced(message: Message) -> None:
    """A mail was accepted: what it stands in for needs nobody any more."""
    known = {message.pk}
    before = message.replaces_id
    while before is not None and before not in known:
        known.add(before)
        Message.objects.filter(pk=before, state=MessageState.FAILED).update(state=MessageState.CANCELLED)
        before = Message.objects.filter(pk=before).values_list("replaces_id", flat=True).first()
