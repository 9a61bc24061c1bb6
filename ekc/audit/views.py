"""The read log on a page, for who reviews it (R34). Reading the log is logged itself (R30)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ekc.access import require

from .acts import record_read
from .codes import ReadAction
from .filters import ReadLineFilter
from .models import ReadLine
from .querysets import ReadLineQuerySet

PAGE_SIZE = 50


@require_GET
def read_log(request: HttpRequest) -> HttpResponse:
    require(request, "readlog.view")
    lines = ReadLine.objects.for_user(request.user).order_by("-at", "-pk")
    chosen = ReadLineFilter(request.GET, queryset=lines)
    # An impossible date shows the error at the field, and no lines that were not asked for.
    found = chosen.qs if chosen.form.is_valid() else lines.none()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filter": chosen, "page": page, "lines": list(page)}
    record_read(
        request,
        case_number=_case_asked_for(chosen, lines),
        what="leeslog",
        action=ReadAction.SEARCH,
    )
    return render(request, "audit/read_log.html", context)


def _case_asked_for(chosen: ReadLineFilter, lines: ReadLineQuerySet) -> str:
    """The case whose lines were searched for; empty where the log knows none of that number: anything can be typed."""
    typed = chosen.form.cleaned_data.get("case_number") if chosen.form.is_valid() else ""
    line = lines.filter(case_number__iexact=typed).order_by().first() if typed else None
    return line.case_number if line else ""
