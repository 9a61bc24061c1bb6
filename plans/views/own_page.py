"""The personal link of a plan: "Mijn afspraken" of somebody of the family, and the plan alone for who applied."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ekc.audit.acts import record_read
from ekc.languages import is_switching, spoken
from ekc.links import Found, closed_page, look_up
from ekc.open_pages import OpenPages
from ekc.pages import form_page, form_view

from ..forms.own_page import OwnTapForm
from ..models import Distribution
from ..on_paper import PlanPaper
from ..own_forms import OWN_FORMS
from ..queries import version_in_force
from ..reads.own_page import OwnPage, own_page

OPENED = OpenPages("plan_pages")

NOTHING_TYPED: dict[str, Any] = {"form": None, "typed_at": None, "typed_why": ""}


@login_not_required
@never_cache
@sensitive_post_parameters()
@form_view
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """A GET shows a button and nothing of anybody: scanners of mail open links (R76). A POST shows the page."""
    found = look_up(Distribution, token)
    return spoken(request, found.language, lambda: _opened(request, found))


def _opened(request: HttpRequest, found: Found) -> HttpResponse:
    if found.closed:
        return closed_page(request, found)
    delivery = found.row
    if request.method == "GET" or is_switching(request):
        return _shown(request, delivery) if OPENED.is_open(request, delivery) else render(request, "plans/link.html")
    OPENED.open(request, delivery)
    page, sent = own_page(delivery), request.POST.get("form", "")
    if page is not None and "tap" in request.POST:
        form = OwnTapForm(request.POST, delivery=delivery)
        typed = {"typed_at": form.about, "typed_why": request.POST.get("why", "")}
        return form_page(request, form, done=str, to=request.path, **_drawn(request, page), **typed)
    if page is not None and sent in OWN_FORMS:
        words = OWN_FORMS[sent]
        form = words.make(delivery, request.POST, sent)
        drawn = {**NOTHING_TYPED, **_drawn(request, page, sent, form), "form": form}
        return form_page(request, done=str(words.done), to=request.path, **drawn)
    return _shown(request, delivery)


def _shown(request: HttpRequest, delivery: Distribution) -> HttpResponse:
    _note_read(request, delivery)
    page = own_page(delivery)
    if page is not None:
        return render(request, "plans/own_page.html", {"page": page, "own_forms": page.forms(), **NOTHING_TYPED})
    version = version_in_force(delivery.version.plan) or delivery.version
    return render(request, "plans/opened.html", {"paper": PlanPaper(version)})


def _drawn(request: HttpRequest, page: OwnPage, sent: str = "", bound: Any = None) -> dict[str, Any]:
    """How the page is drawn around a form: anew, after the act."""

    def around() -> dict[str, Any]:
        _note_read(request, page.delivery)
        return {"page": page, "own_forms": page.forms(sent, bound)}

    return {"template": "plans/own_page.html", "around": around}


def _note_read(request: HttpRequest, delivery: Distribution) -> None:
    record_read(request, case_number=delivery.version.plan.case.number, what=_("het plan, met een persoonlijke link"))
