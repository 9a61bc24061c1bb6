"""Asking the referrer something, and the answer: by telephone, or by a personal link."""

from functools import partial

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from cases.casepage.shell import act_page, fetch_case
from cases.models import ReferrerQuestion
from cases.notices import referrer_address
from cases.told_text import Secrets
from ekc.languages import CODES, chosen_language, speak, spoken
from ekc.links import Found, closed_page, look_up
from ekc.pages import form_page, form_view
from ekc.ratelimit import too_often

from ..acts.referrer_questions import answer_by_link
from ..forms.referrer_questions import AnswerByLinkForm, AnswerByPhoneForm, AskForm
from ..reads.referrer_questions import open_question

FORM_ID = "antwoord"
MOST_ANSWERS_AN_HOUR = 30
"""Of one address, opening and sending together: nobody guesses a link, and nobody has to hurry."""


@form_view
def ask(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "case.triage", _("een vraag aan de aanmelder"), action="ask_referrer")
    if referrer_address(case):
        text = _("De aanmelder krijgt een mail met een link, en antwoordt zonder in te loggen. De zaak wacht zolang.")
    else:
        text = _("Van deze aanmelder is geen mailadres bekend. Bel zelf, en schrijf daarna het antwoord op.")
    return act_page(
        request,
        case,
        AskForm(request.POST or None, case=case, user=request.user),
        title=_("De aanmelder iets vragen"),
        text=text,
        submit=_("Vragen"),
        done=_("De vraag is gesteld. De zaak staat nu onder “Wacht op antwoord”."),
        to=case,
        back_url=f"{reverse('cases:case', args=[number])}#besluit",
    )


@form_view
def record_answer(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "case.triage", _("een antwoord van de aanmelder"), action="receive_answer")
    question = open_question(case)
    return act_page(
        request,
        case,
        AnswerByPhoneForm(request.POST or None, case=case, user=request.user),
        title=_("Antwoord van de aanmelder"),
        text=question.text if question else "",
        submit=_("Bewaren"),
        done=_("Het antwoord staat bij de zaak. U kunt nu besluiten."),
        to=case,
        back_url=f"{reverse('cases:case', args=[number])}#besluit",
    )


@login_not_required
@never_cache
@sensitive_post_parameters()
@form_view
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """For the referrer, by a personal link. A GET changes nothing (R76); a POST keeps the answer, once."""
    if too_often(request, "answer", limit=MOST_ANSWERS_AN_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    found = look_up(ReferrerQuestion, token)
    return spoken(request, found.language, lambda: _answer(request, found, token))


def _answer(request: HttpRequest, found: Found, token: str) -> HttpResponse:
    if found.closed or found.row.answered_at is not None:
        return _outcome(request, found)
    # An address can become secret after the question was sent.
    question = Secrets(found.row.case).veiled(found.row)
    form = AnswerByLinkForm(request.POST or None)
    return form_page(
        request,
        form,
        save=lambda: answer_by_link(token, form.cleaned_data["answer"]),
        refused=lambda: _outcome(request, look_up(ReferrerQuestion, token)),
        to=_thanks_url(),
        template="cases/desk/answer.html",
        question=question,
        switch_form=FORM_ID,
    )


def _outcome(request: HttpRequest, found: Found) -> HttpResponse:
    """What became of the link: the answer came in, or it opens nothing any more."""
    return closed_page(request, found) if found.closed else redirect(_thanks_url())


def _thanks_url() -> str:
    """The word of thanks knows nobody; the language of the page goes along in the address."""
    return f"{reverse('cases:answer_thanks')}?taal={get_language()}"


@login_not_required
@require_GET
def answer_thanks(request: HttpRequest) -> HttpResponse:
    language = chosen_language(request) or request.GET.get("taal", "")
    draw = partial(render, request, "cases/desk/answer_thanks.html")
    return speak(request, language if language in CODES else settings.LANGUAGE_CODE, draw)
