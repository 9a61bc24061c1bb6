"""Another term for a class. What is due by it comes on a list that two people look at, so nothing goes at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..models import RetentionClass

MOST_MONTHS = 1_200


@transaction.atomic
def change_term(kept_in: str, *, by: User, months: int) -> RetentionClass:
    """Keep what this class holds for so many months. Raises Refusal below what the law asks, and without a term."""
    locked: RetentionClass = RetentionClass.objects.select_for_update(of=("self",)).get(code=kept_in)
    if locked.months is None:
        raise Refusal(_("Deze klasse heeft geen eigen termijn: %(starts)s.") % {"starts": locked.starts})
    least = max(locked.least_months, 1)
    if not least <= months <= MOST_MONTHS:
        raise Refusal(_("Kies een termijn van %(least)d tot %(most)d maanden.") % {"least": least, "most": MOST_MONTHS})
    locked.months = months
    locked.save(update_fields=["months"])
    return locked
