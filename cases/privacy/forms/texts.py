"""What the forms share by which somebody decides about texts: each is known by its words of now, so that of a text that
changed meanwhile nothing is decided."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .asked import OfRequestForm


class TextsForm(OfRequestForm):
    """Of each of `texts` what becomes of it, out of `choices`. A text has `name` and `verdict`."""

    choices: Iterable[tuple[str, Any]]
    shows_chosen = False
    """Whether what was chosen before stands chosen."""

    def __init__(self, *args: Any, texts: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = {each.name: each for each in texts}
        for name, each in self.texts.items():
            self.fields[name] = forms.ChoiceField(
                label=_("Wat doet u met deze tekst?"),
                choices=self.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=each.verdict if self.shows_chosen else None,
            )

    @property
    def lines(self) -> list[tuple[Any, ...]]:
        """Each text with its questions."""
        return [(each, self[name]) for name, each in self.texts.items()]

    def chosen(self) -> dict[Any, str]:
        """What was decided now, of each text of which something was."""
        return {each: self.cleaned_data[name] for name, each in self.texts.items() if self.cleaned_data[name]}
