"""What the pages of a meeting share."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Case
from ekc import pages
from ekc.access import fetch
from ekc.dutch import whole_number

from ..models import Conference


def case_for(request: HttpRequest, number: str, perm: str) -> Case:
    """The case of a page of the meeting."""
    return fetch(
        request,
        Case.objects.select_related("region", "programme"),
        perm=perm,
        what=_("de conferentie"),
        number=number,
    )


def coming_or_last(case: Case) -> Conference:
    """The newest meeting of a case, with the case on it; 404 when there is none yet."""
    conference = case.conferences.order_by("-sequence").first()
    if conference is None:
        raise Http404
    conference.case = case
    return conference


def meeting_of(request: HttpRequest, case: Case) -> Conference:
    """The meeting that `?bijeenkomst=` names, else the newest, with the case on it; 404 when there is none."""
    sequence = whole_number(request.GET.get("bijeenkomst"))
    if sequence is None:
        return coming_or_last(case)
    conference = case.conferences.filter(sequence=sequence).first()
    if conference is None:
        raise Http404
    conference.case = case
    return conference


def say_what_followed(request: HttpRequest, conference: Conference, done: str, followed: str) -> None:
    """Say `done`, and in the words of `followed` (with `%(what)s`) all that moved or lapsed along with the date."""
    words = followed % {"what": "; ".join(conference.followed)} if conference.followed else ""
    if done or words:
        messages.success(request, " ".join(filter(None, [done, words])))


def tab_url(case: Case) -> str:
    return reverse("conferences:conference", args=[case.number])


def form_page(request: HttpRequest, case: Case, form: BaseForm, **page: Any) -> HttpResponse:
    """A form that leads back to the tab of the meeting."""
    return pages.form_page(
        request, form, back_url=tab_url(case), back_label=_("Conferentie"), kicker=case.number, keep=True, **page
    )
