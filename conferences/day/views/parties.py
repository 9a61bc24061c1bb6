"""The sides of a herstelconferentie, the parties of an Alle Hens-conferentie, and who speaks when."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.codes import Variant
from cases.models import Case
from conferences.shell import case_for, tab_url
from ekc.refusal import Refusal

from ..acts.parties import speaking_order
from ..forms.parties import PartyForms, SeatForms


def _case_with_parties(request: HttpRequest, number: str) -> Case:
    case = case_for(request, number, "party.change")
    if case.variant == Variant.FAMILY:
        raise Http404
    return case


@require_http_methods(["GET", "POST"])
def parties(request: HttpRequest, number: str) -> HttpResponse:
    case = _case_with_parties(request, number)
    forms = PartyForms(case, request.POST or None)
    error = ""
    if request.method == "POST" and "add_party" not in request.POST and forms.is_valid():
        try:
            forms.save(by=request.user)
        except Refusal as refusal:
            error = refusal.reason
        else:
            messages.success(request, _("De partijen zijn bewaard. Zet nu iedereen op een plek."))
            return redirect("conferences:seats", number=number)
    context = {"case": case, "forms": forms, "error": error, "back_url": tab_url(case)}
    return render(request, "conferences/day/parties.html", context)


@require_http_methods(["GET", "POST"])
def seats(request: HttpRequest, number: str) -> HttpResponse:
    """On which side everybody sits, and who speaks when."""
    case = _case_with_parties(request, number)
    forms = SeatForms(case, request.POST or None)
    if not forms.has_parties:
        return redirect("conferences:parties", number=number)
    error = ""
    if request.method == "POST" and forms.is_valid():
        try:
            forms.save(by=request.user)
        except Refusal as refusal:
            error = refusal.reason
        else:
            messages.success(request, _("Bewaard. De volgorde staat ook op het draaiboek."))
            return redirect("conferences:seats", number=number)
    context = {"case": case, "forms": forms, "error": error, "order": speaking_order(case), "back_url": tab_url(case)}
    return render(request, "conferences/day/seats.html", context)
