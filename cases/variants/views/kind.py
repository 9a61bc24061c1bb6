"""Which kind of conference it becomes."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case
from ekc.pages import form_view

from ..forms.kind import VariantForm


@form_view
def variant(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "variant.change", _("de soort conferentie"))
    return act_page(
        request,
        case,
        VariantForm(request.POST or None, case=case, user=request.user),
        title=_("Soort conferentie"),
        text=_("Past er iets niet bij de andere soort? Dan vragen we per ding wat ermee gebeurt."),
        submit=_("Bewaren"),
        done=_("De soort conferentie is bewaard."),
    )
