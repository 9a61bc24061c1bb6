"""Totals of programmes, for who pays them and who runs them; landelijk beheer keeps them here too."""

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.desk.forms.programme import FunderForm, ProgrammeForm
from cases.models import Funder, FundingProgramme
from ekc.access import require
from ekc.pages import form_page, form_view, sent

from ..progress import progress_of
from ..queries import paid_programmes_for
from ..querysets import regions_for
from ..totals import totals_for, totals_of


def _regions_of(request: HttpRequest) -> str:
    return ", ".join(region.name for region in regions_for(request.user) or ())


@require_GET
def list_programmes(request: HttpRequest) -> HttpResponse:
    require(request, "programmes.view")
    context = {
        "rows": totals_for(request.user),
        "regions": _regions_of(request),
        "may_change": rules.has_perm("programmes.change", request.user),
    }
    return render(request, "reports/programmes.html", context)


@require_GET
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme: its agreements, its totals, and what was held against the target through time."""
    require(request, "programmes.view")
    programmes = paid_programmes_for(request.user).select_related("funder").prefetch_related("regions")
    found = get_object_or_404(programmes, slug=slug)
    totals, points = totals_of(found, request.user), progress_of(found, request.user)
    undated = totals.held - (points[-1].total if points else 0)
    context = {
        "programme": found,
        "totals": totals,
        "points": points,
        "undated": max(undated, 0),
        "labels": [point.label for point in points],
        "values": [point.total for point in points],
        "pace": [point.pace for point in points],
        # A part of the programme is not held against the whole target.
        "target": found.target if regions_for(request.user) is None else None,
        "regions": _regions_of(request),
        "may_change": rules.has_perm("programmes.change", request.user),
    }
    return render(request, "reports/programme.html", context)


def _programme_form(request: HttpRequest, found: FundingProgramme | None) -> HttpResponse:
    data = sent(request)
    form = ProgrammeForm(data, by=request.user, programme=found)
    back = reverse("reports:programme", args=[found.slug]) if found else reverse("reports:programmes")
    return form_page(
        request,
        form,
        title=_("Programma aanpassen") if found else _("Nieuw programma"),
        submit=_("Bewaren"),
        done=_("Het programma is bewaard."),
        back_url=back,
        back_label=_("Terug"),
    )


@form_view
def create_programme(request: HttpRequest) -> HttpResponse:
    require(request, "programmes.change")
    return _programme_form(request, None)


@form_view
def edit_programme(request: HttpRequest, slug: str) -> HttpResponse:
    require(request, "programmes.change")
    return _programme_form(request, get_object_or_404(paid_programmes_for(request.user), slug=slug))


@require_GET
def list_funders(request: HttpRequest) -> HttpResponse:
    require(request, "programmes.change")
    funders = Funder.objects.prefetch_related("users", "programmes")
    return render(request, "reports/funders.html", {"funders": funders})


def _funder_form(request: HttpRequest, funder: Funder | None) -> HttpResponse:
    require(request, "programmes.change")
    data = sent(request)
    form = FunderForm(data, by=request.user, funder=funder)
    return form_page(
        request,
        form,
        title=str(funder) if funder else _("Nieuwe financier"),
        submit=_("Bewaren"),
        done=_("De financier is bewaard."),
        back_url=reverse("reports:funders"),
        back_label=_("Alle financiers"),
    )


@form_view
def create_funder(request: HttpRequest) -> HttpResponse:
    return _funder_form(request, None)


@form_view
def edit_funder(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, "programmes.change")
    return _funder_form(request, get_object_or_404(Funder, pk=pk))
