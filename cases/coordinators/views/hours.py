"""Hours and costs."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import act_page, case_page, fetch_case, fetch_row
from cases.models import Case, WorkEntry
from ekc.pages import form_view

from ..forms.hours import WorkForm
from ..reads.hours import work_of


@require_GET
def work(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "circle.view", _("uren en onkosten"))
    context = {**case_page(request, case, "contacts"), **work_of(case, request.user)}
    return render(request, "cases/coordinators/hours.html", context)


@form_view
def work_add(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "work.log", _("uren en onkosten"))
    form = WorkForm(request.POST or None, case=case, user=request.user)
    text = _("Alleen wat niet bij een contact hoort: daar schrijf je het bij het contact zelf.")
    return _page(request, case, form, text=text)


@form_view
def work_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    own = WorkEntry.objects.select_related("case__region").filter(Q(by=request.user) | Q(entered_by=request.user))
    entry: WorkEntry = fetch_row(request, own, number, "work.log", _("uren en onkosten"), pk=pk)
    form = WorkForm(request.POST or None, instance=entry, case=entry.case, user=request.user)
    return _page(request, entry.case, form)


def _page(request: HttpRequest, case: Case, form: WorkForm, **page: Any) -> HttpResponse:
    back = reverse("cases:work", args=[case.number])
    shown = {"title": _("Uren en onkosten"), "submit": _("Bewaren"), "done": _("Bewaard.")}
    return act_page(request, case, form, back_url=back, **shown, **page)
