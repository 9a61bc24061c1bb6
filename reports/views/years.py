"""Which year a page of figures is about."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from ekc.dates import local_today

YEARS_BACK = 5


def year_of(request: HttpRequest) -> int:
    """The year that was asked for by `?jaar=`, where it is one of those that can be; this year otherwise."""
    return chosen_year(request, _years()) or local_today().year


def chosen_year(request: HttpRequest, years: Iterable[int]) -> int | None:
    """The year that was asked for by `?jaar=`; None where that is none of these."""
    asked = request.GET.get("jaar", "")
    return next((year for year in years if str(year) == asked), None)


def links_to_years(year: int | None, years: Iterable[int] | None = None) -> list[dict[str, Any]]:
    """The years to choose from; `year` is the one on the page."""
    found = _years() if years is None else years
    return [{"label": str(each), "url": f"?jaar={each}", "current": each == year} for each in found]


def _years() -> range:
    today = local_today().year
    return range(today, today - YEARS_BACK - 1, -1)
