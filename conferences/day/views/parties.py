"""The sides of a herstelconferentie, the parties of an Alle Hens-conferentie, and who speaks when."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.codes import Variant
from cases.models import Case
from cases.variants.reads.order import speaking_order
from conferences.shell import case_for, form_page
from ekc.pages import form_view

from ..forms.parties import PartyForms, SeatForms


def _case_with_parties(request: HttpRequest, number: str) -> Case:
    case = case_for(request, number, "party.change")
    if case.variant == Variant.FAMILY:
        raise Http404
    return case


@form_view
def parties(request: HttpRequest, number: str) -> HttpResponse:
    case = _case_with_parties(request, number)
    forms = PartyForms(case, request.POST or None)
    return form_page(
        request,
        case,
        forms,
        save=lambda: forms.save(by=request.user),
        redraws="add_party",
        done=_("De kanten zijn bewaard. Zet nu iedereen op een plek.")
        if forms.has_sides
        else _("De partijen zijn bewaard. Zet nu iedereen op een plek."),
        to=reverse("conferences:seats", args=[number]),
        template="conferences/day/parties.html",
    )


@form_view
def seats(request: HttpRequest, number: str) -> HttpResponse:
    """On which side everybody sits, and who speaks when."""
    case = _case_with_parties(request, number)
    forms = SeatForms(case, request.POST or None)
    if not forms.has_parties:
        return redirect("conferences:parties", number=number)
    return form_page(
        request,
        case,
        forms,
        save=lambda: forms.save(by=request.user),
        done=_("Bewaard. De volgorde staat ook op het draaiboek."),
        to=request.path,
        around=lambda: {"order": speaking_order(case)},
        template="conferences/day/seats.html",
    )
