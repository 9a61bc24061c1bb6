"""Which paper of a plan is drawn, and for whom; asked by its address, nothing is saved."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from ekc.forms import HouseForm, LanguageField
from ekc.languages import file_mark

from ..papers import KINDS, PaperKind, callable_people


class ReaderForm(HouseForm):
    """For whom a paper is: the language of its labels, and the size of its letters."""

    mark_optional = False

    language = LanguageField(
        label=_("Taal van de kopjes"), help_text=_("Wat mensen zelf schreven, blijft zoals het is.")
    )
    letters = forms.BooleanField(label=_("Grote letters"), required=False)

    @property
    def reader(self) -> dict[str, Any]:
        """What drawing is asked, of a form that is right."""
        data = self.cleaned_data
        return {"language": data["language"] or settings.LANGUAGE_CODE, "is_large": data["letters"]}

    @property
    def mark(self) -> str:
        """What the name of the file says of it: "-ar-groot"; nothing of what is usual."""
        reader = self.reader
        language = file_mark(reader["language"])
        return f"{language}-groot" if reader["is_large"] else language


class PaperForm(ReaderForm):
    """Which paper of a plan, and whose number stands on "Wie helpt waarbij".

    Without `may_give_numbers` nobody's can be chosen.
    """

    paper = forms.ChoiceField(
        choices=[(kind.key, kind.label) for kind in KINDS.values()],
        required=False,
        error_messages={"invalid_choice": _("Dit papier is er niet. Kies er een uit de lijst.")},
    )
    numbers = forms.MultipleChoiceField(
        label=_("Wie wil met zijn nummer op dat blad?"),
        help_text=_(
            "Vraag het eerst: het blad hangt waar bezoek het ziet. Van wie je niet kiest, staat er geen nummer."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": _("Dit nummer mag niet op het papier. Kies op de pagina van het plan wie erop staat.")
        },
    )

    def __init__(self, *args: Any, case: Case, may_give_numbers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = callable_people(case) if may_give_numbers else {}
        self.fields["numbers"].choices = [
            (key, f"{person}: {number}") for key, (person, number) in self._people.items()
        ]

    @property
    def kinds(self) -> list[PaperKind]:
        return list(KINDS.values())

    @property
    def has_numbers(self) -> bool:
        return bool(self._people)

    @property
    def kind(self) -> PaperKind:
        """The paper that is asked for, of a form that is right."""
        return KINDS[self.cleaned_data["paper"] or "plan"]

    @property
    def chosen_numbers(self) -> dict[str, str]:
        return {key: self._people[key][1] for key in self.cleaned_data["numbers"]}
