"""What a programme was paid for and what came of it: a page, a PDF and an Excel file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ekc.access import require
from ekc.documents.files import attachment
from ekc.spreadsheets import CONTENT_TYPE

from ..account import Account
from ..accounting import account_of, years_of
from ..queries import paid_programmes_for
from ..rendering import account_papers
from .years import chosen_year, links_to_years


def _account(request: HttpRequest, slug: str) -> tuple[Account, list[int]]:
    require(request, "programmes.view")
    programmes = paid_programmes_for(request.user).select_related("funder")
    programme = get_object_or_404(programmes, slug=slug)
    years = years_of(programme, request.user)
    return account_of(programme, request.user, chosen_year(request, years)), years


@require_GET
def account(request: HttpRequest, slug: str) -> HttpResponse:
    found, years = _account(request, slug)
    whole = {"label": _("Hele programma"), "url": request.path, "current": found.year is None}
    context = {
        **account_papers.context_of(found),
        "years": [whole, *links_to_years(found.year, years)],
        "asked": f"?jaar={found.year}" if found.year else "",
    }
    return render(request, "reports/account.html", context)


@require_GET
def account_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    found, _years = _account(request, slug)
    return attachment(account_papers.account_pdf(found), f"{found.file_name}.pdf")


@require_GET
def account_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    found, _years = _account(request, slug)
    return attachment(account_papers.account_xlsx(found), f"{found.file_name}.xlsx", content_type=CONTENT_TYPE)
