"""The Voorbereiding tab."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import case_page, fetch_case
from cases.rules import can

from ..reads.preparation import preparation_of


@require_GET
def preparation(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "circle.view", _("de voorbereiding"))
    context = {
        **case_page(request, case, "preparation"),
        "page": preparation_of(case),
        "may_change": can(request.user, "circle.change", case),
        "may_decide": can(request.user, "safety.decide", case),
    }
    return render(request, "cases/preparation/preparation.html", context)
