"""Sending the plan, and opening it by the personal link of a mail."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.contact import safe_contact
from cases.models import Case
from ekc.audit.domain import record_read
from ekc.refusal import Refusal

from ..acts.distribution import find_delivery
from ..forms import SendForms
from ..papers import PlanPaper
from .common import back_to_plan, case_for, plan_for


def _people(case: Case) -> list[dict[str, Any]]:
    """Everybody who may get the plan: main persons, the circle, and the referrer who took part."""
    people = [
        {"key": f"m{person.pk}", "label": str(person), "note": _("hoofdpersoon"), "who": {"main_person": person}}
        | {"warnings": safe_contact(person).warnings}
        for person in case.main_persons.filter(unborn=False)
    ]
    people += [
        {"key": f"c{person.pk}", "label": str(person), "note": person.in_words}
        | {"who": {"person": person}, "warnings": safe_contact(person).warnings}
        for person in case.circle.filter(excluded_by="", merged_into=None)
    ]
    referrer = getattr(case, "referrer", None)
    if referrer is not None and referrer.name:
        who = {"name": referrer.name, "email": referrer.email}
        people.append({"key": "ref", "label": referrer.name, "note": _("aanmelder"), "who": who, "warnings": ()})
    return people


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "plan.write", _("het plan"))
    forms = SendForms(plan_for(case), _people(case), request.POST or None)
    error = ""
    if request.method == "POST" and forms.is_valid():
        try:
            forms.save(by=request.user)
        except Refusal as refusal:
            error = refusal.reason
        else:
            messages.success(request, _("Het plan is verstuurd."))
            return redirect("plans:plan", number=number)
    context = {"case": case, "forms": forms, "error": error, **back_to_plan(case)}
    return render(request, "plans/send.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """A GET shows a button and nothing of anybody: scanners of mail open links (R76). A POST shows the plan."""
    delivery = find_delivery(token)
    if delivery is None:
        return render(request, "plans/link_gone.html", status=410)
    if request.method == "GET":
        return render(request, "plans/link.html")
    record_read(request, case_number=delivery.version.plan.case.number, what=_("het plan, met een persoonlijke link"))
    return render(request, "plans/opened.html", {"paper": PlanPaper(delivery.version)})
