"""The question which of two stands, once for each thing that both say."""

from collections.abc import Iterable
from typing import Any

from django import forms

from ekc.forms import HouseForm

from .preview import DOUBLE, KEEP, Question


class AnswersForm(HouseForm):
    """One choice per question of a preview; nothing is chosen beforehand. Without a question only sending is left, so
    `data` is what was sent, also when that is nothing, and None only where nothing was."""

    def __init__(self, data: Any, *, questions: Iterable[Question], **kwargs: Any) -> None:
        # Before the skeleton says of each field what is to be done when it is missing.
        self.base_fields = {question.key: _choice(question) for question in questions}
        super().__init__(data, **kwargs)

    @property
    def answers(self) -> dict[str, str]:
        return dict(self.cleaned_data)


def _choice(question: Question) -> forms.ChoiceField:
    choices = [(KEEP, question.of_keep), (DOUBLE, question.of_double)]
    return forms.ChoiceField(label=question.label, choices=choices, widget=forms.RadioSelect)
