"""What a professional would have decided without the conference, and where onderzoekers read it (M-09)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import act_page, fetch_case
from cases.codes import IntendedHelp
from cases.models import IntendedPlan
from ekc.access import require
from ekc.pages import form_view

from ..forms.intended_plan import IntendedPlanForm
from ..reads.intended_plan import text_of


@form_view
def intended_plan(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "intended_plan.write", _("het eigen plan vooraf"))
    return act_page(
        request,
        case,
        IntendedPlanForm(request.POST or None, case=case, user=request.user),
        title=_("Uw plan vooraf, voor onderzoek"),
        submit=_("Bewaren"),
        done=_("Bewaard. Vanaf het begin van de conferentie ligt dit vast."),
        text=_(
            "Wat zou u besluiten als er geen conferentie kwam? Niemand die aan de zaak werkt kan dit lezen, ook niet "
            "achteraf. Het bepaalt niets voor de familie."
        ),
    )


@require_GET
def intended_plans(request: HttpRequest) -> HttpResponse:
    require(request, "intended_plans.read")
    plans = IntendedPlan.objects.for_user(request.user).order_by("?")
    rows = [
        {
            "help": ", ".join(str(IntendedHelp(code).label) for code in plan.help_codes),
            "text": text_of(plan),
            "year": plan.locked_at.year,
        }
        for plan in plans
    ]
    return render(request, "cases/preparation/intended_plans.html", {"rows": rows})
