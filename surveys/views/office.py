"""Paper that came back, and open answers: for who keeps data, and not for who works on a case."""

from functools import partial
from typing import cast

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.models import IntendedPlan
from cases.preparation.acts.briefing import redact_intended_plan
from cases.preparation.reads.intended_plan import text_of as plan_text
from ekc.access import require
from ekc.accounts.models import User
from ekc.pages import form_page, form_view

from ..acts.redacting import redact_answer, text_of
from ..forms.office import NumberForm, PaperForm, RedactForm
from ..models import OpenAnswer, Question, SurveyInvitation
from ..office_parts import office_parts
from ..reads.response import response_now

PAPER, REDACT, READ = "surveys.enter_paper", "surveys.redact", "surveys.read_open_answers"
RESPONSE = "surveys.response"


@require_GET
def response(request: HttpRequest) -> HttpResponse:
    require(request, RESPONSE)
    context = {"rows": response_now(), "parts": office_parts(request, "surveys:response")}
    return render(request, "surveys/response.html", context)


@form_view
def paper_number(request: HttpRequest) -> HttpResponse:
    require(request, PAPER)
    return form_page(
        request,
        NumberForm(request.POST or None),
        template="surveys/paper_number.html",
        title=_("Papieren vragenlijst invoeren"),
        submit=_("Verder"),
        to=lambda found: reverse("surveys:paper", args=[found.number]),
        parts=office_parts(request, "surveys:paper_number"),
    )


@form_view
def paper(request: HttpRequest, return_number: str) -> HttpResponse:
    """Of the form only its number is known here: no case, and nobody's name."""
    require(request, PAPER)
    rows = SurveyInvitation.objects.select_related("case__programme").exclude(number="")
    invitation = get_object_or_404(rows, number=return_number, is_used=False)
    is_second = hasattr(invitation, "paper_entry")
    back = reverse("surveys:paper_number")
    return form_page(
        request,
        PaperForm(request.POST or None, invitation=invitation, by=_me(request)),
        title=_("Vragenlijst %(number)s") % {"number": invitation.number},
        text=_("Dit is de tweede keer. Wat anders is dan de eerste keer, wordt getoond.") if is_second else "",
        submit=_("Bewaren"),
        done=lambda is_in: _("De vragenlijst is binnen.") if is_in else _("Bewaard. Hij wacht op de tweede keer."),
        back_url=back,
        back_label=_("Papieren vragenlijst invoeren"),
    )


@require_GET
def to_redact(request: HttpRequest) -> HttpResponse:
    """What waits for a data manager, in no order."""
    require(request, REDACT)
    answers = OpenAnswer.objects.for_user(request.user).filter(redacted_on=None).select_related("questionnaire")
    context = {
        "answers": list(answers.order_by("pk")),
        "plans": list(IntendedPlan.objects.for_user(request.user).order_by("?")),
        "parts": office_parts(request, "surveys:to_redact"),
    }
    return render(request, "surveys/to_redact.html", context)


@form_view
def redact(request: HttpRequest, pk: str) -> HttpResponse:
    require(request, REDACT)
    answer = get_object_or_404(OpenAnswer.objects.for_user(request.user), pk=pk, redacted_on=None)
    question = Question.objects.get(questionnaire=answer.questionnaire, code=answer.code)
    form = RedactForm(
        request.POST or None, redact=partial(redact_answer, answer), by=_me(request), text=text_of(answer)
    )
    return _redact_page(request, form, title=question.text)


@form_view
def redact_plan(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, REDACT)
    plan = get_object_or_404(IntendedPlan.objects.for_user(request.user), pk=pk)
    form = RedactForm(
        request.POST or None, redact=partial(redact_intended_plan, plan), by=_me(request), text=plan_text(plan)
    )
    return _redact_page(request, form, title=_("Plan vooraf van een professional"))


def _redact_page(request: HttpRequest, form: RedactForm, *, title: str) -> HttpResponse:
    return form_page(
        request,
        form,
        title=title,
        text=_("Wat u weghaalt, is daarna echt weg. Er blijft staan dat u het hebt nagekeken, en wanneer."),
        submit=_("Vrijgeven voor onderzoek"),
        done=_("Nagekeken. Onderzoekers kunnen het nu lezen."),
        back_url=reverse("surveys:to_redact"),
        back_label=_("Nakijken"),
    )


@require_GET
def open_answers(request: HttpRequest) -> HttpResponse:
    """What people wrote, after names were taken out; without case, and in no order."""
    require(request, READ)
    answers = OpenAnswer.objects.for_user(request.user).filter(redacted_on__isnull=False).exclude(text="")
    texts = {
        (row.questionnaire_id, row.code): row.text
        for row in Question.objects.filter(type="text").order_by("questionnaire", "sort_order")
    }
    groups: dict[str, list[str]] = {}
    for answer in answers.select_related("questionnaire").order_by("pk"):
        name = f"{answer.questionnaire}: {texts.get((answer.questionnaire_id, answer.code), answer.code)}"
        groups.setdefault(name, []).append(answer.text)
    # Onderzoekers have it in their menu; who released it comes from there.
    back_url = reverse("surveys:to_redact") if rules.has_perm(REDACT, request.user) else ""
    return render(request, "surveys/open_answers.html", {"groups": groups, "back_url": back_url})


def _me(request: HttpRequest) -> User:
    # `require` let nobody through who is not signed in.
    return cast("User", request.user)
