"""Sending the plan, and opening it by the personal link of a mail."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cases.casepage.shell import fetch_case
from ekc.audit.acts import record_read
from ekc.pages import form_page, form_view

from ..forms.sending import SendForms
from ..on_paper import PlanPaper
from ..queries import find_delivery
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
        case=case,
        **back_to_plan(case),
    )


@login_not_required
@never_cache
@form_view
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """A GET shows a button and nothing of anybody: scanners of mail open links (R76). A POST shows the plan."""
    delivery = find_delivery(token)
    if delivery is None:
        return render(request, "plans/link_gone.html", status=410)
    if request.method == "GET":
        return render(request, "plans/link.html")
    record_read(request, case_number=delivery.version.plan.case.number, what=_("het plan, met een persoonlijke link"))
    return render(request, "plans/opened.html", {"paper": PlanPaper(delivery.version)})
