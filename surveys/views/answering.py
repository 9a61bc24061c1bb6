"""Filling in a questionnaire by personal link, without an account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ekc.languages import spoken
from ekc.links import Found, closed_page, look_up
from ekc.pages import form_page, form_view

from ..acts.answering import save_answers
from ..codes import Form
from ..forms import AnswerForm
from ..models import SurveyInvitation
from ..queries import questionnaire_for


@login_not_required
@never_cache
@form_view
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """A GET welcomes, or shows the questions, and changes nothing (R76); a POST keeps the answers, once."""
    found = look_up(SurveyInvitation, token)
    if found.closed:
        return _closed(request, found)
    invitation = found.row
    if invitation.is_used:
        return redirect("surveys:thanks")
    questionnaire = questionnaire_for(invitation)
    if request.method == "GET" and "begin" not in request.GET:
        is_child = invitation.form == Form.CHILD
        return render(request, "surveys/welcome.html", {"questionnaire": questionnaire, "is_child": is_child})
    form = AnswerForm(request.POST or None, questionnaire=questionnaire)
    return form_page(
        request,
        form,
        save=lambda: save_answers(token, form.cleaned_data),
        refused=lambda: _closed(request, look_up(SurveyInvitation, token)),
        to=reverse("surveys:thanks"),
        template="surveys/answer.html",
        questionnaire=questionnaire,
    )


def _closed(request: HttpRequest, found: Found) -> HttpResponse:
    """Questions are asked in Dutch; that there are none any more is said as the mail was."""
    return spoken(request, found.language, lambda: closed_page(request, found))


@login_not_required
@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/thanks.html")
