"""The Overzicht tab: what one must know of a case at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.models import Case
from ekc.access import fetch

from ..reads.overview import overview_of
from ..shell import case_page


@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    found = fetch(request, Case.objects.with_file(), perm="case.view", what=_("het overzicht"), case_number=number)
    context = {**case_page(request, found, "overview"), **overview_of(found, request.user)}
    return render(request, "cases/casepage/overview.html", context)
