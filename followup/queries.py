"""Reads of calls and interviews."""

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cases.codes import CaseOutcome
from cases.models import Case
from ekc.dutch import long_date
from plans.models import Agreement
from plans.queries import plan_of, version_in_force

from .codes import WITH_THE_FAMILY, CallKind, CallState
from .models import AgreementResult, Call

TO_ASK_ABOUT = frozenset({CaseOutcome.CONFERENCE_HELD, CaseOutcome.PLAN_WITHOUT_MEETING, CaseOutcome.BROKEN_OFF})


def calls_of(case: Case, *, with_experience: bool) -> list[Call]:
    """The calls of a case whose conference took place; before that there is nothing to call about.

    `with_experience`: also what the professional told the regional manager, which is not the coordinator's.
    """
    if case.outcome not in TO_ASK_ABOUT:
        return []
    calls = case.calls.select_related("by").order_by("due_on", "pk")
    return list(calls if with_experience else calls.exclude(kind=CallKind.EXPERIENCE))


def agreements_of(call: Call) -> list[Agreement]:
    """The agreements of the newest version of the plan, with `told_reason`: what was said of it in this call.

    After a month only those that make it good again. None for an imported plan.
    """
    plan = plan_of(call.case)
    version = version_in_force(plan) if plan else None
    if version is None:
        return []
    told = AgreementResult.objects.filter(call=call, agreement=OuterRef("pk")).values("reason")
    asked = version.agreements.prefetch_related("reports__person", "reports__main_person")
    if call.kind == CallKind.ONE_MONTH:
        asked = asked.exclude(restitution="")
    return list(asked.annotate(told_reason=Coalesce(Subquery(told), Value(""))))


def due_calls_in_words(case: Case) -> list[str]:
    """The calls with the family that are still to be made, each with its date, for who moves the date."""
    due = Call.objects.filter(case=case, state=CallState.DUE, kind__in=WITH_THE_FAMILY).order_by("due_on")
    return [
        _("%(call)s: %(day)s") % {"call": str(CallKind(call.kind).label).lower(), "day": long_date(call.due_on)}
        for call in due
    ]
