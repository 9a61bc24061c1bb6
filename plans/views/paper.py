"""Frame and plan as PDF."""

from typing import Any

import rules
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import fetch_case
from cases.models import Case
from ekc.audit.acts import record_read
from ekc.audit.codes import ReadAction
from ekc.documents.files import attachment
from ekc.documents.pdf import render_pdf
from ekc.pages import NotNow

from ..forms.papers import PaperForm
from ..on_paper import FramePaper
from ..papers import draw_paper
from ..queries import current_frame
from .common import version_for


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
    """The plan, or another paper of it; which, in what language and how large is in the address."""
    case = fetch_case(request, number, "plan.view", _("het plan"))
    # A version that is not there leaves the house in no way: the line comes after the looking.
    version = version_for(case)
    form = paper_form(request, case, request.GET)
    if not form.is_valid():
        reasons = " ".join(str(each) for faults in form.errors.values() for each in faults)
        raise NotNow(reasons, to=reverse("plans:plan", args=[number]), level=messages.ERROR)
    wanted = form.wanted
    kind = wanted["kind"]
    record_read(
        request, case_number=number, what=_("%(paper)s (PDF)") % {"paper": kind.label}, action=ReadAction.EXPORT
    )
    language, size = wanted["language"], "groot" if wanted["is_large"] else ""
    marks = [kind.file_name, number, language if language != settings.LANGUAGE_CODE else "", size]
    return attachment(draw_paper(version=version, **wanted), f"{'-'.join(filter(None, marks))}.pdf")


def paper_form(request: HttpRequest, case: Case, data: Any = None) -> PaperForm:
    """Numbers of the circle are for who may see the circle (R-05)."""
    return PaperForm(data, case=case, may_give_numbers=rules.has_perm("circle.view", request.user, case))
