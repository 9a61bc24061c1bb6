"""Choosing, moving and postponing the day."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..codes import MET_STATES
from ..forms.planning import PlanForm, PostponeForm
from .common import case_for, coming_or_last, form_page


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.change")
    planned = case.conferences.order_by("-sequence").first()
    instance = planned if planned is not None and planned.state not in MET_STATES else None
    form = PlanForm(request.POST or None, instance=instance, case=case)
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Conferentie plannen"),
        text=_("De familie kiest de dag, de plek, de taal en het eten."),
        submit=_("Bewaren"),
        done=_("De conferentie is gepland. Alles wat aan de datum hangt, is mee verplaatst."),
    )


@require_http_methods(["GET", "POST"])
def postpone(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.change")
    conference = coming_or_last(case)
    form = PostponeForm(request.POST or None, label=_("Waarom wordt de conferentie uitgesteld?"))
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Conferentie uitstellen"),
        text=_("De datum vervalt. Wie een mail kreeg, hoort het meteen. De anderen staan bij Uitnodigingen."),
        submit=_("Uitstellen"),
        done=_("De conferentie is uitgesteld. Kies met de familie een nieuwe dag."),
        danger=True,
    )
