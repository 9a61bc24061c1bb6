"""The Overzicht tab: what one must know of a case at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.file_questions import Destroyed
from cases.models import Case
from ekc.audit.acts import record_read

from ..reads.overview import overview_of
from ..shell import FILES_AND_DESTROYED, case_page, fetch_case, list_of


@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    try:
        found = fetch_case(request, number, "case.view", _("het overzicht"), files=FILES_AND_DESTROYED)
    except Destroyed as destroyed:
        return _destroyed(request, destroyed.case)
    return overview_page(request, found)


def _destroyed(request: HttpRequest, case: Case) -> HttpResponse:
    """All that is left to see of a file that was destroyed; no tab of it opens."""
    record_read(request, case_number=case.number, what=_("dat het dossier is vernietigd"))
    return render(request, "cases/casepage/destroyed.html", {"case": case, **list_of(request.user)})


def overview_page(request: HttpRequest, found: Case) -> HttpResponse:
    context = {**case_page(request, found, "overview"), **overview_of(found, request.user)}
    return render(request, "cases/casepage/overview.html", context)
