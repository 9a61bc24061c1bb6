"""What a professional would have decided without the conference (M-09)."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case
from ekc.pages import form_view

from ..forms.intended_plan import IntendedPlanForm


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
