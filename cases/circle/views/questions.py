"""The questions that the plan must answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case, fetch_row
from cases.models import ConferenceQuestion
from ekc.pages import form_view

from ..forms.questions import QuestionForm
from ..question_hints import wording_hints


@form_view
def add(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "question.change", _("de vragen"))
    return act_page(
        request,
        case,
        QuestionForm(request.POST or None, case=case, user=request.user),
        title=_("Nieuwe vraag"),
        submit=_("Toevoegen"),
        done=_("De vraag staat erbij."),
        to=lambda question: _after(request, question),
    )


@form_view
def reword(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    questions = ConferenceQuestion.objects.select_related("case__region")
    question: ConferenceQuestion = fetch_row(request, questions, number, "question.change", _("een vraag"), pk=pk)
    case = question.case
    initial = {"text": question.text, "worded_by": question.worded_by, "topics": question.topics}
    return act_page(
        request,
        case,
        QuestionForm(request.POST or None, case=case, user=request.user, replaces=question, initial=initial),
        title=_("Vraag anders opschrijven"),
        submit=_("Bewaren"),
        done=_("De vraag is anders opgeschreven. De oude tekst blijft bewaard."),
        to=lambda worded: _after(request, worded),
    )


def _after(request: HttpRequest, question: ConferenceQuestion) -> str:
    """Back to the case. What may be better is a hint: the question is kept as it was said."""
    for hint in wording_hints(question.text):
        messages.info(request, _("Tip: %(hint)s U kunt de vraag anders opschrijven.") % {"hint": hint})
    return question.case.get_absolute_url()
