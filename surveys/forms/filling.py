"""One question of a questionnaire, made from data.

Nothing is chosen beforehand; "liever niet" is an answer one gives.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.forms import HouseForm

from ..codes import DECLINED, MARKS, NO, NO_ANSWER, YES, Form, QuestionType
from ..models import Question
from ..wording import answers_of, text_of

LONGEST_TEXT = 2000
FACES = {"ja": 5, "goed": 5, "soms": 3, "ten_dele": 3, "nee": 1, "geen_mening": 0}
"""Which face stands beside a word for a child: from 1, not at all, to 5; 0 does not say."""
_CHOOSE = _("Kies een antwoord. Wilt u niet antwoorden? Kies dan “Liever niet”.")
_CHOOSE_CHILD = _("Kies een antwoord. Wil je niet antwoorden? Kies dan “Liever niet”.")
_ONE_OF_BOTH = _("Kies een antwoord, of “Liever niet”. Niet allebei.")


class QuestionForm(HouseForm):
    """`value` is what to keep of a valid one: a code, a list of codes, a mark, yes or no, a text; None for nothing."""

    def __init__(self, *args: Any, question: Question, given: Any = None, **kwargs: Any) -> None:
        if given is not None:
            kwargs["initial"] = {"answer": _as_sent(given)}
        super().__init__(*args, **kwargs)
        self.question = question
        self.is_child = question.questionnaire.form == Form.CHILD
        self.fields["answer"] = self._field()

    def _field(self) -> forms.Field:
        if self.question.type == QuestionType.TEXT:
            return forms.CharField(
                label=text_of(self.question),
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea({"rows": 5}),
                error_messages={"max_length": _("Dit is te lang. Maak het korter dan 2000 tekens.")},
            )
        say = _CHOOSE_CHILD if self.is_child else _CHOOSE
        common = {"label": text_of(self.question), "choices": self._choices()}
        errors = {"required": say, "invalid_choice": say}
        if self.question.type == QuestionType.CODES:
            return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, error_messages=errors, **common)
        return forms.ChoiceField(widget=forms.RadioSelect, error_messages=errors, **common)

    def _choices(self) -> list[tuple[str, Any]]:
        if self.question.type == QuestionType.MARK:
            found = [(str(mark), str(mark)) for mark in MARKS]
        else:
            found = answers_of(self.question)
        codes = {code for code, _label in found}
        return found if NO_ANSWER in codes else [*found, (DECLINED, _("Liever niet"))]

    def clean_answer(self) -> Any:
        answer = self.cleaned_data["answer"]
        if isinstance(answer, list) and DECLINED in answer and len(answer) > 1:
            raise forms.ValidationError(_ONE_OF_BOTH)
        return answer.strip() if self.question.type == QuestionType.TEXT else answer

    @property
    def value(self) -> Any:
        return value_of(self.question, self.cleaned_data["answer"])

    def rows(self) -> list[tuple[Any, int | None]]:
        """The choices, each with the face of a child's form."""
        return [(option, self._face(str(option.data["value"]))) for option in self["answer"]]

    def _face(self, code: str) -> int | None:
        if not self.is_child:
            return None
        if self.question.type == QuestionType.MARK and code.isdigit():
            return (int(code) + 1) // 2
        codes = {each for each, _label in self.question.options}
        return FACES.get(code) if codes and codes <= FACES.keys() else None


def value_of(question: Question, answer: Any) -> Any:
    """What is kept of a valid answer, as it was sent."""
    if answer in (DECLINED, [DECLINED]):
        return DECLINED
    if question.type == QuestionType.MARK:
        return int(answer)
    return answer == YES if question.type == QuestionType.BOOLEAN else answer


def _as_sent(given: Any) -> Any:
    if isinstance(given, bool):
        return YES if given else NO
    return str(given) if isinstance(given, int) else given
