"""Decisions of the regional manager on an aanmelding, each on a page of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.forms import ActForm
from cases.casepage.shell import case_page, fetch_case, step_page
from cases.queries import current_questions
from cases.rules import can
from ekc.access import shown
from ekc.pages import form_view

from ..forms.triage import AdviceForm, ScreeningForm, WaitForm, WithdrawForm
from ..reads.calls import calls_of
from ..reads.decisions import decisions_for
from ..reads.earlier import likely_earlier
from ..reads.funding import rooms_for


@require_GET
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """All decisions that are open now, with what each means."""
    case = fetch_case(request, number, "case.triage", _("het besluit"))
    likely = likely_earlier(case, request.user)
    if likely:
        shown(request, [each.case for each in likely], what=_("mogelijke eerdere zaak"))
    context = {
        **case_page(request, case, with_step=False),
        "decisions": decisions_for(case, request.user),
        "questions": current_questions(case),
        "asked": case.referrer_questions.select_related("asked_by"),
        "likely": likely,
        "rooms": rooms_for(case),
        "calls": calls_of(case) if can(request.user, "case.decide", case) else None,
    }
    return render(request, "cases/desk/decision.html", context)


def _decision(request: HttpRequest, number: str, form_class: type[ActForm], **page: Any) -> HttpResponse:
    """One decision on a page of its own, which leads back to the list of decisions."""
    back = reverse("cases:decide", args=[number])
    return step_page(request, number, form_class, perm="case.triage", back_url=back, **page)


@form_view
def start_screening(request: HttpRequest, number: str) -> HttpResponse:
    return _decision(
        request,
        number,
        ScreeningForm,
        action="start_screening",
        title=_("In behandeling nemen"),
        text=_("U bespreekt de aanmelding met de aanmelder. De zaak komt op uw naam."),
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
        text=_("De zaak blijft op de werklijst staan, onder “Wacht op coördinator”. De reden telt mee in de cijfers."),
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
        text=_("Er komt geen conferentie. De zaak stopt hier; een nieuwe aanmelding blijft mogelijk."),
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
        text=_("Dit doet u als de aanmelder of de familie erom vraagt. De zaak stopt hier."),
        submit=_("Aanmelding intrekken"),
        done=_("De aanmelding is ingetrokken."),
        danger=True,
    )
