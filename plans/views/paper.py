"""Frame and plan as PDF."""

from typing import Any

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import fetch_case
from cases.models import Case
from ekc.audit.acts import record_read
from ekc.audit.codes import ReadAction
from ekc.documents.files import attachment
from ekc.pages import rightly_asked

from ..forms.papers import PaperForm, ReaderForm
from ..papers import draw_frame, draw_paper
from ..queries import current_frame, version_in_force
from .common import plan_for


@require_GET
def frame_pdf(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "frame.view", _("het veiligheidskader"))
    frame = current_frame(case)
    if frame is None:
        raise Http404
    form = rightly_asked(ReaderForm(request.GET), back=reverse("plans:frame", args=[number]))
    record_read(request, case_number=number, what=_("PDF van het veiligheidskader"), action=ReadAction.EXPORT)
    return attachment(draw_frame(frame, **form.reader), f"veiligheidskader-{number}{form.mark}.pdf")


@require_GET
def plan_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The plan, or another paper of it; which, in what language and how large is in the address."""
    case = fetch_case(request, number, "plan.view", _("het plan"))
    # A version that is not there leaves the house in no way: the line comes after the looking.
    version = version_in_force(plan_for(case))
    if version is None:
        raise Http404
    form = rightly_asked(paper_form(request, case, request.GET), back=reverse("plans:plan", args=[number]))
    what = _("%(paper)s (PDF)") % {"paper": form.kind.label}
    record_read(request, case_number=number, what=what, action=ReadAction.EXPORT)
    content = draw_paper(form.kind, version, **form.reader, numbers=form.chosen_numbers)
    return attachment(content, f"{form.kind.file_name}-{number}{form.mark}.pdf")


def paper_form(request: HttpRequest, case: Case, data: Any = None) -> PaperForm:
    """Numbers of the circle are for who may see the circle (R-05)."""
    return PaperForm(data, case=case, may_give_numbers=rules.has_perm("circle.view", request.user, case))
