"""What a professional would have decided without the conference, and where onderzoekers read it (M-09)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casepage.shell import act_page
from cases.codes import IntendedHelp
from cases.models import Case, IntendedPlan
from ekc.access import fetch, require
from ekc.pages import saved

from ..acts.briefing import text_of
from ..forms.intended_plan import IntendedPlanForm


@require_http_methods(["GET", "POST"])
def intended_plan(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch(
        request, Case.objects.with_file(), perm="intended_plan.write", what=_("het eigen plan vooraf"), number=number
    )
    form = IntendedPlanForm(request.POST or None, case=case, user=request.user)
    if request.method == "POST" and saved(form):
        messages.success(request, _("Bewaard. Vanaf het begin van de conferentie ligt dit vast."))
        return redirect(case)
    return act_page(
        request,
        case,
        form,
        title=_("Uw plan vooraf, voor onderzoek"),
        submit=_("Bewaren"),
        cancel_url=case.get_absolute_url(),
        lead=_(
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
