"""The coordinator's answer to being asked for a case: one question, two thumbs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.codes import RequestState
from cases.models import CoordinatorRequest
from ekc.access import fetch
from ekc.pages import form_page, form_view, pressed, sent

from ..acts.requests import accept_request
from ..forms.assign import DeclineRequestForm
from ..reads.requests import case_in_short, how_it_ended, moment_words


def _asking(request: HttpRequest, pk: int) -> CoordinatorRequest:
    requests = CoordinatorRequest.objects.select_related(
        "case__region", "case__programme", "coordinator__user", "coach"
    )
    # Who manages the case sees how it stands on the page of the case; this question is put to one person.
    requests = requests.filter(coordinator__user=request.user)
    return fetch(request, requests, perm="coordinator_request.answer", what=_("vraag om een zaak te doen"), pk=pk)


@require_GET
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, with what one must know to answer it and nobody's name."""
    found = _asking(request, pk)
    is_open = found.state == RequestState.OPEN
    context = {
        "asking": found,
        "is_open": is_open,
        "facts": case_in_short(found) if is_open else [],
        "moment": moment_words(found.answer_by) if is_open and found.answer_by else "",
        "ended": "" if is_open else how_it_ended(found),
    }
    return render(request, "cases/coordinators/coordinator_request.html", context)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    found = _asking(request, pk)
    return pressed(
        request,
        lambda: accept_request(found, by=request.user),
        done=_("Wat fijn! De zaak is van jou. Hieronder staat wat je nu als eerste doet."),
        to=found.case,
        refused_to=reverse("cases:coordinator_request", args=[pk]),
    )


@form_view
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    found = _asking(request, pk)
    back = reverse("cases:coordinator_request", args=[found.pk])
    if found.state != RequestState.OPEN:
        return redirect(back)
    data = sent(request)
    form = DeclineRequestForm(data, asking=found, user=request.user)
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
