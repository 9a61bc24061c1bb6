"""Advice to professionals in doubt."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import fetch_case
from cases.models import Case, SuitabilityAdvice
from ekc.access import require, shown
from ekc.pages import form_page, form_view

from ..forms.advice import AdviceLogForm
from .offers import PAGE_SIZE


@require_GET
def advices(request: HttpRequest) -> HttpResponse:
    require(request, "advice.record")
    found = SuitabilityAdvice.objects.for_user(request.user).select_related("given_by", "case", "region")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = shown(request, page, what=_("adviezen over geschiktheid"))
    return render(request, "cases/desk/advices.html", {"page": page, "rows": rows})


@form_view
def advice_add(request: HttpRequest) -> HttpResponse:
    require(request, "advice.record")
    return _advice(request, None, reverse("cases:advices"), _("Adviezen"))


@form_view
def case_advice(request: HttpRequest, number: str) -> HttpResponse:
    what = _("een advies over geschiktheid")
    case = fetch_case(request, number, "case.triage", what)
    return _advice(request, case, case.get_absolute_url(), _("Terug naar de zaak"))


def _advice(request: HttpRequest, case: Case | None, back: str, back_label: str) -> HttpResponse:
    form = AdviceLogForm(request.POST or None, user=request.user, case=case)
    return form_page(
        request,
        form,
        title=_("Advies aan een professional"),
        text=_("Een professional twijfelt of een conferentie past. Leg vast wat u adviseerde."),
        submit=_("Vastleggen"),
        done=_("Het advies is vastgelegd."),
        back_url=back,
        back_label=back_label,
        case=case,
    )
