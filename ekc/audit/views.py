"""The read log on a page and in a file, for who reviews it (R34). Reading the log is logged itself (R30)."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ekc.access import require
from ekc.documents.files import attachment
from ekc.pages import NotNow
from ekc.spreadsheets import CONTENT_TYPE, sheet_file

from .acts import record_read
from .codes import ReadAction
from .filters import ReadLineFilter
from .log_parts import log_parts
from .models import ReadLine

PAGE_SIZE = 50
MOST_LINES = 50_000
"""So many lines are one file: what somebody can still look through, and the program holds at once."""


@require_GET
def read_log(request: HttpRequest) -> HttpResponse:
    chosen, found = _chosen(request)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    asked = {name: value for name, value in request.GET.items() if name in chosen.form.fields and value}
    context = {
        "filter": chosen,
        "page": page,
        "lines": list(page),
        "parts": log_parts("audit:reads", request.user),
        "sheet": f"{reverse('audit:reads_sheet')}?{urlencode(asked)}" if len(page) else "",
    }
    record_read(request, case_number=_case_asked_for(chosen, request), what="leeslog", action=ReadAction.SEARCH)
    return render(request, "audit/read_log.html", context)


@require_GET
def read_log_sheet(request: HttpRequest) -> HttpResponse:
    """What the page shows of this choice, all of its pages, as an Excel file; and no more than that of anybody."""
    chosen, found = _chosen(request)
    lines = list(found[: MOST_LINES + 1])
    if len(lines) > MOST_LINES:
        most = {"n": MOST_LINES}
        raise NotNow(
            _("Dit zijn meer dan %(n)d regels. Maak de periode korter, of kies één zaak of account.") % most,
            to=f"{reverse('audit:reads')}?{request.GET.urlencode()}",
        )
    record_read(
        request, case_number=_case_asked_for(chosen, request), what="leeslog als Excel", action=ReadAction.EXPORT
    )
    heads = [_("Wanneer"), _("Wie"), _("Rol toen"), _("Zaak"), _("Wat"), _("Handeling"), _("Uitkomst")]
    content = sheet_file(_("Leeslog"), heads, [_cells(line) for line in lines])
    return attachment(content, "leeslog.xlsx", content_type=CONTENT_TYPE)


def _cells(line: ReadLine) -> list[Any]:
    return [
        timezone.localtime(line.at),
        line.user_name,
        line.get_role_display(),
        line.case_number,
        line.what,
        line.get_action_display(),
        line.get_outcome_display(),
    ]


def _chosen(request: HttpRequest) -> tuple[ReadLineFilter, QuerySet[ReadLine]]:
    """What was asked for, and the lines of it, newest first."""
    require(request, "readlog.view")
    lines = ReadLine.objects.for_user(request.user).order_by("-at", "-pk")
    chosen = ReadLineFilter(request.GET, queryset=lines)
    # An impossible date shows the error at the field, and no lines that were not asked for.
    return chosen, chosen.qs if chosen.form.is_valid() else lines.none()


def _case_asked_for(chosen: ReadLineFilter, request: HttpRequest) -> str:
    """The case whose lines were searched for; empty where the log knows none of that number: anything can be typed."""
    typed = chosen.form.cleaned_data.get("case_number") if chosen.form.is_valid() else ""
    line = (
        ReadLine.objects.for_user(request.user).filter(case_number__iexact=typed).order_by().first() if typed else None
    )
    return line.case_number if line else ""
