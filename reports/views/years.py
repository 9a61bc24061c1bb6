"""Which year a page of figures is about."""

from typing import Any

from django.http import HttpRequest

from ekc.dates import local_today

YEARS_BACK = 5


def year_of(request: HttpRequest) -> int:
    """The year that was asked for by `?jaar=`, where it is one of those that can be; this year otherwise."""
    asked = request.GET.get("jaar", "")
    return next((year for year in _years() if str(year) == asked), local_today().year)


def links_to_years(year: int) -> list[dict[str, Any]]:
    """The years to choose from; `year` is the one on the page."""
    return [{"label": str(each), "url": f"?jaar={each}", "current": each == year} for each in _years()]


def _years() -> range:
    today = local_today().year
    return range(today, today - YEARS_BACK - 1, -1)
