"""The form of a question that the plan must answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm, many
from cases.codes import QuestionAuthor, Topic
from cases.models import ConferenceQuestion
from cases.told_text import TellsOthersMixin

from ..acts.questions import NewQuestion, word_question


class QuestionForm(TellsOthersMixin, ActForm):
    """A question in open words. `replaces` is the wording that this one takes the place of."""

    tells = ("text",)

    text = forms.CharField(
        label=_("De vraag"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Open en concreet, zonder oplossing erin. Bijvoorbeeld: wat is er nodig zodat Sem veilig opgroeit?"
        ),
    )
    worded_by = forms.ChoiceField(
        label=_("Wie heeft de vraag zo gezegd?"), choices=QuestionAuthor.choices, widget=forms.RadioSelect
    )
    topics = many(_("Waar gaat de vraag over?"), Topic.choices)

    def __init__(self, *args: Any, replaces: ConferenceQuestion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.replaces = replaces

    @property
    def question(self) -> NewQuestion:
        data = self.cleaned_data
        return NewQuestion(data["text"], data["worded_by"], tuple(data["topics"]))

    def save(self) -> ConferenceQuestion:
        return word_question(self.case, by=self.user, question=self.question, replaces=self.replaces)
