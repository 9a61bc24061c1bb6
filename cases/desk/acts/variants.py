"""Which kind of conference it is (domain.md 3.6)."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import BEFORE_FIRST_MEETING_STATES, Variant
from cases.locks import lock_case
from cases.models import Case
from ekc.accounts.models import User
from ekc.refusal import Refusal


@transaction.atomic
def choose_variant(case: Case, *, by: User, variant: str) -> Case:
    """Say which kind of conference it becomes. Raises Refusal once the first meeting began, for an unknown
    kind, and for a conference of a family about nobody: only Alle Hens can be without a main person."""
    locked = lock_case(case)
    if variant not in Variant.values:
        raise Refusal(_("Kies een soort conferentie uit de lijst."))
    if locked.state not in BEFORE_FIRST_MEETING_STATES:
        raise Refusal(_("De soort conferentie ligt vast zodra de eerste bijeenkomst is begonnen."))
    if variant != Variant.COMMUNITY and not locked.main_persons.exists():
        raise Refusal(_("Zonder hoofdpersoon kan het alleen een Alle Hens-conferentie zijn."))
    locked.variant = variant
    locked.save(update_fields=["variant"])
    case.variant = variant
    return locked
