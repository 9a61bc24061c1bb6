"""Who applied, put right by the regional manager."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.casepage.shell import act_page
from cases.models import Referrer
from ekc.access import fetch
from ekc.pages import saved

from ..forms.referrer import ReferrerForm


@require_http_methods(["GET", "POST"])
def referrer(request: HttpRequest, number: str) -> HttpResponse:
    """What was heard wrong about who applied, put right by the regional manager."""
    found = fetch(
        request,
        Referrer.objects.select_related("case__region", "organisation"),
        perm="case.manage",
        what=_("de aanmelder"),
        case__number=number,
    )
    case = found.case
    form = ReferrerForm(request.POST or None, instance=found, user=request.user)
    if request.method == "POST" and saved(form):
        messages.success(request, _("Bewaard."))
        return redirect(case)
    return act_page(
        request,
        case,
        form,
        title=_("Gegevens van de aanmelder"),
        lead=_("Verbeter wat niet klopt. De werklijst vindt de zaak daarna onder de nieuwe naam."),
        submit=_("Bewaren"),
        cancel_url=case.get_absolute_url(),
    )
