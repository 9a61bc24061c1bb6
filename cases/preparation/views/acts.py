"""The acts of the coordinator on a case, each on a page of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cases.casepage.shell import act_page, not_now, refused
from cases.models import Case
from cases.workflow import WORKFLOW
from ekc.access import fetch
from ekc.pages import saved
from ekc.refusal import Refusal

from ..acts.registration import close_case, missing_for_registration
from ..forms.acts import (
    ActForm,
    DeclineForm,
    EndForm,
    HandBackForm,
    InformationVisitForm,
    PlanWithoutMeetingForm,
    RegistrationForm,
    StartActivationForm,
)

form_view = require_http_methods(["GET", "POST"])


def _case(request: HttpRequest, number: str, what: str | Promise) -> Case:
    return fetch(request, Case.objects.with_file(), perm="case.work", what=str(what), case_number=number)


def _act(
    request: HttpRequest,
    number: str,
    form_class: type[ActForm],
    *,
    action: str,
    title: str | Promise,
    submit: str | Promise,
    done: str | Promise,
    leaves: bool = False,
    **extra: Any,
) -> HttpResponse:
    """One act with a form. `leaves`: it ends the coordinator's access, so that the case page is no way back."""
    case = _case(request, number, title)
    if away := not_now(request, case, action):
        return away
    form = form_class(request.POST or None, case=case, user=request.user)
    if request.method == "POST" and saved(form):
        messages.success(request, done)
        return redirect("cases:my_cases") if leaves and request.user.is_coordinator else redirect(case)
    return act_page(request, case, form, title=title, submit=submit, cancel_url=case.get_absolute_url(), **extra)


@form_view
def information_visit(request: HttpRequest, number: str) -> HttpResponse:
    return _act(
        request,
        number,
        InformationVisitForm,
        action="start_activation",
        title=_("Uitleg vastleggen"),
        lead=_("Je hebt verteld wat een Eigen Kracht-conferentie is. De familie beslist zelf of ze er een wil."),
        submit=_("Bewaren"),
        done=_("De uitleg is vastgelegd."),
    )


@form_view
def start_activation(request: HttpRequest, number: str) -> HttpResponse:
    return _act(
        request,
        number,
        StartActivationForm,
        action="start_activation",
        title=_("Voorbereiding starten"),
        lead=_("De familie wil een conferentie en heeft het aanmeldformulier ingevuld."),
        submit=_("Voorbereiding starten"),
        done=_("De voorbereiding is begonnen. Veel plezier met het groter maken van de kring."),
    )


@form_view
def decline(request: HttpRequest, number: str) -> HttpResponse:
    return _act(
        request,
        number,
        DeclineForm,
        action="decline_after_information",
        title=_("De familie ziet ervan af"),
        lead=_("Daarmee eindigt de zaak, en ook de toegang van de coördinator."),
        submit=_("Vastleggen en zaak beëindigen"),
        done=_("De zaak is beëindigd. Vertel het ook aan de aanmelder."),
        leaves=True,
    )


@form_view
def hand_back(request: HttpRequest, number: str) -> HttpResponse:
    return _act(
        request,
        number,
        HandBackForm,
        action="hand_back",
        title=_("Zaak teruggeven"),
        lead=_("Wat is vastgelegd, blijft bewaard voor de volgende coördinator. De toegang van nu eindigt."),
        submit=_("Zaak teruggeven"),
        done=_("De zaak is teruggegeven. De regiomanager krijgt bericht."),
        leaves=True,
    )


@form_view
def end_in_activation(request: HttpRequest, number: str) -> HttpResponse:
    return _act(
        request,
        number,
        EndForm,
        action="end_in_activation",
        title=_("Stoppen in de voorbereiding"),
        lead=_("Er komt geen conferentie. De aantallen zijn geteld uit de contacten; verbeter ze waar nodig."),
        submit=_("Vastleggen dat het stopt"),
        done=_("Vastgelegd. Maak nu nog de registratie compleet."),
        danger=True,
    )


@form_view
def plan_without_meeting(request: HttpRequest, number: str) -> HttpResponse:
    return _act(
        request,
        number,
        PlanWithoutMeetingForm,
        action="plan_without_meeting",
        title=_("Plan zonder bijeenkomst"),
        lead=_("De familie maakte een plan zonder formeel bij elkaar te komen. Ook dat is een goede afloop."),
        submit=_("Vastleggen"),
        done=_("Vastgelegd. Schrijf nu het plan op."),
    )


@form_view
def register(request: HttpRequest, number: str) -> HttpResponse:
    title = gettext_lazy("Registratie")
    case = _case(request, number, title)
    if away := not_now(request, case, "register"):
        return away
    form = RegistrationForm(request.POST or None, case=case, user=request.user)
    later = "later" in request.POST
    if request.method == "POST" and saved(form, form.save if later else form.complete):
        messages.success(request, _("Bewaard.") if later else _("De registratie is compleet."))
        return redirect(case)
    return act_page(
        request,
        case,
        form,
        title=title,
        lead=_("Wat je hier invult, telt zonder namen mee in de cijfers."),
        submit=_("Registratie compleet maken"),
        cancel_url=case.get_absolute_url(),
        template="cases/preparation/registration.html",
        missing=[] if form.is_bound else missing_for_registration(case),
    )


@form_view
def close(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number, _("afsluiten"))
    try:
        WORKFLOW.find(case.state, "close", by=request.user)
        if request.method == "POST":
            close_case(case, by=request.user)
            messages.success(request, _("De zaak is afgesloten. Dank je wel voor je werk."))
            return redirect("cases:my_cases") if request.user.is_coordinator else redirect(case)
    except Refusal as refusal:
        return refused(request, case, refusal)
    context = {
        "title": _("Zaak afsluiten"),
        "text": _("Na het afsluiten verandert er niets meer in deze zaak. De coördinator kan er dan niet meer bij."),
        "submit": _("Zaak afsluiten"),
        "cancel_url": reverse("cases:case", args=[case.number]),
        "back_url": reverse("cases:case", args=[case.number]),
        "back_label": _("Terug"),
        "kicker": case.number,
    }
    return render(request, "confirm.html", context)
