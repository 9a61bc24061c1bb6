"""The group of an Alle Hens-conferentie, put right."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case
from cases.codes import Variant
from ekc.pages import form_view

from ..forms.kind import GroupForm


@form_view
def group(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "group.change", _("de groep"))
    if case.variant != Variant.COMMUNITY:
        raise Http404
    return act_page(
        request,
        case,
        GroupForm(request.POST or None, case=case, user=request.user),
        title=_("De groep"),
        text=_("De zaak staat in elke lijst onder de naam van de groep."),
        submit=_("Bewaren"),
        done=_("De groep is bewaard."),
    )
