"""The Verloop tab: what happened in the case, and for who manages it, who read the file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.queries import reads_of
from cases.rules import can

from ..reads.history import readers_of, steps_of
from ..shell import case_page, fetch_case

READS_LOOKED_AT = 1000
"""Older lines are in the read log of landelijk beheer."""


@require_GET
def history(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "case.view", _("het verloop"))
    context = case_page(request, case, "history", with_step=False)
    context["sees_readers"] = can(request.user, "case.readers", case)
    sees = {"sees_reasons": context["sees_circle"], "is_office": context["sees_readers"]}
    context["steps"] = steps_of(case, context["case_moves"], **sees)
    context["readers"] = readers_of(reads_of(case)[:READS_LOOKED_AT]) if context["sees_readers"] else []
    return render(request, "cases/casepage/history.html", context)
