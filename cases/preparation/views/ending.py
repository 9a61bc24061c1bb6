"""The ways in which the preparation stops."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import step_page
from ekc.pages import form_view

from ..forms.ending import EndForm, HandBackForm, PlanWithoutMeetingForm, ResponsibilityForm
from ..shell import preparation_form, preparing_case


@form_view
def hand_back(request: HttpRequest, number: str) -> HttpResponse:
    return step_page(
        request,
        number,
        HandBackForm,
        perm="case.work",
        action="hand_back",
        leaves=True,
        title=_("Zaak teruggeven"),
        text=_("Wat is vastgelegd, blijft bewaard voor de volgende coördinator. De toegang van nu eindigt."),
        submit=_("Zaak teruggeven"),
        done=_("De zaak is teruggegeven. De regiomanager krijgt bericht."),
    )


@form_view
def end_in_activation(request: HttpRequest, number: str) -> HttpResponse:
    return step_page(
        request,
        number,
        EndForm,
        perm="case.work",
        action="end_in_activation",
        title=_("Stoppen in de voorbereiding"),
        text=_("Er komt geen conferentie. De aantallen zijn geteld uit de contacten; verbeter ze waar nodig."),
        submit=_("Vastleggen dat het stopt"),
        done=_("Vastgelegd. Maak nu nog de registratie compleet."),
        danger=True,
    )


@form_view
def plan_without_meeting(request: HttpRequest, number: str) -> HttpResponse:
    return step_page(
        request,
        number,
        PlanWithoutMeetingForm,
        perm="case.work",
        action="plan_without_meeting",
        title=_("Plan zonder bijeenkomst"),
        text=_("De familie maakte een plan zonder formeel bij elkaar te komen. Ook dat is een goede afloop."),
        submit=_("Vastleggen"),
        done=_("Vastgelegd. Schrijf nu het plan op."),
    )


@form_view
def responsibility(request: HttpRequest, number: str) -> HttpResponse:
    case = preparing_case(request, number)
    return preparation_form(
        request,
        case,
        ResponsibilityForm(request.POST or None, case=case, user=request.user),
        title=_("Verantwoordelijkheid"),
        text=_("Een herstelconferentie gaat alleen door als de dader verantwoordelijkheid neemt."),
        submit=_("Vastleggen"),
        done=_("Vastgelegd."),
    )
