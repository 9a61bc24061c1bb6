"""The read log on a page, for who reviews it (R34). Reading the log is logged itself (R30)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ekc.access import require

from .codes import ReadAction
from .domain import record_read
from .filters import ReadLineFilter
from .models import ReadLine

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
        case_number=request.GET.get("case_number", "")[:40],
        what="leeslog",
        action=ReadAction.SEARCH,
    )
    return render(request, "audit/read_log.html", context)
