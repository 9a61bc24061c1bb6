"""The own page about consent, behind a personal link: no account, five languages."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from cases.models import ConsentLink
from ekc.audit.acts import record_read
from ekc.languages import is_switching, spoken
from ekc.links import Found, closed_page, look_up
from ekc.open_pages import OpenPages
from ekc.pages import form_page, form_view
from ekc.ratelimit import too_often

from ..forms.own_consents import OwnConsentForm
from ..reads.own_consents import WHAT, OwnConsents

OPENED = OpenPages("consent_pages")
PRESSES_PER_HOUR = 60


@login_not_required
@never_cache
@sensitive_post_parameters()
@form_view
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """A GET shows a button and nothing of anybody: scanners of mail open links (R76). A POST shows the page."""
    found = look_up(ConsentLink, token)
    return spoken(request, found.language, lambda: _opened(request, found))


def _opened(request: HttpRequest, found: Found) -> HttpResponse:
    if found.closed:
        return closed_page(request, found)
    link = found.row
    if request.method == "GET" or is_switching(request):
        return (
            _shown(request, link)
            if OPENED.is_open(request, link)
            else render(request, "cases/privacy/public/door.html")
        )
    if too_often(request, "own-consents", limit=PRESSES_PER_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    OPENED.open(request, link)
    if "tap" not in request.POST:
        return _shown(request, link)
    return form_page(
        request,
        OwnConsentForm(request.POST, link=link),
        done=_("Het is opgeschreven."),
        to=request.path,
        template="cases/privacy/public/own_consents.html",
        around=lambda: _page(request, link),
    )


def _shown(request: HttpRequest, link: ConsentLink) -> HttpResponse:
    return render(request, "cases/privacy/public/own_consents.html", {**_page(request, link), "form": None})


def _page(request: HttpRequest, link: ConsentLink) -> dict[str, Any]:
    record_read(request, case_number=link.case.number, what=str(WHAT))
    return {"page": OwnConsents(link)}
