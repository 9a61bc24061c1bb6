"""Sending the plan to everybody, and a copy to somebody."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import fetch_case
from ekc.pages import form_page, form_view

from ..acts.distribution import send_copies
from ..forms.send import SendForms
from ..queries import version_in_force
from ..recipients import candidates_of
from .common import back_to_plan, plan_for


@form_view
def send(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "plan.write", _("het plan"))
    forms = SendForms(plan_for(case), candidates_of(case), request.POST or None)
    return form_page(
        request,
        forms,
        save=lambda: forms.save(by=request.user),
        done=_("Het plan is verstuurd."),
        title=_("Plan versturen"),
        text=_(
            "Iedereen die meedeed krijgt het plan zoals de uitnodiging kwam, met het veiligheidskader erbij als dat er "
            "is. In een mail staat alleen een persoonlijke link."
        ),
        template="plans/send.html",
        **back_to_plan(case),
    )


@form_view
def copy(request: HttpRequest, number: str) -> HttpResponse:
    """For who was forgotten, or lost it; at any time, also after closing."""
    case = fetch_case(request, number, "plan.copy", _("het plan"))
    plan = plan_for(case)
    found = candidates_of(case, version_in_force(plan))
    # Who was left out on purpose is not sent it by the way.
    people = [each if each.had else replace(each, channel="") for each in found]
    forms = SendForms(plan, people, request.POST or None, act=send_copies)
    return form_page(
        request,
        forms,
        save=lambda: forms.save(by=request.user),
        done=_("Het plan is verstuurd."),
        title=_("Nog iemand het plan sturen"),
        text=_("Is iemand vergeten, of is het plan weg? Kies wie het krijgt. In een mail staat een persoonlijke link."),
        template="plans/send.html",
        **back_to_plan(case),
    )
