"""Advice to a professional who doubts whether a conference fits: with a case or without one."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import Suitability
from cases.models import Case, SuitabilityAdvice
from ekc.accounts.models import Region, User
from ekc.dates import local_today
from ekc.refusal import Refusal


@transaction.atomic
def record_advice(
    *, by: User, region: Region, asked_by: str, doubt: str, advice: str, note: str = "", case: Case | None = None
) -> SuitabilityAdvice:
    """Log what was asked and advised. Raises Refusal without who asked, the doubt, or a coded advice."""
    if not asked_by.strip() or not doubt.strip():
        raise Refusal(_("Schrijf op wie advies vroeg, en waarover."), at=("asked_by", "doubt"))
    if advice not in Suitability.values:
        raise Refusal(_("Kies wat u adviseert."), at="advice")
    made: SuitabilityAdvice = SuitabilityAdvice.objects.create(
        region=case.region if case else region,
        given_by=by,
        given_on=local_today(),
        asked_by=asked_by.strip(),
        doubt=doubt.strip(),
        advice=advice,
        note=note.strip(),
        case=case,
    )
    return made
