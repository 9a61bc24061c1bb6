"""Who gets the case: the coordinators in order of fit, and the act that gives it to one of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ekc.access import fetch
from ekc.refusal import Refusal

from ..forms.assign import AssignForm
from ..matching import match_for, ranking_for
from ..models import Case, Coordinator
from ..workflow import WORKFLOW
from .shell import case_page, form_page, refused, saved

form_view = require_http_methods(["GET", "POST"])
FIRST_CHOICES = 15
"""So many coordinators stand on the page at once; the best fit is always among them."""
ASSIGN_TITLE = gettext_lazy("Coördinator kiezen")


def _case(request: HttpRequest, number: str, what: str | Promise) -> Case:
    return fetch(request, Case.objects.with_file(), perm="case.triage", what=str(what), number=number)


@require_GET
def assign(request: HttpRequest, number: str) -> HttpResponse:
    """Who fits, in order, and who may not and why."""
    case = _case(request, number, ASSIGN_TITLE)
    try:
        WORKFLOW.find(case.state, "assign", by=request.user)
    except Refusal as refusal:
        return refused(request, case, refusal)
    ranking = ranking_for(case, Coordinator.objects.for_user(request.user))
    everybody = "alle" in request.GET
    context = {
        **case_page(request, case, with_step=False),
        "title": ASSIGN_TITLE,
        "wishes": case.preferences.all(),
        "free": ranking.free if everybody else ranking.free[:FIRST_CHOICES],
        "free_count": len(ranking.free),
        "more": 0 if everybody else max(len(ranking.free) - FIRST_CHOICES, 0),
        "blocked": ranking.blocked,
    }
    return render(request, "cases/assign.html", context)


@form_view
def assign_to(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    case = _case(request, number, ASSIGN_TITLE)
    coordinator = get_object_or_404(Coordinator.objects.for_user(request.user).select_related("user"), pk=pk)
    try:
        WORKFLOW.find(case.state, "assign", by=request.user)
    except Refusal as refusal:
        return refused(request, case, refusal)
    match = match_for(case, coordinator)
    data = request.POST if request.method == "POST" else None
    form = AssignForm(data, case=case, user=request.user, coordinator=coordinator, match=match)
    if request.method == "POST" and saved(form):
        messages.success(
            request,
            _("%(name)s is de coördinator van deze zaak. Er zijn berichten onderweg.") % {"name": coordinator},
        )
        return redirect(case)
    return form_page(
        request,
        case,
        form,
        title=_("%(name)s toewijzen") % {"name": coordinator},
        submit=_("Toewijzen"),
        cancel_url=reverse("cases:assign", args=[case.number]),
        template="cases/assign_to.html",
        match=match,
    )
