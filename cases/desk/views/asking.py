"""Asking the applicant something, and the answer: by telephone, or by a personal link."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from cases.casepage.forms import ActForm
from cases.casepage.shell import act_page, not_now
from cases.models import Case
from cases.notices import applicant_address
from ekc.access import fetch
from ekc.pages import saved
from ekc.ratelimit import too_often
from ekc.refusal import Refusal

from ..acts.asking import answer_by_link, find_question
from ..forms.asking import AnswerByLinkForm, AnswerByPhoneForm, AskForm

form_view = require_http_methods(["GET", "POST"])


MOST_ANSWERS_AN_HOUR = 30
"""Of one address, opening and sending together: nobody guesses a link, and nobody has to hurry."""


def _case(request: HttpRequest, number: str, what: str | Promise, perm: str = "case.triage") -> Case:
    return fetch(request, Case.objects.with_file(), perm=perm, what=str(what), number=number)


def _act(request: HttpRequest, case: Case, form: ActForm, *, done: str, to: str = "", **page: Any) -> HttpResponse:
    if request.method == "POST" and saved(form):
        messages.success(request, done)
        return redirect(to or case)
    page.setdefault("cancel_url", reverse("cases:decide", args=[case.number]))
    return act_page(request, case, form, **page)


@form_view
def ask(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number, _("een vraag aan de aanmelder"))
    if away := not_now(request, case, "ask_applicant"):
        return away
    if applicant_address(case):
        lead = _("De aanmelder krijgt een mail met een link, en antwoordt zonder in te loggen. De zaak wacht zolang.")
    else:
        lead = _("Van deze aanmelder is geen mailadres bekend. Bel zelf, en schrijf daarna het antwoord op.")
    return _act(
        request,
        case,
        AskForm(request.POST or None, case=case, user=request.user),
        title=_("De aanmelder iets vragen"),
        lead=lead,
        submit=_("Vragen"),
        done=_("De vraag is gesteld. De zaak staat nu onder “Wacht op antwoord”."),
    )


@form_view
def record_answer(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number, _("een antwoord van de aanmelder"))
    if away := not_now(request, case, "receive_answer"):
        return away
    question = case.applicant_questions.filter(answered_at__isnull=True).first()
    return _act(
        request,
        case,
        AnswerByPhoneForm(request.POST or None, case=case, user=request.user),
        title=_("Antwoord van de aanmelder"),
        lead=question.text if question else "",
        submit=_("Bewaren"),
        done=_("Het antwoord staat bij de zaak. U kunt nu besluiten."),
    )


@login_not_required
@never_cache
@sensitive_post_parameters()
@form_view
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """For the applicant, by a personal link. A GET changes nothing (R76); a POST keeps the answer and ends the link."""
    if too_often(request, "answer", limit=MOST_ANSWERS_AN_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    question = find_question(token)
    if question is None:
        return render(request, "cases/desk/answer_gone.html", status=410)
    form = AnswerByLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_by_link(token, form.cleaned_data["answer"])
        except Refusal:
            return render(request, "cases/desk/answer_gone.html", status=410)
        return redirect("cases:answer_thanks")
    return render(request, "cases/desk/answer.html", {"question": question, "form": form})


@login_not_required
@require_GET
def answer_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "cases/desk/answer_thanks.html")
