"""The page of a personal link: somebody without an account reads where and when, and answers.

Reading changes nothing, however often a scanner of mail does it; what was typed before shows only after a press.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from conferences.codes import ConferenceState, InvitationAnswer
from conferences.models import Invitation
from ekc.documents.files import attachment
from ekc.form_group import leave_unjudged
from ekc.languages import chosen_language, is_switching, speak, speaks_languages, spoken
from ekc.links import Found, closed_page, look_up
from ekc.pages import form_page
from ekc.ratelimit import too_often

from ..calendar_file import calendar_file
from ..forms.inviting import InviteeForm, has_stored_words, invitee_form
from ..forms.link_code import CodeForm
from ..reads.invitee import InvitationPaper
from ..reads.links import find_invitation

FORM_ID = "antwoord"
PAGE = "conferences/inviting/public/invitation.html"
GONE = "conferences/inviting/public/gone.html"
MOST_MISSES, MISSES_IN = 30, 15 * 60


def _gone(request: HttpRequest, found: Found) -> HttpResponse:
    """No such link, or no longer. Who guesses is stopped."""
    if too_often(request, "invitation", limit=MOST_MISSES, seconds=MISSES_IN):
        return render(request, "429.html", status=429)
    language = chosen_language(request) or found.language
    return speak(request, language, lambda: closed_page(request, found, template=GONE))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where and when, and the answer. In the language that the reader chose, else that of the invitation."""
    link = look_up(Invitation, token)
    if link.closed:
        return _gone(request, link)
    found = link.row
    return spoken(request, found.language, lambda: _page(request, found))


def _page(request: HttpRequest, found: Invitation) -> HttpResponse:
    kind = invitee_form(found)
    if not _may_answer(found):
        return _show(request, found, None)
    if request.method != "POST":
        # What was typed before is asked for with a press: somebody else may be holding the phone.
        hides = found.answer != InvitationAnswer.OPEN or has_stored_words(found)
        return _show(request, found, None if hides else kind(invitation=found))
    if "change" in request.POST:
        return _show(request, found, kind(invitation=found, show_stored=True))
    if is_switching(request) and not kind.base_fields.keys() & request.POST.keys():
        # The page with the press: nothing of it was open.
        return _show(request, found, None)
    form = kind(request.POST, invitation=found, show_stored=True)
    form = kind(request.POST, invitation=found, show_stored=True)
    return form_page(request, form, to=request.path, template=PAGE, **_around(request, found))


def _may_answer(found: Invitation) -> bool:
    conference = found.conference
    start = conference.planned_start
    return conference.state == ConferenceState.PLANNED and start is not None and start > timezone.now()


def _show(request: HttpRequest, found: Invitation, form: InviteeForm | None) -> HttpResponse:
    return render(request, PAGE, {"form": form, **_around(request, found)})


def _around(request: HttpRequest, found: Invitation) -> dict[str, Any]:
    return {
        "paper": InvitationPaper(found),
        "token": request.resolver_match.kwargs["token"],
        "answer": found.answer,
        "has_answered": found.answer != InvitationAnswer.OPEN,
        "may_answer": _may_answer(found),
        "switch_form": FORM_ID if _may_answer(found) else "",
    }


@login_not_required
@never_cache
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The appointment for the invitee's own calendar."""
    link = look_up(Invitation, token)
    if link.closed:
        return _gone(request, link)
    content = calendar_file(InvitationPaper(link.row))
    return attachment(content, "afspraak.ics", content_type="text/calendar; charset=utf-8")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@speaks_languages
def enter_code(request: HttpRequest) -> HttpResponse:
    """For who has a letter: type the code over."""
    form = CodeForm(request.POST or None)
    if is_switching(request):
        leave_unjudged(form)
    elif form.is_bound and form.is_valid():
        if find_invitation(form.cleaned_data["code"]) is not None:
            return redirect("conferences:invitation", token=form.cleaned_data["code"])
        if too_often(request, "invitation", limit=MOST_MISSES, seconds=MISSES_IN):
            return render(request, "429.html", status=429)
        form.say_unknown()
    return render(request, "conferences/inviting/public/code.html", {"form": form, "switch_form": FORM_ID})
