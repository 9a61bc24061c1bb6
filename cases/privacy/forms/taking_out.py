"""The form for one person who goes out of a file that stays: of each text that names them, what becomes of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import OF_TAKING_OUT
from cases.told_text import TellsOthersMixin

from ..acts.taking_out import decide_texts
from ..reads.taken_out import ToDecide, mark_of
from .asked import OfRequestForm


class TakingOutForm(TellsOthersMixin, OfRequestForm):
    also_called = forms.CharField(
        label=_("Hoe heet deze persoon nog meer in het dossier?"),
        max_length=300,
        required=False,
        help_text=_("Bijvoorbeeld een roepnaam. Zet komma's tussen de namen. Het programma zoekt dan ook daarop."),
    )

    def __init__(self, *args: Any, texts: list[ToDecide], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also_called"].initial = self.asked.also_called
        self.texts = {_name_of(each): each for each in texts}
        # Whoever reads that place reads the words.
        self.tells = tuple(map(_words_of, self.texts))  # type: ignore[misc]  # another for each file
        for name, each in self.texts.items():
            self.fields[name] = forms.ChoiceField(
                label=_("Wat doet u met deze tekst?"),
                choices=[(verdict.value, label) for verdict, label in OF_TAKING_OUT.items()],
                widget=forms.RadioSelect,
                required=False,
                initial=each.verdict,
            )
            self.fields[_words_of(name)] = forms.CharField(
                label=_("Andere woorden"),
                widget=forms.Textarea({"rows": 3}),
                max_length=each.at.longest,
                required=False,
                initial=each.words,
            )

    @property
    def lines(self) -> list[tuple[ToDecide, forms.BoundField, forms.BoundField]]:
        """Each text with its questions."""
        return [(each, self[name], self[_words_of(name)]) for name, each in self.texts.items()]

    def save(self) -> int:
        """Raises Refusal."""
        data = self.cleaned_data
        chosen = {each: (data[name], data[_words_of(name)]) for name, each in self.texts.items() if data[name]}
        return decide_texts(self.asked, by=self.user, also_called=data["also_called"], verdicts=chosen)


def _name_of(each: ToDecide) -> str:
    """By the words of now: of a text that changed meanwhile nothing is decided."""
    table, row_key, column = each.at.key
    return f"{table}-{row_key}-{column}-{mark_of(each.at)[:12]}"


def _words_of(name: str) -> str:
    return f"{name}-words"
