"""Who applied: what was heard wrong, put right by the regional manager."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_row
from cases.models import Referrer
from cases.workflow import WORKFLOW
from ekc.pages import form_view

from ..forms.referrer import LaterConsentForm, ReferrerForm, ReferrerOrganisationForm


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


@form_view
def organisation(request: HttpRequest, number: str) -> HttpResponse:
    """R-02: nobody can be called independent of an organisation that the house does not know."""
    referrers = Referrer.objects.select_related("case__region", "organisation")
    found: Referrer = fetch_row(request, referrers, number, "case.manage", _("de organisatie van de aanmelder"))
    may_choose = WORKFLOW.allows(found.case.state, "assign", by=request.user)
    return act_page(
        request,
        found.case,
        ReferrerOrganisationForm(request.POST or None, referrer=found, user=request.user),
        title=_("Organisatie van de aanmelder"),
        text=_(
            "De coördinator mag niet bij de organisatie van de aanmelder werken en er geen band mee hebben. Kies de "
            "organisatie uit de lijst, of zet die erbij. Dan kijkt het programma na wie onafhankelijk is."
        ),
        submit=_("Bewaren"),
        done=_("De organisatie is gekoppeld."),
        # Who is choosing a coordinator goes on with that.
        back_url=reverse("cases:assign", args=[number]) if may_choose else "",
    )
