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
from ..forms.calls import AttemptForm, CallForm, ExperienceForm, FinishForm
from ..models import Call

FORMS = {CallKind.ONE_MONTH: CallForm, CallKind.EXPERIENCE: ExperienceForm}


def back_to_tab(case: Case) -> dict[str, Any]:
    url = reverse("followup:followup", args=[case.number])
    return {"back_url": url, "back_label": _("Nazorg"), "case": case}


def fetch_call(request: HttpRequest, number: str, pk: int, perm: str = "followup.call") -> Call:
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
    found = fetch_call(request, number, pk)
    form = FORMS.get(CallKind(found.kind), FinishForm)(request.POST or None, call=found)
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Afronden: %(round)s") % {"round": found.title.lower()} if found.is_round else found.title,
        text=_finishing(found) if found.is_round else "",
        submit=_("Vastleggen"),
        done=_("Het gesprek is vastgelegd."),
        to=lambda _call: _after(request, found),
        **back_to_tab(found.case),
    )


def _finishing(call: Call) -> str:
    """What there is of the follow-up before it is closed for good."""
    told = call.interviews.count()
    if not told:
        return _("Er is nog niet vastgelegd wat mensen zeiden. Doe dat eerst: hierna kan het niet meer.")
    return ngettext(
        "Je hebt met %(told)s persoon gesproken. Hiermee is de navraag klaar.",
        "Je hebt met %(told)s mensen gesproken. Hiermee is de navraag klaar.",
        told,
    ) % {"told": told}


@require_POST
def attempt(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = fetch_call(request, number, pk)
    return pressed(
        request,
        lambda: record_attempt(found, by=request.user),
        done=_("Geen gehoor vastgelegd. Probeer het later nog eens."),
        level=messages.INFO,
        to=back_to_tab(found.case)["back_url"],
        rows=found.attempts.all,
    )


@form_view
def attempt_on(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Nobody answered, and it is written down on a later day."""
    found = fetch_call(request, number, pk)
    form = AttemptForm(request.POST or None)
    return form_page(
        request,
        form,
        save=lambda: form.save(found, by=request.user),
        title=_("Geen gehoor op een andere dag"),
        submit=_("Vastleggen"),
        done=_("Geen gehoor vastgelegd. Probeer het later nog eens."),
        **back_to_tab(found.case),
    )


@require_POST
def plan(request: HttpRequest, number: str) -> HttpResponse:
    """The call that the case waits for was never planned: a case that was entered elsewhere."""
    case = fetch_case(request, number, "followup.change", _("de nazorg"))
    act = partial(plan_missing_calls, case, by=request.user)
    return pressed(
        request, act, done=_("Het gesprek staat hieronder. Leg vast hoe het ging."), to=back_to_tab(case)["back_url"]
    )
