"""The family's own evaluation: the program only remembers that it was (domain.md 3.3)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import CaseOutcome
from cases.locks import lock_case
from cases.models import Case
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..models import FamilyEvaluation
from .stalled import hold_review


@transaction.atomic
def record_evaluation(case: Case, *, held_on: dt.date, by: str, result: str) -> FamilyEvaluation:
    """Write down that the family came together; a facilitated meeting that was to come, is it. By the family itself
    also after closing.

    Raises Refusal on a day to come or before the conference, and for a day that is there already.
    """
    case = lock_case(case)
    if held_on > local_today():
        raise Refusal(_("Deze datum is nog niet geweest."), at="held_on")
    held = case.conferences.exclude(held_on=None).order_by("-sequence").values_list("held_on", flat=True).first()
    if case.outcome == CaseOutcome.PLAN_WITHOUT_MEETING:
        held = held or held_on
    if held is None or held_on < held:
        raise Refusal(_("Een evaluatie kan pas na de conferentie. Kijk de datum na."), at="held_on")
    if FamilyEvaluation.objects.filter(case=case, held_on=held_on).exists():
        raise Refusal(_("Van deze dag staat er al dat de familie bij elkaar kwam. Kijk de datum na."), at="held_on")
    review = FamilyEvaluation.objects.filter(case=case, contract__isnull=False, held_on=None).first()
    if review is not None:
        return hold_review(review, held_on=held_on, by=by, result=result)
    return FamilyEvaluation.objects.create(case=case, held_on=held_on, by=by, result=result)
