"""The report as a page. Its address holds what was chosen, so that it can be kept and sent on."""

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ekc.access import require
from ekc.audit.acts import record_read

from ..catalogue import build_report
from ..choices import as_data, audience_for, selection_for
from ..codes import DownloadFormat
from ..forms import ReportForm
from ..protecting import protect
from ..queries import programmes_for
from ..rendering.document import context_of

# What a page offers; the page itself is already what HTML would be.
OFFERED = (
    DownloadFormat.PDF,
    DownloadFormat.FACTSHEET,
    DownloadFormat.XLSX,
    DownloadFormat.CSV,
    DownloadFormat.JSON,
    DownloadFormat.HTML,
)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    require(request, "figures.view")
    form = ReportForm(request.GET or None, user=request.user)
    context = {"form": form, "programmes": programmes_for(request.user)}
    context["may_see_gaps"] = rules.has_perm("gaps.view", request.user)
    context["may_have_rows"] = rules.has_perm("research.view", request.user)
    if form.is_bound and form.is_valid():
        chosen = as_data(form.cleaned_data)
        selection = selection_for(request.user, chosen)
        audience = audience_for(request.user, chosen, selection) if selection is not None else None
        if selection is not None and audience is not None:
            report = protect(build_report(selection), audience)
            # Who saw what of whom: also without protection, and of the whole country.
            record_read(request, case_number="", what=f"cijfers ({audience.value}): {report.programme_name}"[:80])
            context |= {"chosen": chosen, "formats": OFFERED, **context_of(report)}
    return render(request, "reports/index.html", context)
