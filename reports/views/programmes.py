"""Totals of programmes, for who pays them and who runs them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ekc.access import require

from ..queries import regions_for
from ..totals import totals_for


@require_GET
def list_programmes(request: HttpRequest) -> HttpResponse:
    require(request, "programmes.view")
    regions = regions_for(request.user)
    context = {"rows": totals_for(request.user), "regions": ", ".join(region.name for region in regions or ())}
    return render(request, "reports/programmes.html", context)
