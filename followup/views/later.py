"""The rounds of half a year and a year later, of which nobody else is reminded: the office calls (R-03)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ekc.access import require, shown

from ..reads.later import waiting_rounds, with_terms


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    require(request, "followup.rounds")
    found = shown(request, waiting_rounds(request.user), what=_("latere navragen"))
    return render(request, "followup/later.html", {"rows": with_terms(found)})
