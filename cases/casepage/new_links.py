"""A new personal link for whom a row is for, by mail where that can; or the end of the one there is."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Case
from ekc.accounts.models import User
from ekc.links import kind_of, may_be_sent, renew_link, withdraw_link
from ekc.outbox.acts import mail_link_again, was_mailed
from ekc.refusal import Refusal


@transaction.atomic
def give_new_link(row: Any, case: Case, *, by: User) -> tuple[str, str]:
    """A fresh link, and the mail address it went to; the one before dies.

    The link itself is returned where it did not go by mail: to hand over in another way. Raises Refusal where it would
    not open.
    """
    locked = _lock(row)
    if held := kind_of(locked).held(locked):
        raise Refusal(held)
    if not may_be_sent(locked):
        raise Refusal(_("Een nieuwe link zou niet opengaan: deze persoon doet niet mee, of het is al voorbij."))
    if was_mailed(locked, case_number=case.number) and kind_of(locked).address(locked):
        return "", mail_link_again(locked, case_number=case.number)
    return renew_link(locked), ""


@transaction.atomic
def end_the_link(row: Any, *, by: User) -> None:
    """The link opens nothing from now on. Raises Refusal when that was so already."""
    locked = _lock(row)
    if locked.withdrawn_at is not None:
        raise Refusal(_("Deze link is al ingetrokken."))
    withdraw_link(locked)


def _lock(row: Any) -> Any:
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
