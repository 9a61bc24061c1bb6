"""Typing over paper forms, and taking names out of what people wrote."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.forms import HouseForm

from ..acts.entering import Differs, enter_paper, form_of_number
from ..codes import QuestionType
from ..models import Question, SurveyInvitation
from ..queries import questionnaire_for
from .filling import LONGEST_TEXT, QuestionForm, value_of

LONGEST_REDACTED = 4000


class NumberForm(HouseForm):
    """Which paper came back."""

    number = forms.CharField(label=_("Retournummer"), max_length=20, help_text=_("Het staat bovenaan de vragenlijst."))

    def save(self) -> SurveyInvitation:
        return form_of_number(self.cleaned_data["number"])


class PaperForm(HouseForm):
    """All questions of a form at once, as they stand on paper; what was left open there is left open here."""

    looked_at = forms.BooleanField(
        label=_("Ik heb het op papier nagekeken. Wat hier nu staat, klopt."), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, invitation: SurveyInvitation, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation, self.by = invitation, by
        self.questions = list(questionnaire_for(invitation).questions.select_related("questionnaire"))
        for question in self.questions:
            self.fields[question.code] = _on_paper(question)

    def save(self) -> bool:
        """Whether it is in; False when it waits for the second time. Where both differ, those questions say so."""
        answers = {question.code: self._value(question) for question in self.questions}
        looked_at = bool(self.cleaned_data.get("looked_at"))
        try:
            return enter_paper(self.invitation, by=self.by, answers=answers, is_looked_at=looked_at)
        except Differs as differs:
            for code in differs.codes:
                self.add_error(code, _("De eerste keer stond hier iets anders. Kijk op papier na."))
            self.fields["looked_at"].widget = forms.CheckboxInput()
            raise

    def _value(self, question: Question) -> Any:
        answer = self.cleaned_data[question.code]
        return None if answer in ("", [], None) else value_of(question, answer)


def _on_paper(question: Question) -> forms.Field:
    """The field of the question as people get it, which may stay open."""
    field = QuestionForm(question=question).fields["answer"]
    field.required = False
    field.widget.in_columns = question.type == QuestionType.MARK  # type: ignore[attr-defined]  # drawn side by side
    if question.type != QuestionType.TEXT and question.type != QuestionType.CODES:
        field.choices = [*field.choices, ("", _("Niet ingevuld"))]  # type: ignore[attr-defined]
    return field


class RedactForm(HouseForm):
    """What may be read of a text; the box begins with what was written."""

    text = forms.CharField(
        label=_("Wat onderzoekers mogen lezen"),
        required=False,
        max_length=max(LONGEST_REDACTED, LONGEST_TEXT),
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Haal namen, plaatsen en alles weg waaraan iemand te herkennen is. Leeg laten mag ook."),
    )

    def __init__(self, *args: Any, redact: Callable[..., Any], by: User, text: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"text": text}, **kwargs)
        self.redact, self.by = redact, by

    def save(self) -> Any:
        return self.redact(by=self.by, text=self.cleaned_data["text"])
