"""The day itself: three large buttons, and the same afterwards."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ekc.refusal import Refusal

from ..codes import RUNNING_STATES
from ..domain.day import start_information, start_presentation, start_private_time
from ..forms.day import AdjournForm, OutcomeForm, RecordForm, ReturnForm, TimesForm
from ..models import Conference
from .common import case_for, coming_or_last, form_page, tab_url

BUTTONS: dict[str, Callable[..., Conference]] = {
    "informatie": start_information,
    "besloten-tijd": start_private_time,
    "presentatie": start_presentation,
}


@require_GET
def run(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.run")
    context = {
        "case": case,
        "conference": coming_or_last(case),
        "back_url": tab_url(case),
        "questions": case.questions.filter(replaced_by=None),
    }
    return render(request, "conferences/day.html", context)


@require_POST
def press(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """One of the three buttons. Pressed twice, the second says that it was done already."""
    case = case_for(request, number, "conference.run")
    if action not in BUTTONS:
        raise Http404
    try:
        BUTTONS[action](coming_or_last(case), by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.reason)
    return redirect("conferences:day", number=number)


@require_http_methods(["GET", "POST"])
def go_back(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.run")
    conference = coming_or_last(case)
    form = ReturnForm(request.POST or None, label=_("Welke vraag is nog open?"))
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Terug naar de besloten tijd"),
        text=_("De familie praat verder over de open vraag. Jij en de professionals gaan weer weg."),
        submit=_("Besloten tijd begint weer"),
        done=_("De besloten tijd loopt weer."),
        to=reverse("conferences:day", args=[number]),
    )


@require_http_methods(["GET", "POST"])
def adjourn(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.run")
    conference = coming_or_last(case)
    form = AdjournForm(request.POST or None, label=_("Waarom komt er een tweede bijeenkomst?"))
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Verdagen naar een tweede bijeenkomst"),
        submit=_("Verdagen"),
        done=_("Er komt een tweede bijeenkomst. Kies met de familie een dag."),
    )


@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.run")
    conference = coming_or_last(case)
    form = OutcomeForm(request.POST or None)
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Conferentie afronden"),
        submit=_("Afronden"),
        done=_("De conferentie is afgerond. Leg nu vast wie er waren."),
        to=reverse("conferences:attendance", args=[number]),
    )


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.run")
    conference = coming_or_last(case)
    form = RecordForm(request.POST or None, initial=TimesForm.initial_of(conference))
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Conferentie achteraf vastleggen"),
        text=_("Was het na middernacht afgelopen? Vul gewoon de tijd op de klok in."),
        submit=_("Vastleggen"),
        done=_("De conferentie is vastgelegd. Leg nu vast wie er waren."),
        to=reverse("conferences:attendance", args=[number]),
    )


@require_http_methods(["GET", "POST"])
def times(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.run")
    conference = coming_or_last(case)
    if conference.state in RUNNING_STATES:
        messages.info(request, _("De conferentie is nog bezig. Verbeter de tijden als ze is afgerond."))
        return redirect("conferences:day", number=number)
    form = TimesForm(request.POST or None, initial=TimesForm.initial_of(conference))
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Tijden verbeteren"),
        submit=_("Bewaren"),
        done=_("De tijden zijn verbeterd."),
    )
