"""Information that people want to have, and questions for the professionals, collected before the day (3.3)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import WishAnswered, WishKind
from cases.locks import lock_writable
from cases.models import Case, InformationWish
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

WISH_FIELDS = ("kind", "wished_by", "text", "supplier", "is_confirmed", "answered")


@transaction.atomic
def add_wish(case: Case, *, by: User, **fields: Any) -> InformationWish:
    """Write down who wants to know what; `fields` are of WISH_FIELDS. Raises Refusal."""
    case = lock_writable(case)
    wish = InformationWish(case=case)
    return _save(wish, fields)


@transaction.atomic
def change_wish(wish: InformationWish, *, by: User, **fields: Any) -> InformationWish:
    """Say who will supply it, and afterwards whether it was supplied. Raises Refusal."""
    lock_writable(wish.case)
    locked: InformationWish = InformationWish.objects.select_for_update().get(pk=wish.pk)
    return _save(locked, fields)


@transaction.atomic
def share_questions(case: Case, *, by: User) -> int:
    """Show the questions for the professionals to them, so that they can prepare; returns how many are new.

    Who asks is not shown with it (R-05). Raises Refusal when there is nothing new to share.
    """
    case = lock_writable(case)
    waiting = InformationWish.objects.filter(case=case, kind=WishKind.QUESTION, shared_on__isnull=True)
    count = waiting.update(shared_on=local_today())
    if not count:
        raise Refusal(_("Er zijn geen nieuwe vragen om te delen."))
    return count


def _save(wish: InformationWish, fields: dict[str, Any]) -> InformationWish:
    if unknown := set(fields) - set(WISH_FIELDS):
        raise TypeError(f"No wish fields: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(wish, name, value.strip() if isinstance(value, str) else value)
    if not wish.text or not wish.wished_by:
        raise Refusal(_("Schrijf op wie iets wil weten, en wat."), at=("text", "wished_by"))
    if wish.kind not in WishKind.values or wish.answered not in WishAnswered.values:
        raise Refusal(_("Kies uit de lijst."))
    if wish.is_confirmed and not wish.supplier:
        raise Refusal(_("Schrijf op wie heeft toegezegd de informatie te geven."), at="supplier")
    if wish.shared_on and wish.kind != WishKind.QUESTION:
        raise Refusal(_("Deze vraag is al gedeeld met de professional, en blijft dus een vraag."))
    wish.save()
    return wish
