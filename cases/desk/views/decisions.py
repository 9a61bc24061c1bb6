"""Decisions of the regional manager on an aanmelding, each on a page of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casepage.forms import ActForm
from cases.casepage.shell import act_page, case_page, not_now
from cases.circle.acts.questions import current_questions
from cases.models import Case
from ekc.access import fetch, shown
from ekc.pages import saved

from ..acts.earlier import likely_earlier
from ..acts.funding import rooms_for
from ..forms.triage import AdviceForm, ScreeningForm, WaitForm, WithdrawForm
from ..reads.decisions import decisions_for

form_view = require_http_methods(["GET", "POST"])


def _case(request: HttpRequest, number: str, what: str | Promise) -> Case:
    return fetch(request, Case.objects.with_file(), perm="case.triage", what=str(what), number=number)


@require_GET
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """All decisions that are open now, with what each means."""
    case = _case(request, number, _("het besluit"))
    likely = likely_earlier(case, request.user)
    if likely:
        shown(request, [each.case for each in likely], what=_("mogelijke eerdere zaak"))
    context = {
        **case_page(request, case, with_step=False),
        "decisions": decisions_for(case, request.user),
        "questions": current_questions(case),
        "asked": case.applicant_questions.select_related("asked_by"),
        "likely": likely,
        "rooms": rooms_for(case),
    }
    return render(request, "cases/desk/decision.html", context)


def _decision(
    request: HttpRequest,
    number: str,
    form_class: type[ActForm],
    *,
    action: str,
    title: str | Promise,
    lead: str | Promise,
    done: str | Promise,
    **extra: Any,
) -> HttpResponse:
    case = _case(request, number, title)
    if away := not_now(request, case, action):
        return away
    data = request.POST if request.method == "POST" else None
    form = form_class(data, case=case, user=request.user)
    if request.method == "POST" and saved(form):
        messages.success(request, done)
        return redirect(case)
    cancel_url = reverse("cases:decide", args=[case.number])
    return act_page(request, case, form, title=title, lead=lead, cancel_url=cancel_url, **extra)


@form_view
def start_screening(request: HttpRequest, number: str) -> HttpResponse:
    return _decision(
        request,
        number,
        ScreeningForm,
        action="start_screening",
        title=_("In behandeling nemen"),
        lead=_("U bespreekt de aanmelding met de aanmelder. De zaak komt op uw naam."),
        submit=_("In behandeling nemen"),
        done=_("U heeft de aanmelding in behandeling."),
    )


@form_view
def let_wait(request: HttpRequest, number: str) -> HttpResponse:
    return _decision(
        request,
        number,
        WaitForm,
        action="let_wait",
        title=_("Laten wachten"),
        lead=_("De zaak blijft op de werklijst staan, onder “Wacht op coördinator”. De reden telt mee in de cijfers."),
        submit=_("Laten wachten"),
        done=_("De zaak wacht. U ziet haar terug onder “Wacht op coördinator”."),
    )


@form_view
def advise_otherwise(request: HttpRequest, number: str) -> HttpResponse:
    return _decision(
        request,
        number,
        AdviceForm,
        action="advise_otherwise",
        title=_("Anders adviseren"),
        lead=_("Er komt geen conferentie. De zaak stopt hier; een nieuwe aanmelding blijft mogelijk."),
        submit=_("Advies vastleggen"),
        done=_("Het advies is vastgelegd. De zaak is gestopt."),
        danger=True,
    )


@form_view
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    return _decision(
        request,
        number,
        WithdrawForm,
        action="withdraw",
        title=_("Aanmelding intrekken"),
        lead=_("Dit doet u als de aanmelder of de familie erom vraagt. De zaak stopt hier."),
        submit=_("Aanmelding intrekken"),
        done=_("De aanmelding is ingetrokken."),
        danger=True,
    )
