"""The Voorbereiding tab, and what is written down on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casepage.shell import act_page, case_page
from cases.models import Case
from cases.rules import can
from ekc.access import fetch
from ekc.pages import saved

from ..reads.preparation import preparation_of

form_view = require_http_methods(["GET", "POST"])


@require_GET
def preparation(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch(request, Case.objects.with_file(), perm="circle.view", what=_("de voorbereiding"), number=number)
    context = {
        **case_page(request, case, "preparation"),
        "page": preparation_of(case),
        "may_change": can(request.user, "circle.change", case),
        "may_decide": can(request.user, "safety.decide", case),
    }
    return render(request, "cases/preparation/preparation.html", context)


# --- what these pages share ----------------------------------------------------------------------------------


def _tab(number: str) -> str:
    return reverse("cases:preparation", args=[number])


def _case(request: HttpRequest, number: str) -> Case:
    return fetch(request, Case.objects.with_file(), perm="circle.change", what=_("de voorbereiding"), number=number)


def _row(request: HttpRequest, model: Any, number: str, pk: int) -> Any:
    rows = model.objects.select_related("case__region")
    return fetch(request, rows, perm="circle.change", what=_("de voorbereiding"), case__number=number, pk=pk)


def _page(
    request: HttpRequest,
    case: Case,
    form: Any,
    *,
    title: str | Promise,
    submit: str | Promise,
    done: str | Promise,
    back: str = "",
    **extra: Any,
) -> HttpResponse:
    """One form of the preparation: save it and go back to the tab."""
    back = back or _tab(case.number)
    if request.method == "POST" and saved(form):
        messages.success(request, done)
        return redirect(back)
    return act_page(request, case, form, title=title, submit=submit, cancel_url=back, **extra)
