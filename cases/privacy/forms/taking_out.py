"""The form for one person who goes out of a file that stays: of each text that names them, what becomes of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import OF_TAKING_OUT
from cases.told_text import TellsOthersMixin
from ekc.shared_edit import SharedEditMixin

from ..acts.taking_out import decide_texts
from .texts import TextsForm


class TakingOutForm(SharedEditMixin, TellsOthersMixin, TextsForm):
    choices = tuple((verdict.value, label) for verdict, label in OF_TAKING_OUT.items())
    shows_chosen = True
    also_called = forms.CharField(
        label=_("Hoe heet deze persoon nog meer in het dossier?"),
        max_length=300,
        required=False,
        help_text=_("Bijvoorbeeld een roepnaam. Zet komma's tussen de namen. Het programma zoekt dan ook daarop."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also_called"].initial = self.asked.also_called
        # Whoever reads that place reads the words.
        self.tells = tuple(map(_words_of, self.texts))  # type: ignore[misc]  # another for each file
        for name, each in self.texts.items():
            self.fields[_words_of(name)] = forms.CharField(
                label=_("Andere woorden"),
                widget=forms.Textarea({"rows": 3}),
                max_length=each.at.longest,
                required=False,
                initial=each.words,
            )

    @property
    def lines(self) -> list[tuple[Any, ...]]:
        return [(each, self[name], self[_words_of(name)]) for name, each in self.texts.items()]

    def save(self) -> int:
        """Raises Refusal."""
        data = self.cleaned_data
        chosen = {each: (verdict, data[_words_of(each.name)]) for each, verdict in self.chosen().items()}
        return decide_texts(self.asked, by=self.user, also_called=data["also_called"], verdicts=chosen)


def _words_of(name: str) -> str:
    return f"{name}-words"
