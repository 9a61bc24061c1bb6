"""What the figures lack of the plan of a case."""

from django.utils.translation import gettext as _

from cases.codes import CaseState
from cases.models import Case
from cases.preparation.reads.registration import Missing

from ..models import Plan

FACTS = (
    "plan_agreed",
    "accepted_as_safe",
    "evaluation_agreed",
    "reconvening_agreed",
    "professional_help_requested",
)
"""What is counted of a plan, known as soon as it is established (WESP 2.8.4)."""


def of_the_plan(case: Case) -> list[Missing]:
    """That there is no plan yet that counts, where the family made one; else each fact of it that nobody knows."""
    plan = Plan.objects.filter(case=case).first()
    if case.state == CaseState.HELD_WITHOUT_PLAN or plan is None and case.state != CaseState.HELD_WITH_PLAN:
        return []
    if plan is None or not plan.is_established:
        return [Missing(_("het plan: nog niet vastgesteld"), "plans:plan")]
    unknown = [Plan._meta.get_field(name) for name in FACTS if getattr(plan, name) is None]
    return [Missing(_("plan: %(fact)s") % {"fact": field.verbose_name}, "plans:plan") for field in unknown]
