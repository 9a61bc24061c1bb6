"""The draaiboek: on the screen, on paper, and as one file that needs no network."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cases.models import Case
from conferences.shell import case_for, meeting_of, tab_url
from ekc.audit.acts import record_read
from ekc.audit.codes import ReadAction
from ekc.documents.files import attachment
from ekc.documents.pdf import render_html, render_pdf
from ekc.documents.standalone import with_styles_inside

from ..reads.run_sheet import RunSheet


def _sheet(request: HttpRequest, number: str) -> tuple[Case, RunSheet]:
    case = case_for(request, number, "invitation.view")
    return case, RunSheet(meeting_of(request, case))


def _file(request: HttpRequest, case: Case, content: bytes, kind: str, name: str) -> HttpResponse:
    record_read(request, case_number=case.number, what=_("het draaiboek als bestand"), action=ReadAction.EXPORT)
    return attachment(content, name, content_type=kind)


@never_cache
@require_GET
def run_sheet(request: HttpRequest, number: str) -> HttpResponse:
    case, sheet = _sheet(request, number)
    context = {"case": case, "sheet": sheet, "back_url": tab_url(case)}
    return render(request, "conferences/day/run_sheet.html", context)


@never_cache
@require_GET
def run_sheet_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """On A4; `?letters=groot` prints it for who reads badly or stands in a dark hall."""
    case, sheet = _sheet(request, number)
    is_large = request.GET.get("letters") == "groot"
    context = {"sheet": sheet, "is_large": is_large}
    content = render_pdf("conferences/day/print/run_sheet.html", context, title=_("Draaiboek"))
    size = "-groot" if is_large else ""
    return _file(request, case, content, "application/pdf", f"draaiboek-{number}{size}.pdf")


@never_cache
@require_GET
def run_sheet_phone(request: HttpRequest, number: str) -> HttpResponse:
    """One file for the telephone, that opens without network and asks nothing of it."""
    case, sheet = _sheet(request, number)
    html = render_html("conferences/day/print/run_sheet_phone.html", {"sheet": sheet}, title=_("Draaiboek"))
    content = with_styles_inside(html).encode()
    return _file(request, case, content, "text/html; charset=utf-8", f"draaiboek-{number}.html")
