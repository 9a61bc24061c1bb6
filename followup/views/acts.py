"""Writing down calls, interviews, what became of agreements, and the family's own evaluation."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.models import Case
from ekc.access import fetch
from ekc.pages import form_page
from ekc.refusal import Refusal

from ..codes import CallKind
from ..domain.calls import record_attempt
from ..forms import AgreementForms, CallForm, EvaluationForm, FinishForm, InterviewForm
from ..models import Call
from ..queries import agreements_of
from .tab import case_for

form_view = require_http_methods(["GET", "POST"])


def _back(case: Case) -> dict[str, Any]:
    return {"back_url": reverse("followup:followup", args=[case.number]), "back_label": _("Nazorg")}


def _call(request: HttpRequest, number: str, pk: int) -> Call:
    return fetch(
        request,
        Call.objects.select_related("case__programme").filter(case__number=number),
        perm="followup.change",
        what=_("een gesprek"),
        pk=pk,
    )


def _after(request: HttpRequest, call: Call) -> str:
    """The coordinator's access may have ended with this call (R-03): then the case page is no way on."""
    if Case.objects.for_user(request.user).filter(pk=call.case_id).exists():
        return reverse("followup:followup", args=[call.case.number])
    return reverse("home")


@form_view
def call(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = _call(request, number, pk)
    is_follow_up = found.kind == CallKind.THREE_MONTHS
    form = (FinishForm if is_follow_up else CallForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(found, by=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Het gesprek is vastgelegd."))
            return redirect(_after(request, found))
    context = {
        "form": form,
        "title": _("Navraag afronden") if is_follow_up else found.get_kind_display(),
        "text": _("Leg eerst vast wat iedereen zei. Hiermee is de navraag klaar.") if is_follow_up else "",
        "submit": _("Vastleggen"),
        "cancel_url": _back(found.case)["back_url"],
        **_back(found.case),
    }
    return render(request, "confirm.html", context)


@require_POST
def attempt(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = _call(request, number, pk)
    try:
        record_attempt(found, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.info(request, _("Geen gehoor vastgelegd. Probeer het later nog eens."))
    return redirect("followup:followup", number=number)


@form_view
def interview(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "followup.change")
    form = InterviewForm(request.POST or None, case=case)
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Wat zei deze persoon?"),
        text=_("Spreek de hoofdpersoon, de aanmelder en ten minste één familielid. Namen schrijf je hier niet op."),
        submit=_("Bewaren"),
        done=_("Bewaard. Heb je nog iemand gesproken, voeg die dan ook toe."),
        **_back(case),
    )


@form_view
def agreements(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = _call(request, number, pk)
    forms = AgreementForms(found, agreements_of(found.case), request.POST or None)
    if request.method == "POST" and forms.is_valid():
        try:
            forms.save(by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.reason)
        else:
            messages.success(request, _("Bewaard hoe het met de afspraken staat."))
            return redirect("followup:followup", number=number)
    return render(request, "followup/agreements.html", {"case": found.case, "forms": forms, **_back(found.case)})


@form_view
def evaluation(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "followup.change")
    form = EvaluationForm(request.POST or None)
    return form_page(
        request,
        form,
        save=lambda: form.save(case, by=request.user),
        title=_("De familie kwam weer bij elkaar"),
        text=_("De familie evalueert zelf. Schrijf alleen op dat het gebeurde, en in één zin wat eruit kwam."),
        submit=_("Bewaren"),
        done=_("De evaluatie is vastgelegd."),
        **_back(case),
    )
