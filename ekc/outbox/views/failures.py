"""What went wrong, for the regional manager and landelijk beheer (R105). Never an address, never a text."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekc.access import fetch, require, shown
from ekc.pages import pressed

from .. import acts
from ..failure_list import failed_lines, trying_lines
from ..models import DueRow, Message

VIEW, CHANGE = "delivery.view", "delivery.change"


@require_GET
def failures(request: HttpRequest) -> HttpResponse:
    require(request, VIEW)
    lines = shown(request, [*failed_lines(request.user), *trying_lines(request.user)], what=_("mislukte berichten"))
    context = {
        "failed": [line for line in lines if line.is_failed],
        "trying": [line for line in lines if not line.is_failed],
    }
    return render(request, "outbox/failures.html", context)


@require_POST
def retry_row(request: HttpRequest, pk: int) -> HttpResponse:
    return _repair(request, DueRow, pk, acts.retry_due_row, _("De termijn wordt opnieuw geprobeerd."))


@require_POST
def lapse_row(request: HttpRequest, pk: int) -> HttpResponse:
    return _repair(request, DueRow, pk, acts.let_due_row_lapse, _("De termijn is vervallen."), may_return=True)


@require_POST
def retry_mail(request: HttpRequest, pk: int) -> HttpResponse:
    return _repair(request, Message, pk, acts.retry_message, _("Het bericht wordt opnieuw verstuurd."))


@require_POST
def lapse_mail(request: HttpRequest, pk: int) -> HttpResponse:
    return _repair(request, Message, pk, acts.let_message_lapse, _("Het bericht is vervallen."), may_return=True)


def _repair(
    request: HttpRequest,
    model: type[DueRow] | type[Message],
    pk: int,
    act: Callable[..., None],
    done: str,
    *,
    may_return: bool = False,
) -> HttpResponse:
    require(request, VIEW)
    found: Any = fetch(request, model.objects.all(), perm=CHANGE, what=_("mislukt bericht"), pk=pk)
    rows = (lambda: [found]) if may_return else None
    return pressed(request, lambda: act(found, by=request.user), done=done, to="outbox:failures", rows=rows)
