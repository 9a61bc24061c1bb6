"""The ways in which the preparation stops."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case, step_page, way_out
from cases.queries import active_contract
from ekc.pages import NotNow, form_view

from ..forms.ending import (
    EndForm,
    FinishWorkForm,
    HandBackForm,
    PlanWithoutMeetingForm,
    ReopenForm,
    ResumeForm,
    StopAfterwardsForm,
)
from ..reads.owed import HOURS, owed_by


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
def reopen(request: HttpRequest, number: str) -> HttpResponse:
    return step_page(
        request,
        number,
        ReopenForm,
        perm="case.reopen",
        action="reopen",
        title=_("Zaak heropenen"),
        text=_(
            "Wie, wanneer en waarom blijft in het verloop staan. Telde de zaak mee in de cijfers, dan telt de zaak nu "
            "niet mee, tot de registratie weer compleet is. Cijfers die al gedrukt zijn, veranderen daar niet door."
        ),
        submit=_("Heropenen"),
        done=_("De zaak is weer open."),
    )


@form_view
def resume(request: HttpRequest, number: str) -> HttpResponse:
    return step_page(
        request,
        number,
        ResumeForm,
        perm="case.work",
        action="resume_preparation",
        title=_("De voorbereiding weer opnemen"),
        text=_("De zaak gaat terug naar de voorbereiding. Waarom het eerst stopte, blijft in het verloop staan."),
        submit=_("Weer opnemen"),
        done=_("De voorbereiding loopt weer."),
    )


@form_view
def stop_afterwards(request: HttpRequest, number: str) -> HttpResponse:
    return step_page(
        request,
        number,
        StopAfterwardsForm,
        perm="case.work",
        action="stop_afterwards",
        title=_("Nazorg stoppen"),
        text=_("De familie wil geen gesprekken meer, of gaat zonder ons verder. Wat overblijft is de registratie."),
        submit=_("Nazorg stoppen"),
        done=_("Vastgelegd. Maak nu nog de registratie compleet."),
        danger=True,
    )


@form_view
def finish_work(request: HttpRequest, number: str) -> HttpResponse:
    """What is still to be filled in before the coordinator's access ends."""
    case = fetch_case(request, number, "contract.view", _("je werk afronden"))
    contract = active_contract(case)
    if contract is None or contract.closing_since is None or contract.coordinator.user != request.user:
        raise NotNow(_("Er valt hier niets af te ronden."), to=case)
    owed = owed_by(contract, case)
    form = FinishWorkForm(request.POST or None, case=case, user=request.user)
    if HOURS not in owed:
        del form.fields["no_hours"]
    return act_page(
        request,
        case,
        form,
        title=_("Rond je werk af"),
        text=_("Je werk aan deze zaak is klaar. Je toegang eindigt als alles is ingevuld wat alleen jij weet."),
        submit=_("Alles is ingevuld"),
        done=_("Dank je wel voor je werk. Je toegang tot deze zaak is geëindigd."),
        to=way_out(request, case),
        template="cases/preparation/finish_work.html",
        missing=[{"what": each, "url": each.url(case)} for each in owed],
    )
