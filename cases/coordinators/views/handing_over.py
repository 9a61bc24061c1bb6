"""Somebody else goes on with a case: asking for it, choosing who, and making acquaintance."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case
from cases.models import Coordinator
from ekc.pages import NotNow, form_view, sent

from ..forms.handing_over import HandOverForm, HandOverRequestForm, IntroductionForm, SuccessorForm
from ..matching import match_for, ranking_for
from ..reads.introduction import to_meet
from ..reads.requests import request_rows
from .assign import chosen_coordinators

MOST_CHOICES = 40


@form_view
def hand_over(request: HttpRequest, number: str) -> HttpResponse:
    """The regional manager chooses who goes on; nothing else of the case changes."""
    case = fetch_case(request, number, "case.triage", _("overdragen"), action="hand_over")
    free = ranking_for(case, Coordinator.objects.for_user(request.user)).free[:MOST_CHOICES]
    return act_page(
        request,
        case,
        HandOverForm(request.POST or None, case=case, user=request.user, matches=free),
        title=_("Overdragen aan een andere coördinator"),
        text=_(
            "De dag, de uitnodigingen en alles wat is vastgelegd, blijven staan. De nieuwe coördinator, de vorige en "
            "de aanmelder krijgen bericht. De familie hoort het per mail als dat veilig is, anders van wie verder gaat."
        ),
        submit=_("Overdragen"),
        done=lambda contract: _("%(name)s gaat verder met deze zaak.") % {"name": contract.coordinator},
        to=case,
        template="cases/coordinators/hand_over.html",
        nobody=not free,
        to_ask=free,
        requests=request_rows(case),
    )


@form_view
def ask_in_turn(request: HttpRequest, number: str) -> HttpResponse:
    """Ask the coordinators that were ticked whether they take the case over; `wie` in the address says who."""
    case = fetch_case(request, number, "case.triage", _("overdragen"), action="hand_over")
    back = reverse("cases:hand_over", args=[number])
    chosen = chosen_coordinators(request)
    if not chosen:
        raise NotNow(_("Kruis eerst aan wie u wilt vragen."), to=back)
    matches = [match_for(case, each) for each in chosen]
    deviates = any(each.deviates for each in matches)
    data = sent(request)
    return act_page(
        request,
        case,
        HandOverRequestForm(data, case=case, user=request.user, coordinators=chosen, deviates=deviates),
        title=_("Vragen wie verder gaat"),
        submit=_("Vragen"),
        done=_("De vraag is onderweg. Wie ja zegt, krijgt de zaak. Tot dan verandert er niets."),
        to=back,
        back_url=back,
        template="cases/coordinators/coordinator_request_to.html",
        matches=matches,
    )


@form_view
def ask_for_successor(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "case.work", _("een andere coördinator"), action="ask_for_successor")
    return act_page(
        request,
        case,
        SuccessorForm(request.POST or None, case=case, user=request.user),
        title=_("Ik kan niet verder met deze zaak"),
        text=_("De regiomanager zoekt iemand anders. Tot die er is, blijf jij erbij kunnen. De dag blijft staan."),
        submit=_("Vragen om een ander"),
        done=_("De regiomanager krijgt nu bericht."),
        to=case,
    )


@form_view
def introduce(request: HttpRequest, number: str) -> HttpResponse:
    """Who took the case over reads how each of the family may be reached."""
    case = fetch_case(request, number, "circle.change", _("kennismaken"))
    return act_page(
        request,
        case,
        IntroductionForm(request.POST or None, case=case, user=request.user),
        title=_("Maak kennis met de familie"),
        text=_("Je nam deze zaak over. Bel of bezoek iedereen, op de manier die voor die persoon veilig is."),
        submit=_("Ik heb kennisgemaakt"),
        done=_("Vastgelegd. Nu ga je verder waar de vorige coördinator was."),
        to=case,
        template="cases/coordinators/introduction.html",
        people=to_meet(case),
    )
