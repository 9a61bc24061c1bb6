"""Reads of calls and interviews."""

from cases.codes import CaseOutcome
from cases.models import Case
from plans.models import Agreement
from plans.queries import current_version, plan_of

from .models import Call


def calls_of(case: Case) -> list[Call]:
    """The calls of a case whose conference took place; before that there is nothing to call about."""
    if case.outcome not in (CaseOutcome.CONFERENCE_HELD, CaseOutcome.PLAN_WITHOUT_MEETING):
        return []
    return list(case.calls.select_related("by").order_by("due_on"))


def agreements_of(case: Case) -> list[Agreement]:
    """The agreements of the newest version of the plan; none for an imported plan."""
    plan = plan_of(case)
    version = current_version(plan) if plan else None
    return list(version.agreements.all()) if version else []
