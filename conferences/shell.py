"""What the pages of a meeting share."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.shell import fetch_case
from cases.models import Case
from ekc import pages
from ekc.dutch import whole_number

from .models import Conference


def case_for(request: HttpRequest, number: str, perm: str) -> Case:
    """The case of a page of the meeting."""
    return fetch_case(request, number, perm, _("de conferentie"))


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


def what_followed(conference: Conference, done: str, along: str = "") -> str:
    """`done`, who hears of it, and what moved with the date; `along` (with `%(what)s`) says it in other words."""
    words = along or _("Mee verplaatst: %(what)s.")
    sentences = [each for each in conference.followed if each.endswith(".")]
    things = "; ".join(each for each in conference.followed if not each.endswith("."))
    return " ".join([done, *sentences, *([words % {"what": things}] if things else [])])


def tab_url(case: Case) -> str:
    return reverse("conferences:conference", args=[case.number])


def form_page(request: HttpRequest, case: Case, form: pages.Form | None, **page: Any) -> HttpResponse:
    """A form that leads back to the tab of the meeting."""
    back = {"back_url": tab_url(case), "back_label": _("Conferentie")}
    return pages.form_page(request, form, case=case, **back, **page)


def date_page(
    request: HttpRequest, case: Case, form: pages.Form, *, done: str, along: str = "", **page: Any
) -> HttpResponse:
    """`form_page` of an act that may move what hangs on the date; saving gives the meeting as it is then."""
    return form_page(request, case, form, done=lambda meeting: what_followed(meeting, done, along), **page)
