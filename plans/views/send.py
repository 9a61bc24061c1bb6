"""Sending the plan, and opening it by the personal link of a mail."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cases.casepage.shell import fetch_case
from ekc.audit.acts import record_read
from ekc.languages import asked_language, spoken
from ekc.links import Found, closed_page, look_up
from ekc.pages import form_page, form_view

from ..forms.send import SendForms
from ..models import Distribution
from ..on_paper import PlanPaper
from ..recipients import candidates_of
from .common import back_to_plan, plan_for


@form_view
def send(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "plan.write", _("het plan"))
    forms = SendForms(plan_for(case), candidates_of(case), request.POST or None)
    return form_page(
        request,
        forms,
        save=lambda: forms.save(by=request.user),
        done=_("Het plan is verstuurd."),
        template="plans/send.html",
        **back_to_plan(case),
    )


@login_not_required
@never_cache
@form_view
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """A GET shows a button and nothing of anybody: scanners of mail open links (R76). A POST shows the plan."""
    found = look_up(Distribution, token)
    return spoken(request, found.language, lambda: _opened(request, found))


def _opened(request: HttpRequest, found: Found) -> HttpResponse:
    if found.closed:
        return closed_page(request, found)
    delivery = found.row
    if request.method == "GET" or asked_language(request):
        return render(request, "plans/link.html")
    record_read(request, case_number=delivery.version.plan.case.number, what=_("het plan, met een persoonlijke link"))
    return render(request, "plans/opened.html", {"paper": PlanPaper(delivery.version)})
