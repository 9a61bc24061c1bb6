"""The coordinator's answer to the offer of a case: one question, two thumbs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.codes import OfferState
from cases.models import CoordinatorOffer
from ekc.access import fetch
from ekc.pages import form_page, form_view, pressed

from ..acts.coordinator_offers import accept_offer
from ..forms.assign import DeclineOfferForm
from ..reads.coordinator_offers import case_in_short, how_it_ended, moment_words


def _offer(request: HttpRequest, pk: int) -> CoordinatorOffer:
    offers = CoordinatorOffer.objects.select_related("case__region", "case__programme", "coordinator__user", "coach")
    # Who manages the case sees how it stands on the page of the case; this question is put to one person.
    offers = offers.filter(coordinator__user=request.user)
    return fetch(request, offers, perm="offer.answer", what=_("aanbod van een zaak"), pk=pk)


@require_GET
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, with what one must know to answer it and nobody's name."""
    found = _offer(request, pk)
    is_open = found.state == OfferState.OPEN
    context = {
        "offer": found,
        "is_open": is_open,
        "facts": case_in_short(found) if is_open else [],
        "moment": moment_words(found.answer_by) if is_open and found.answer_by else "",
        "ended": "" if is_open else how_it_ended(found),
    }
    return render(request, "cases/coordinators/coordinator_offer.html", context)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    found = _offer(request, pk)
    return pressed(
        request,
        lambda: accept_offer(found, by=request.user),
        done=_("Wat fijn! De zaak is van jou. Hieronder staat wat je nu als eerste doet."),
        to=found.case,
        refused_to=reverse("cases:coordinator_offer", args=[pk]),
    )


@form_view
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    found = _offer(request, pk)
    back = reverse("cases:coordinator_offer", args=[found.pk])
    if found.state != OfferState.OPEN:
        return redirect(back)
    data = request.POST if request.method == "POST" else None
    form = DeclineOfferForm(data, offer=found, user=request.user)
    return form_page(
        request,
        form,
        title=_("Nee, deze zaak niet"),
        submit=_("Nee zeggen"),
        done=_("Dank je voor je antwoord. We vragen iemand anders."),
        to=reverse("cases:my_cases"),
        back_url=back,
        back_label=_("Terug naar de vraag"),
    )
