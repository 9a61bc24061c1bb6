"""Filling in a questionnaire by personal link, without an account: one question a page."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ekc.languages import CODES, is_switching, language_of, spoken
from ekc.links import Found, closed_page, look_up
from ekc.pages import form_view
from ekc.refusal import Refusal

from ..acts.answering import keep_draft, save_answers
from ..forms.filling import QuestionForm
from ..models import Question, SurveyInvitation
from ..reads.filling import READY, STOPPED, Walk
from ..wording import help_of, section_of, text_of, title_of

HELP, LANGUAGE = "hulp", "taal"


@login_not_required
@never_cache
@form_view
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """A GET welcomes, or shows one question, and changes nothing (R76); a POST keeps an answer, or sends them all."""
    found = look_up(SurveyInvitation, token)
    return spoken(request, found.language, lambda: _answer(request, found, token))


def _answer(request: HttpRequest, found: Found, token: str) -> HttpResponse:
    if found.closed:
        return closed_page(request, found)
    if found.row.is_used:
        return _thanked()
    walk = Walk.of(found.row, token)
    try:
        return _take(request, found.row, walk, token) if _is_sent(request) else _shown(request, walk)
    except Refusal:
        return closed_page(request, look_up(SurveyInvitation, token))


def _is_sent(request: HttpRequest) -> bool:
    """Whether an answer was sent; the switch of languages only draws the page anew, with what was chosen."""
    return request.method == "POST" and not is_switching(request)


def _take(request: HttpRequest, row: SurveyInvitation, walk: Walk, token: str) -> HttpResponse:
    """No number of the form is kept (ekc/once), because that has a moment: what is done here can be done twice."""
    code, pressed = request.POST.get("question", ""), request.POST.get("go", "next")
    if code == READY:
        return _at_the_end(request, row, walk, token, pressed)
    question = walk.question(code)
    if question is None:
        return _to(request, walk.here)
    form = QuestionForm(request.POST, question=question)
    if form.is_valid():
        walk.answers = keep_draft(token, {code: form.value}, found=row)
    elif pressed == "next" or request.POST.get("answer"):
        return draw_question(request, walk, question, form)
    if pressed == "stop":
        return _to(request, STOPPED)
    return _to(request, walk.before(code) if pressed == "back" else walk.after(code))


def _at_the_end(request: HttpRequest, row: SurveyInvitation, walk: Walk, token: str, pressed: str) -> HttpResponse:
    if pressed == "back":
        return _to(request, walk.before(READY))
    if pressed == "stop":
        return _to(request, STOPPED)
    if walk.is_empty:
        return _draw(request, walk, "surveys/ready.html", is_wrong=True)
    save_answers(token, found=row)
    return _thanked(**{HELP: "ja"} if walk.needs_help else {})


def _thanked(**more: str) -> HttpResponse:
    """On to the word of thanks, which knows nothing of the link: so it is told the language."""
    asked = urlencode({LANGUAGE: translation.get_language() or settings.LANGUAGE_CODE, **more})
    return redirect(f"{reverse('surveys:thanks')}?{asked}")


def _to(request: HttpRequest, page: str) -> HttpResponse:
    return redirect(f"{request.path}?vraag={page}" if page else request.path)


def _shown(request: HttpRequest, walk: Walk) -> HttpResponse:
    page = request.GET.get("vraag", "")
    if page in (READY, STOPPED):
        return _draw(request, walk, "surveys/ready.html" if page == READY else "surveys/stopped.html")
    question = walk.question(page)
    if question is None:
        return _to(request, walk.here) if page else _draw(request, walk, "surveys/welcome.html")
    chosen = request.POST.getlist("answer") if request.method == "POST" else []
    given: Any = chosen if len(chosen) > 1 else (chosen[0] if chosen else walk.answers.get(question.code))
    return draw_question(request, walk, question, QuestionForm(question=question, given=given))


def draw_question(
    request: HttpRequest, walk: Walk, question: Question, form: QuestionForm, **extra: Any
) -> HttpResponse:
    at, of = walk.place(question.code)
    context = {
        "form": form,
        "question": question,
        "text": text_of(question),
        "help": help_of(question),
        "section": section_of(walk.questionnaire, question),
        "at": at,
        "of": of,
        "is_first": not walk.before(question.code),
        "is_text": question.type == "text",
        "is_mark": question.type == "mark",
    }
    return _draw(request, walk, "surveys/question.html", **context, **extra)


def _draw(request: HttpRequest, walk: Walk, template: str, **context: Any) -> HttpResponse:
    again = {each.code: text_of(each) for each in walk.open} if template == "surveys/ready.html" else {}
    page = {"walk": walk, "title": title_of(walk.questionnaire), "still_open": again, "ready": READY}
    return render(request, template, {**page, **context})


@login_not_required
@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get(LANGUAGE, "")
    return spoken(request, asked if asked in CODES else language_of(request), lambda: _thanks(request))


def _thanks(request: HttpRequest) -> HttpResponse:
    context = {"title": _("Bedankt voor het invullen"), "needs_help": HELP in request.GET}
    return render(request, "surveys/thanks.html", context)
