"""Living figures of what came before the preparation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ekc.access import require

from ..desk_figures import desk_tables
from ..querysets import regions_for
from .years import links_to_years, year_of


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    require(request, "figures.view")
    year = year_of(request)
    tables = desk_tables(request.user, year)
    context = {
        "tables": tables,
        "is_masked": any(table.is_masked for table in tables),
        "years": links_to_years(year),
        "regions": ", ".join(region.name for region in regions_for(request.user) or ()),
    }
    return render(request, "reports/desk.html", context)
