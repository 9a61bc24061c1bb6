"""The regional manager calls about an aanmelding."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case
from ekc.pages import form_view

from ..forms.calls import TriageCallForm


@form_view
def triage_call(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "case.decide", _("een telefoontje"))
    initial = {"callee": request.GET["wie"]} if "wie" in request.GET else {}
    return act_page(
        request,
        case,
        TriageCallForm(request.POST or None, case=case, user=request.user, initial=initial),
        title=_("Gebeld"),
        submit=_("Bewaren"),
        done=lambda call: _("Vastgelegd: gesproken.") if call.reached else _("Vastgelegd: niet bereikt."),
        back_url=reverse("cases:today") if "van" in request.GET else reverse("cases:decide", args=[number]),
    )
