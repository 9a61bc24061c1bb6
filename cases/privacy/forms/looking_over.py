"""The form of the check: of each text that mentions somebody else, what becomes of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import OF_INZAGE

from ..acts.looking_over import judge_passages
from ..reads.inzage import ToJudge
from .asked import OfRequestForm


class CheckForm(OfRequestForm):
    def __init__(self, *args: Any, texts: list[ToJudge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = {_name_of(each): each for each in texts}
        for name in self.texts:
            self.fields[name] = forms.ChoiceField(
                label=_("Wat doet u met deze tekst?"),
                choices=[(each.value, each.label) for each in OF_INZAGE],
                widget=forms.RadioSelect,
                required=False,
            )

    @property
    def lines(self) -> list[tuple[ToJudge, forms.BoundField]]:
        """Each text with its question."""
        return [(each, self[name]) for name, each in self.texts.items()]

    def save(self) -> int:
        """Raises Refusal."""
        chosen = {each.passage: self.cleaned_data[name] for name, each in self.texts.items() if self.cleaned_data[name]}
        return judge_passages(self.asked, by=self.user, verdicts=chosen)


def _name_of(each: ToJudge) -> str:
    """By the words of now: of a text that changed meanwhile nothing is decided."""
    passage = each.passage
    return f"{passage.table}-{passage.row_key}-{passage.column}-{passage.text_key[:12]}"
