"""The family's own evaluation: the program only remembers that it was (domain.md 3.3)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import CaseOutcome
from cases.models import Case
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..models import FamilyEvaluation


@transaction.atomic
def record_evaluation(case: Case, *, held_on: dt.date, by: str, result: str) -> FamilyEvaluation:
    """Write down that the family came together; by the family itself also after closing.

    Raises Refusal on a day to come or before the conference.
    """
    if held_on > local_today():
        raise Refusal(_("Deze datum is nog niet geweest."))
    held = case.conferences.exclude(held_on=None).order_by("-sequence").values_list("held_on", flat=True).first()
    if case.outcome == CaseOutcome.PLAN_WITHOUT_MEETING:
        held = held or held_on
    if held is None or held_on < held:
        raise Refusal(_("Een evaluatie kan pas na de conferentie. Kijk de datum na."))
    return FamilyEvaluation.objects.create(case=case, held_on=held_on, by=by, result=result)
