"""Mail follows the person: after an address was put right, and after a file went to another region."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ekc.addresses import mail_key
from ekc.links import LINKS, kind_of, may_be_sent, why_closed, withdraw_link
from ekc.refusal import Refusal

from ..codes import MISSED_MESSAGE_STATES, MessageState
from ..models import Message
from .again import is_of_use, row_of, send_again

ACCOUNT = "accounts.user"


@transaction.atomic
def follow_address(somebody: Any, *, case_number: str, old: str, new: str) -> int:
    """Send what went to `old` of this person again to `new`; returns how many mails.

    Of several mails about one row only the newest goes. Links to the old address die by the rule of `ekc.links` as
    soon as the address has changed; without a new address nothing is sent, and what was still waiting has failed.
    """
    if mail_key(old) == mail_key(new):
        return 0
    sent = 0
    # Who had no address for a while gets what went to the one before.
    went = _living(case_number).filter(to__iexact=old) if old else _living(case_number).exclude(to__iexact=new)
    for message in _newest(message for message in went if _is_of(message, somebody, old)):
        row = row_of(message)
        if not new:
            _fail(message)
            if row is not None and kind_of(row).readdress:
                # Its own address is all that it knows of whom it is for.
                withdraw_link(row)
            continue
        if row is not None and (change := kind_of(row).readdress):
            change(row, new)
        if is_of_use(message):
            send_again(message, to=new)
            sent += 1
        else:
            _let_lapse(message)
    return sent


@transaction.atomic
def follow_account(user: Any, *, old: str) -> None:
    """What did not reach the old address of an account goes to the new one; what was read there does not.

    Nobody who has yet to choose a password read the link to do so: it goes again, whatever became of it.
    """
    mails = Message.objects.not_sent_again().filter(to__iexact=old).exclude(state=MessageState.CANCELLED)
    missed = mails.filter(about_kind="", state__in=sorted(MISSED_MESSAGE_STATES))
    for message in missed.order_by("pk"):
        send_again(message, to=user.email)
    link = mails.filter(about_kind=ACCOUNT, about_id=user.pk).order_by("-pk").first()
    if link is not None and not user.has_usable_password() and user.is_active:
        send_again(link, to=user.email)


@transaction.atomic
def renew_mailed_links(case_number: str) -> int:
    """A file has gone to another region: every link that was mailed is mailed anew, for the one before is dead."""
    sent = 0
    for message in _newest(_living(case_number).filter(about_kind__in=LINKS.names())):
        row = row_of(message)
        if row is None or not getattr(row, "link_to", "") or not may_be_sent(row):
            continue
        if to := kind_of(row).address(row):
            send_again(message, to=to)
            sent += 1
    return sent


@transaction.atomic
def let_closed_lapse(case_number: str, *, keys: Iterable[str] = ()) -> int:
    """What still waits and leads to a link that does not open, or has one of these keys, does not leave: how many."""
    waiting = Message.objects.filter(case_number=case_number, state=MessageState.WAITING)
    closed = [each for each in waiting.filter(about_kind__in=LINKS.names()) if _leads_nowhere(each)]
    for message in [*closed, *waiting.filter(key__in=list(keys))]:
        _let_lapse(message)
    return len(closed)


def _leads_nowhere(message: Message) -> bool:
    row = row_of(message)
    return row is None or bool(why_closed(row))


def mail_link_again(row: Any, *, case_number: str) -> str:
    """Mail a fresh link to whom this row is for, in the words of the newest mail about it; returns the address.

    Raises Refusal when nothing was mailed before, and when there is no address.
    """
    message = next(iter(_newest(_mails_about(row, case_number))), None)
    to = kind_of(row).address(row)
    if message is None or not to:
        raise Refusal(_("Hier is geen mailadres van bekend. Geef de link op een andere manier."))
    send_again(message, to=to)
    return to


def was_mailed(row: Any, *, case_number: str) -> bool:
    """Whether a mail about this row was queued before, whatever became of it."""
    return bool(_mails_about(row, case_number).exists())


def _living(case_number: str) -> Any:
    """What is about a row, was not sent again yet, and nobody decided to let lapse."""
    mails = Message.objects.not_sent_again().filter(case_number=case_number).exclude(about_kind="")
    return mails.exclude(state=MessageState.CANCELLED)


def _mails_about(row: Any, case_number: str) -> Any:
    about = {"about_kind": row._meta.label_lower, "about_id": row.pk}
    return Message.objects.not_sent_again().filter(case_number=case_number, **about)


def _newest(messages: Iterable[Message]) -> Iterator[Message]:
    """The newest of all mails about one row that has a link, and each mail about anything else; oldest first.

    What stood before it and still waits does not leave.
    """
    known: dict[tuple[str, int | None, str], Message] = {}
    for message in sorted(messages, key=lambda each: each.pk):
        each = "" if message.about_kind in LINKS else message.key
        if before := known.get((message.about_kind, message.about_id, each)):
            _let_lapse(before)
        known[message.about_kind, message.about_id, each] = message
    yield from known.values()


def _fail(message: Message) -> None:
    """It can go nowhere now: it stands on the failure list until there is an address again."""
    reason = _("Het e-mailadres is weggehaald. Vul een ander adres in.")
    waiting = Message.objects.filter(pk=message.pk, state=MessageState.WAITING)
    waiting.update(state=MessageState.FAILED, last_error=reason)


def _let_lapse(message: Message) -> None:
    """What still waits for a link that is dead, or an address that is wrong, does not leave."""
    Message.objects.filter(pk=message.pk, state=MessageState.WAITING).update(state=MessageState.CANCELLED)


def _is_of(message: Message, somebody: Any, old: str) -> bool:
    row = row_of(message)
    if row is None:
        return bool(message.about_kind == somebody._meta.label_lower and message.about_id == somebody.pk)
    kind = kind_of(row)
    if kind.belongs is not None:
        return kind.belongs(row, somebody, old)
    return _is_among(somebody, kind.hangs_on(row))


def _is_among(somebody: Any, things: Iterable[Any]) -> bool:
    return any(type(thing) is type(somebody) and thing.pk == somebody.pk for thing in things)
