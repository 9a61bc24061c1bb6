"""The explanation at the family's, and what the family chose."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import step_page
from ekc.pages import form_view

from ..forms.explanation import DeclineForm, InformationVisitForm, StartActivationForm


@form_view
def information_visit(request: HttpRequest, number: str) -> HttpResponse:
    return step_page(
        request,
        number,
        InformationVisitForm,
        perm="case.work",
        action="start_activation",
        title=_("Uitleg vastleggen"),
        text=_("Je hebt verteld wat een Eigen Kracht-conferentie is. De familie beslist zelf of ze er een wil."),
        submit=_("Bewaren"),
        done=_("De uitleg is vastgelegd."),
    )


@form_view
def start_activation(request: HttpRequest, number: str) -> HttpResponse:
    return step_page(
        request,
        number,
        StartActivationForm,
        perm="case.work",
        action="start_activation",
        title=_("Voorbereiding starten"),
        text=_("De familie wil een conferentie en heeft het aanmeldformulier ingevuld."),
        submit=_("Voorbereiding starten"),
        done=_("De voorbereiding is begonnen. Veel plezier met het groter maken van de kring."),
    )


@form_view
def decline(request: HttpRequest, number: str) -> HttpResponse:
    return step_page(
        request,
        number,
        DeclineForm,
        perm="case.work",
        action="decline_after_information",
        leaves=True,
        title=_("De familie ziet ervan af"),
        text=_("Daarmee eindigt de zaak, en ook de toegang van de coördinator."),
        submit=_("Vastleggen en zaak beëindigen"),
        done=_("De zaak is beëindigd. Vertel het ook aan de aanmelder."),
    )
