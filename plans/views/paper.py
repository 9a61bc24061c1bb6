"""Frame and plan as PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import fetch_case
from ekc.audit.acts import record_read
from ekc.audit.codes import ReadAction
from ekc.documents.files import attachment
from ekc.documents.pdf import render_pdf

from ..on_paper import FramePaper, PlanPaper
from ..queries import current_frame, version_in_force
from .common import plan_for


@require_GET
def frame_pdf(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "frame.view", _("het veiligheidskader"))
    frame = current_frame(case)
    if frame is None:
        raise Http404
    record_read(request, case_number=number, what=_("PDF van het veiligheidskader"), action=ReadAction.EXPORT)
    paper = FramePaper(frame)
    content = render_pdf("plans/print/frame.html", {"paper": paper}, title=_("Veiligheidskader"))
    return attachment(content, f"veiligheidskader-{number}.pdf")


@require_GET
def plan_pdf(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "plan.view", _("het plan"))
    # A version that is not there leaves the house in no way: the line comes after the looking.
    version = version_in_force(plan_for(case))
    if version is None:
        raise Http404
    paper = PlanPaper(version)
    record_read(request, case_number=number, what=_("PDF van het plan"), action=ReadAction.EXPORT)
    content = render_pdf("plans/print/plan.html", {"paper": paper}, title=_("Ons plan"))
    return attachment(content, f"plan-{number}.pdf")
