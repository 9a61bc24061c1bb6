"""Living figures of what came before the preparation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ekc.access import require
from ekc.dates import local_today

from ..desk_figures import desk_tables
from ..querysets import regions_for

YEARS_BACK = 5


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    require(request, "figures.view")
    today = local_today().year
    years = range(today, today - YEARS_BACK - 1, -1)
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked in map(str, years) else today
    tables = desk_tables(request.user, year)
    context = {
        "tables": tables,
        "is_masked": any(table.is_masked for table in tables),
        "years": [{"label": str(each), "url": f"?jaar={each}", "current": each == year} for each in years],
        "regions": ", ".join(region.name for region in regions_for(request.user) or ()),
    }
    return render(request, "reports/desk.html", context)
