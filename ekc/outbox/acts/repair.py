"""What a person does with what failed: once more, or let it be (R105)."""

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ekc.accounts.models import User
from ekc.claims import wake_worker_after_commit
from ekc.refusal import Refusal

from ..codes import DueState, MessageState
from ..models import DueRow, Message
from .again import address_today, body_again, is_of_use


def retry_due_row(row: DueRow, *, by: User) -> None:
    """Let a failed row run at the next tick, with all its attempts again. Raises Refusal when it did not fail."""
    _change_failed(row, by, state=DueState.WAITING, attempts=0, retry_at=None, last_error="")


def let_due_row_lapse(row: DueRow, *, by: User) -> None:
    """Decide that a failed row need not happen any more. Raises Refusal when it did not fail."""
    _change_failed(row, by, state=DueState.CANCELLED)


def retry_message(message: Message, *, by: User) -> None:
    """Send a failed mail now, with a fresh link and all its attempts again.

    It goes to the address of today. Raises Refusal when it did not fail, when what it leads to is over, and when it
    was sent again already: a fresh link here would end the one that is on its way.
    """
    with transaction.atomic():
        locked = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
        if locked.state != MessageState.FAILED:
            raise Refusal(_REFUSALS[Message])
        if locked.replaced_by.exclude(state=MessageState.CANCELLED).exists():
            raise Refusal(
                _("Dit bericht is al opnieuw verstuurd. Zodra dat is aangenomen, verdwijnt het hier vanzelf.")
            )
        if not is_of_use(locked):
            raise Refusal(_("Dit bericht heeft geen zin meer: de link erin zou niet meer werken. Laat het vervallen."))
        to = address_today(locked)
        body = body_again(locked, to=to)
        fresh = {"attempts": 0, "next_try_at": timezone.now(), "last_error": "", "to": to, "body": body}
        _change_failed(message, by, state=MessageState.WAITING, **fresh)
        wake_worker_after_commit(Message)


def let_message_lapse(message: Message, *, by: User) -> None:
    """Decide that a failed mail never leaves. Raises Refusal when it did not fail."""
    _change_failed(message, by, state=MessageState.CANCELLED)


_REFUSALS = {
    DueRow: gettext_lazy("Dit is al opgepakt: deze termijn staat niet meer op mislukt."),
    Message: gettext_lazy("Dit is al opgepakt: dit bericht staat niet meer op mislukt."),
}


def _change_failed(row: DueRow | Message, by: User, **changes: object) -> None:
    """One conditional update decides a race between two people, without a lock held for a mail server."""
    kind = type(row)
    with transaction.atomic(), pghistory.context(user=by.pk):
        if not kind.objects.failed().filter(pk=row.pk).update(**changes):
            raise Refusal(_REFUSALS[kind])
