"""Vandaag of the regional manager: over all tabs of the worklist, what cannot wait."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.acts.kept_steps import bring_steps_up_to_date
from cases.casepage.reads.today import MOST, rows_of, today_of_manager
from cases.models import Case
from cases.privacy.reads.desk import first_to_answer
from ekc.access import require, shown
from ekc.audit.reads import waiting_reviews
from ekc.breaches.reads import running_clocks


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    require(request, "worklist.view")
    bring_steps_up_to_date()
    found, whys = today_of_manager(Case.objects.for_user(request.user))
    cases = shown(request, found[:MOST], what=_("vandaag"))
    context = {
        "rows": rows_of(cases, request.user, whys),
        "is_cut_off": len(found) > MOST,
        "asked": first_to_answer(request.user),
        "breaches": running_clocks(request.user),
        "reviews": waiting_reviews(request.user),
    }
    return render(request, "cases/desk/today.html", context)
