"""Offers of a conference, and advice to professionals in doubt."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import step_page
from cases.models import Case, Offer
from ekc import dutch
from ekc.access import require, shown
from ekc.pages import form_page, form_view

from ..forms.offers import OfferAnswerForm, OfferedCaseForm, OfferForm

PAGE_SIZE = 25


@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    """What was offered, with the answer, and the way on to the aanmelding."""
    require(request, "offer.record")
    found = Offer.objects.for_user(request.user).select_related("case", "offered_by", "organisation", "region")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = shown(request, page, what=_("aanbiedingen"))
    linked = [row.case_id for row in rows if row.case_id]
    # Who offered it need not be who may see the case that came of it.
    reachable = set(Case.objects.for_user(request.user).filter(pk__in=linked).values_list("pk", flat=True))
    return render(request, "cases/desk/offers.html", {"page": page, "rows": rows, "reachable": reachable})


@form_view
def offer_add(request: HttpRequest) -> HttpResponse:
    require(request, "offer.record")
    form = OfferForm(request.POST or None, user=request.user)
    return form_page(
        request,
        form,
        title=_("Aanbod vastleggen"),
        text=_("Ook een aanbod dat de familie niet aanneemt telt mee. Van de familie leggen we hier niets vast."),
        submit=_("Vastleggen"),
        done=_("Het aanbod is vastgelegd."),
        back_url=reverse("cases:offers"),
        back_label=_("Aanbiedingen"),
    )


@form_view
def offer_answer(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, "offer.record")
    offer = get_object_or_404(Offer.objects.for_user(request.user), pk=pk)
    form = OfferAnswerForm(request.POST or None, user=request.user, offer=offer)
    return form_page(
        request,
        form,
        title=_("Antwoord van de familie"),
        text=_("Aangeboden op %(day)s door %(who)s. Moment: %(moment)s.")
        % {"day": dutch.long_date(offer.offered_on), "who": offer.offered_by, "moment": offer.get_moment_display()},
        submit=_("Bewaren"),
        done=_("Het antwoord is vastgelegd."),
        back_url=reverse("cases:offers"),
        back_label=_("Aanbiedingen"),
    )


@form_view
def offered(request: HttpRequest, number: str) -> HttpResponse:
    """The family answers the offer of a case."""
    return step_page(
        request,
        number,
        OfferedCaseForm,
        perm="case.triage",
        action="refer",
        title=_("Antwoord van de familie"),
        text=_("De familie dacht na over een conferentie. Wat besluit zij?"),
        submit=_("Vastleggen"),
        done=_("Het antwoord is vastgelegd."),
    )
