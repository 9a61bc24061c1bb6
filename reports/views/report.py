"""The report as a page. Its address holds what was chosen, so that it can be kept and sent on."""

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from ekc.access import require
from ekc.audit.acts import record_read

from ..choices import as_data, choice_for
from ..codes import OFFERED_FORMATS
from ..forms import ReportForm
from ..queries import programmes_for
from ..rendering.drawn_once import page_of
from ..side_by_side import report_of


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    require(request, "figures.view")
    form = ReportForm(request.GET or None, user=request.user)
    context = {"form": form, "programmes": programmes_for(request.user)}
    context["may_see_gaps"] = rules.has_perm("gaps.view", request.user)
    context["may_see_editions"] = rules.has_perm("editions.view", request.user)
    context["may_make_editions"] = rules.has_perm("editions.make", request.user)
    context["may_have_rows"] = rules.has_perm("research.view", request.user)
    if form.is_bound and form.is_valid():
        chosen = as_data(form.cleaned_data)
        choice = choice_for(request.user, chosen)
        if choice is not None:
            report = report_of(choice.selection, choice.audience, choice.against)
            # Who saw what of whom: also without protection, and of the whole country.
            record_read(
                request, case_number="", what=f"cijfers ({choice.audience.value}): {report.programme_name}"[:80]
            )
            context |= {"address": urlencode(chosen), "chosen": chosen, "formats": OFFERED_FORMATS}
            context |= page_of(report)
    return render(request, "reports/index.html", context)
