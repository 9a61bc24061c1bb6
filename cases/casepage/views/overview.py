"""The Overzicht tab: what one must know of a case at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.models import Case

from ..reads.overview import overview_of
from ..shell import case_page, fetch_case


@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    return overview_page(request, fetch_case(request, number, "case.view", _("het overzicht")))


def overview_page(request: HttpRequest, found: Case) -> HttpResponse:
    context = {**case_page(request, found, "overview"), **overview_of(found, request.user)}
    return render(request, "cases/casepage/overview.html", context)
