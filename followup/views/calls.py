"""Writing down calls, interviews, what became of agreements, and the family's own evaluation."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cases.models import Case
from ekc.access import fetch
from ekc.pages import form_page, saved
from ekc.refusal import Refusal

from ..acts.calls import record_attempt
from ..codes import CallKind
from ..forms import AgreementForms, CallForm, EvaluationForm, ExperienceForm, FinishForm, InterviewForm
from ..models import Call
from ..queries import agreements_of
from .tab import case_for

form_view = require_http_methods(["GET", "POST"])
FORMS = {CallKind.ONE_MONTH: CallForm, CallKind.THREE_MONTHS: FinishForm, CallKind.EXPERIENCE: ExperienceForm}


def _back(case: Case) -> dict[str, Any]:
    url = reverse("followup:followup", args=[case.number])
    return {"back_url": url, "back_label": _("Nazorg"), "kicker": case.number}


def _call(request: HttpRequest, number: str, pk: int, perm: str = "followup.call") -> Call:
    return fetch(
        request,
        Call.objects.select_related("case__programme").filter(case__number=number),
        perm=perm,
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
    form = FORMS[CallKind(found.kind)](request.POST or None)
    if request.method == "POST" and saved(form, lambda: form.save(found, by=request.user)):
        messages.success(request, _("Het gesprek is vastgelegd."))
        return redirect(_after(request, found))
    context = {
        "form": form,
        "title": found.get_kind_display(),
        "text": "",
        "submit": _("Vastleggen"),
        "cancel_url": _back(found.case)["back_url"],
        **_back(found.case),
    }
    if found.kind == CallKind.THREE_MONTHS:
        context |= {"title": _("Navraag afronden"), "text": _finishing(found)}
    return render(request, "confirm.html", context)


def _finishing(call: Call) -> str:
    """What there is of the follow-up before it is closed for good."""
    told = call.case.interviews.count()
    if not told:
        return _("Er is nog niet vastgelegd wat mensen zeiden. Doe dat eerst: hierna kan het niet meer.")
    return ngettext(
        "Je hebt met %(told)s persoon gesproken. Hiermee is de navraag klaar.",
        "Je hebt met %(told)s mensen gesproken. Hiermee is de navraag klaar.",
        told,
    ) % {"told": told}


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
    found = _call(request, number, pk, perm="followup.change")
    forms = AgreementForms(found, agreements_of(found), request.POST or None)
    if request.method == "POST" and forms.is_valid():
        try:
            forms.save(by=request.user)
        except Refusal as refusal:
            forms.refusals.append(refusal.reason)
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
