"""Who applied: what was heard wrong, put right by the regional manager."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_row
from cases.models import Referrer
from ekc.pages import form_view

from ..forms.referrer import LaterConsentForm, ReferrerForm


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


@form_view
def consent(request: HttpRequest, number: str) -> HttpResponse:
    referrers = Referrer.objects.select_related("case__region")
    found: Referrer = fetch_row(request, referrers, number, "consent.record", _("de toestemming"))
    return act_page(
        request,
        found.case,
        LaterConsentForm(request.POST or None, referrer=found, user=request.user),
        title=_("Toestemming vastleggen"),
        text=_("De familie vindt het goed dat wij bellen. Zij kan hier later nalezen wie dat zei."),
        submit=_("Bewaren"),
        done=_("De toestemming is vastgelegd. De familie mag gebeld worden."),
    )
