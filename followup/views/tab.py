"""The tab "Nazorg" of the case page."""

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import case_page, fetch_case
from cases.codes import Variant
from cases.workflow import TO_BE_CALLED_STATES

from ..codes import FORGOTTEN_STATES, WITH_THE_FAMILY, CallKind, CallState
from ..models import Call
from ..queries import agreements_of, calls_of
from ..terms import last_day_of, term_of


def _is_waited_for(calls: list[Call]) -> bool:
    return any(call.state == CallState.DUE and call.kind in WITH_THE_FAMILY for call in calls)


@require_GET
def followup(request: HttpRequest, number: str) -> HttpResponse:
    """The calls with their term, what people said, and the family's own evaluation."""
    case = fetch_case(request, number, "followup.view", _("de nazorg"))
    may_change = rules.has_perm("followup.change", request.user, case)
    may_ask = rules.has_perm("followup.experience", request.user, case)
    calls = calls_of(case, with_experience=may_ask)
    first_calls = [call for call in calls if call.kind == CallKind.ONE_MONTH]
    asks_restitution = case.variant == Variant.RESTORATIVE and any(map(agreements_of, first_calls))
    context = {
        **case_page(request, case, tab="followup"),
        "calls": [
            {
                "call": call,
                "term": term_of(call),
                "last_day": last_day_of(call),
                "is_due": call.state == CallState.DUE,
                "is_follow_up": call.kind == CallKind.THREE_MONTHS,
                "asks_restitution": call.kind == CallKind.ONE_MONTH and asks_restitution,
                "may_record": may_ask if call.kind == CallKind.EXPERIENCE else may_change,
            }
            for call in calls
        ],
        "interviews": list(case.interviews.order_by("contacted_on", "pk")),
        "evaluations": list(case.evaluations.order_by("held_on", "pk")),
        "may_change": may_change,
        "may_plan": may_change and case.state in TO_BE_CALLED_STATES and not _is_waited_for(calls),
        # In its time the call itself asks for it; of a case that was reopened it may have been forgotten.
        "may_add": may_change and case.state in FORGOTTEN_STATES,
    }
    return render(request, "followup/tab.html", context)
