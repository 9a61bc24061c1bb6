"""The tab "Nazorg" of the case page."""

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import case_page, fetch_case
from cases.codes import Variant
from cases.models import Case
from cases.workflow import TO_BE_CALLED_STATES
from plans.queries import open_change, plan_of

from ..codes import FORGOTTEN_STATES, OF_COORDINATOR, CallState
from ..models import Call
from ..queries import calls_of, current_agreements
from ..reads.tab import call_rows, rounds_beside, stalls_of


def _is_waited_for(calls: list[Call]) -> bool:
    return any(call.state == CallState.DUE and call.kind in OF_COORDINATOR for call in calls)


def _changing_the_plan(request: HttpRequest, case: Case) -> str:
    """Where a next version of the plan begins, or is written already; empty for who does not write it."""
    plan = plan_of(case)
    if plan is None or not plan.is_established or not rules.has_perm("plan.write", request.user, case):
        return ""
    return reverse("plans:change" if open_change(plan) is None else "plans:write", args=[case.number])


@require_GET
def followup(request: HttpRequest, number: str) -> HttpResponse:
    """The calls with their term, what people said, and the family's own evaluation."""
    case = fetch_case(request, number, "followup.view", _("de nazorg"))
    may_change = rules.has_perm("followup.change", request.user, case)
    may_ask = rules.has_perm("followup.experience", request.user, case)
    calls = calls_of(case, with_experience=may_ask)
    is_restorative = case.variant == Variant.RESTORATIVE
    asks_restitution = is_restorative and any(each.restitution for each in current_agreements(case))
    may_record = {call.pk: rules.has_perm("followup.call", request.user, call) for call in calls}
    context = {
        **case_page(request, case, tab="followup"),
        "calls": call_rows(calls, asks_restitution=asks_restitution, may_record=may_record),
        "beside": rounds_beside(case, calls),
        "stalls": stalls_of(case),
        "change_url": _changing_the_plan(request, case),
        "may_evaluate": rules.has_perm("followup.evaluate", request.user, case),
        "may_review": rules.has_perm("followup.review", request.user, case),
        "evaluations": list(case.evaluations.order_by("held_on", "pk")),
        "may_change": may_change,
        "may_plan": may_change and case.state in TO_BE_CALLED_STATES and not _is_waited_for(calls),
        # In its time the call itself asks for it; of a case that was reopened it may have been forgotten.
        "may_add": may_change and case.state in FORGOTTEN_STATES,
    }
    return render(request, "followup/tab.html", context)
