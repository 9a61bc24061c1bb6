"""The questions that the plan must answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.casepage.shell import act_page
from cases.models import Case, ConferenceQuestion
from ekc.access import fetch
from ekc.pages import saved

from ..forms.questions import QuestionForm
from ..question_hints import wording_hints


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch(request, Case.objects.with_file(), perm="question.change", what=_("de vragen"), number=number)
    form = QuestionForm(request.POST or None, case=case, user=request.user)
    if request.method == "POST" and saved(form):
        messages.success(request, _("De vraag staat erbij."))
        return _on(request, case, form)
    return act_page(
        request, case, form, title=_("Nieuwe vraag"), submit=_("Toevoegen"), cancel_url=case.get_absolute_url()
    )


@require_http_methods(["GET", "POST"])
def reword(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    question = fetch(
        request,
        ConferenceQuestion.objects.select_related("case__region"),
        perm="question.change",
        what=_("een vraag"),
        case__number=number,
        pk=pk,
    )
    case = question.case
    initial = {"text": question.text, "worded_by": question.worded_by, "topics": question.topics}
    form = QuestionForm(request.POST or None, case=case, user=request.user, replaces=question, initial=initial)
    if request.method == "POST" and saved(form):
        messages.success(request, _("De vraag is anders opgeschreven. De oude tekst blijft bewaard."))
        return _on(request, case, form)
    return act_page(
        request,
        case,
        form,
        title=_("Vraag anders opschrijven"),
        submit=_("Bewaren"),
        cancel_url=case.get_absolute_url(),
    )


def _on(request: HttpRequest, case: Case, form: QuestionForm) -> HttpResponse:
    """Back to the case. What may be better is a hint: the question is kept as it was said."""
    for hint in wording_hints(form.cleaned_data["text"]):
        messages.info(request, _("Tip: %(hint)s U kunt de vraag anders opschrijven.") % {"hint": hint})
    return redirect(case)
