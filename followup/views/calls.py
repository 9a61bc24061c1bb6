"""Writing down calls, interviews, what became of agreements, and the family's own evaluation."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cases.casepage.shell import fetch_case, fetch_row
from cases.models import Case
from ekc.pages import form_page, form_view, pressed

from ..acts.call_days import plan_missing_calls
from ..acts.calls import record_attempt
from ..codes import CallKind
from ..forms import AgreementForms, CallForm, EvaluationForm, ExperienceForm, FinishForm, InterviewForm
from ..models import Call
from ..queries import agreements_of

FORMS = {CallKind.ONE_MONTH: CallForm, CallKind.THREE_MONTHS: FinishForm, CallKind.EXPERIENCE: ExperienceForm}


def _back(case: Case) -> dict[str, Any]:
    url = reverse("followup:followup", args=[case.number])
    return {"back_url": url, "back_label": _("Nazorg"), "case": case}


def _call(request: HttpRequest, number: str, pk: int, perm: str = "followup.call") -> Call:
    calls = Call.objects.select_related("case__programme")
    found: Call = fetch_row(request, calls, number, perm, _("een gesprek"), pk=pk)
    return found


def _after(request: HttpRequest, call: Call) -> str:
    """The coordinator's access may have ended with this call (R-03): then the case page is no way on."""
    if Case.objects.for_user(request.user).filter(pk=call.case_id).exists():
        return reverse("followup:followup", args=[call.case.number])
    return reverse("home")


@form_view
def call(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = _call(request, number, pk)
    form = FORMS[CallKind(found.kind)](request.POST or None)
    ends = found.kind == CallKind.THREE_MONTHS
    return form_page(
        request,
        form,
        save=lambda: form.save(found, by=request.user),
        title=_("Navraag afronden") if ends else found.get_kind_display(),
        text=_finishing(found) if ends else "",
        submit=_("Vastleggen"),
        done=_("Het gesprek is vastgelegd."),
        to=lambda _call: _after(request, found),
        **_back(found.case),
    )


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
    return pressed(
        request,
        lambda: record_attempt(found, by=request.user),
        done=_("Geen gehoor vastgelegd. Probeer het later nog eens."),
        level=messages.INFO,
        to=_back(found.case)["back_url"],
        rows=lambda: [found],
    )


@require_POST
def plan(request: HttpRequest, number: str) -> HttpResponse:
    """The call that the case waits for was never planned: a case that was entered elsewhere."""
    case = fetch_case(request, number, "followup.change", _("de nazorg"))
    act = partial(plan_missing_calls, case, by=request.user)
    return pressed(
        request, act, done=_("Het gesprek staat hieronder. Leg vast hoe het ging."), to=_back(case)["back_url"]
    )


@form_view
def interview(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "followup.change", _("de nazorg"))
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
    return form_page(
        request,
        forms,
        save=lambda: forms.save(by=request.user),
        done=_("Bewaard hoe het met de afspraken staat."),
        template="followup/agreements.html",
        **_back(found.case),
    )


@form_view
def evaluation(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "followup.change", _("de nazorg"))
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
