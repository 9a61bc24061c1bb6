"""What the figures still lack, as a page and as a list to work through."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ekc.access import require, shown
from ekc.audit.acts import record_list
from ekc.audit.codes import ReadAction
from ekc.documents.files import attachment
from ekc.spreadsheets import CONTENT_TYPE

from ..gap_lists import gaps_file, lists_of
from .years import links_to_years, year_of


@require_GET
def gaps(request: HttpRequest) -> HttpResponse:
    """Cases of a year of which something is missing, by coordinator."""
    require(request, "gaps.view")
    year = year_of(request)
    lists = lists_of(request.user, year)
    shown(request, [each.case for _name, found in lists for each in found], what=_("wat de cijfers missen"))
    context = {
        "lists": lists,
        "year": year,
        "years": links_to_years(year),
    }
    return render(request, "reports/gaps.html", context)


@require_GET
def gaps_list(request: HttpRequest) -> HttpResponse:
    """The same as an Excel file; the read log keeps of each case that it left the house."""
    require(request, "gaps.view")
    year = year_of(request)
    lists = lists_of(request.user, year)
    numbers = [each.case.number for _name, found in lists for each in found]
    record_list(request, case_numbers=numbers or [""], what=_("wat de cijfers missen"), action=ReadAction.EXPORT)
    return attachment(gaps_file(lists), f"ontbrekende-gegevens-{year}.xlsx", content_type=CONTENT_TYPE)
