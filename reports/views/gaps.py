"""What the figures still lack, as a page and as a list to work through."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ekc.access import require, shown
from ekc.audit.acts import record_list
from ekc.audit.codes import ReadAction
from ekc.dates import local_today
from ekc.documents.files import attachment
from ekc.spreadsheets import CONTENT_TYPE

from ..gap_lists import gaps_file, lists_of
from .desk import YEARS_BACK


def _year(request: HttpRequest) -> tuple[int, list[int]]:
    today = local_today().year
    years = list(range(today, today - YEARS_BACK - 1, -1))
    asked = request.GET.get("jaar", "")
    return (int(asked) if asked in map(str, years) else today), years


@require_GET
def gaps(request: HttpRequest) -> HttpResponse:
    """Cases of a year of which something is missing, by coordinator."""
    require(request, "gaps.view")
    year, years = _year(request)
    lists = lists_of(request.user, year)
    shown(request, [each.case for _name, found in lists for each in found], what=_("wat de cijfers missen"))
    context = {
        "lists": lists,
        "year": year,
        "years": [{"label": str(each), "url": f"?jaar={each}", "current": each == year} for each in years],
    }
    return render(request, "reports/gaps.html", context)


@require_GET
def gaps_list(request: HttpRequest) -> HttpResponse:
    """The same as an Excel file; the read log keeps of each case that it left the house."""
    require(request, "gaps.view")
    year, _years = _year(request)
    lists = lists_of(request.user, year)
    numbers = [each.case.number for _name, found in lists for each in found]
    record_list(request, case_numbers=numbers or [""], what=_("wat de cijfers missen"), action=ReadAction.EXPORT)
    return attachment(gaps_file(lists), f"ontbrekende-gegevens-{year}.xlsx", content_type=CONTENT_TYPE)
