"""The ways in which the preparation stops."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ..forms.ending import EndForm, HandBackForm, PlanWithoutMeetingForm, ResponsibilityForm
from .explanation import _act, form_view
from .preparation import _case, _page


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
def responsibility(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    form = ResponsibilityForm(request.POST or None, case=case, user=request.user)
    return _page(
        request,
        case,
        form,
        title=_("Verantwoordelijkheid"),
        submit=_("Vastleggen"),
        done=_("Vastgelegd."),
        lead=_("Een herstelconferentie gaat alleen door als de dader verantwoordelijkheid neemt."),
    )
