"""When an agreement stalls: the family hears it first; and the meetings in which it looks at its plan again."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.casepage.shell import fetch_case
from ekc.pages import NotNow, form_page, form_view, pressed

from ..acts.stalled import begin_second_conference, start_review
from ..forms.evaluation import EvaluationForm
from ..forms.guests import TellFamilyForm
from ..queries import watchers_of
from .calls import back_to_tab


@form_view
def tell(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "followup.evaluate", _("de nazorg"))
    back = back_to_tab(case)
    watchers = [watcher for watcher in watchers_of(case) if watcher.person is not None]
    if not watchers:
        reason = _(
            "Wie in het plan staat als wie oplet of iedereen bij elkaar roept, staat niet in de kring. Bel zelf."
        )
        raise NotNow(reason, to=back["back_url"])
    form = TellFamilyForm(request.POST or None, watchers=watchers)
    return form_page(
        request,
        form,
        save=lambda: form.save(case, by=request.user),
        title=_("Laat het de familie zelf weten"),
        text=_(
            "De familie hoort het eerst. Wie een veilig e-mailadres heeft, krijgt een bericht waarin niets van het "
            "plan staat. De anderen bel je; hiermee leg je vast dat je het vertelde."
        ),
        submit=_("Laten weten"),
        done=_("De familie weet het. Kijk over een week of er iets veranderde."),
        **back,
    )


@require_POST
def review(request: HttpRequest, number: str) -> HttpResponse:
    """A facilitated meeting, under a contract of its own."""
    case = fetch_case(request, number, "followup.review", _("de nazorg"))
    return pressed(
        request,
        lambda: start_review(case, by=request.user),
        done=_("Er is een contract voor een begeleide evaluatiebijeenkomst. De coördinator kan weer bij de zaak."),
        to=back_to_tab(case)["back_url"],
    )


@require_POST
def second_conference(request: HttpRequest, number: str) -> HttpResponse:
    """An aanmelding by telephone of the same people."""
    case = fetch_case(request, number, "followup.review", _("de nazorg"))
    return pressed(
        request,
        lambda: begin_second_conference(case, by=request.user),
        done=_("Vul aan wat er nu anders is. De mensen staan er al in."),
        to=lambda draft: reverse("cases:referral_phone", args=[draft.key]),
        refused_to=back_to_tab(case)["back_url"],
    )


@form_view
def evaluation(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "followup.evaluate", _("de nazorg"))
    form = EvaluationForm(request.POST or None)
    return form_page(
        request,
        form,
        save=lambda: form.save(case, by=request.user),
        title=_("De familie kwam weer bij elkaar"),
        text=_("De familie evalueert zelf. Schrijf alleen op dat het gebeurde, en in één zin wat eruit kwam."),
        submit=_("Bewaren"),
        done=_("De evaluatie is vastgelegd."),
        **back_to_tab(case),
    )
