"""The explanation at the family's, and what the family chose."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.casepage.forms import ActForm
from cases.casepage.shell import act_page, not_now
from cases.models import Case
from ekc.access import fetch
from ekc.pages import saved

from ..forms.explanation import DeclineForm, InformationVisitForm, StartActivationForm

form_view = require_http_methods(["GET", "POST"])


def _case(request: HttpRequest, number: str, what: str | Promise) -> Case:
    return fetch(request, Case.objects.with_file(), perm="case.work", what=str(what), number=number)


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
