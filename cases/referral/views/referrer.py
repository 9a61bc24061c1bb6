"""Who applied: what was heard wrong, put right by the regional manager."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_row
from cases.models import Referrer
from ekc.pages import form_view

from ..forms.referrer import ReferrerForm


@form_view
def referrer(request: HttpRequest, number: str) -> HttpResponse:
    referrers = Referrer.objects.select_related("case__region", "organisation")
    found: Referrer = fetch_row(request, referrers, number, "case.manage", _("de aanmelder"))
    return act_page(
        request,
        found.case,
        ReferrerForm(request.POST or None, instance=found, user=request.user),
        title=_("Gegevens van de aanmelder"),
        text=_("Verbeter wat niet klopt. De werklijst vindt de zaak daarna onder de nieuwe naam."),
        submit=_("Bewaren"),
        done=_("Bewaard."),
    )
