"""Which paper of a plan is drawn, and for whom; asked by its address, nothing is saved."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from ekc.forms import HouseForm

from ..papers import KINDS, PaperKind, callable_people


class PaperForm(HouseForm):
    """A paper, the language of its labels, the size of its letters, and whose number stands on "Wie helpt waarbij".

    Without `may_give_numbers` nobody's can be chosen.
    """

    mark_optional = False

    paper = forms.ChoiceField(
        choices=[(kind.key, kind.label) for kind in KINDS.values()],
        required=False,
        error_messages={"invalid_choice": _("Dit papier is er niet. Kies er een uit de lijst.")},
    )
    language = forms.ChoiceField(
        label=_("Taal van de kopjes"),
        help_text=_("Wat de familie zelf schreef, blijft zoals het is."),
        choices=settings.LANGUAGES,
        required=False,
        error_messages={"invalid_choice": _("Deze taal is er niet. Kies er een uit de lijst.")},
    )
    letters = forms.BooleanField(label=_("Grote letters"), required=False)
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
    def wanted(self) -> dict[str, Any]:
        """What `draw_paper` is asked, of a form that is right."""
        data = self.cleaned_data
        return {
            "kind": KINDS[data["paper"] or "plan"],
            "language": data["language"] or settings.LANGUAGE_CODE,
            "is_large": data["letters"],
            "numbers": {key: self._people[key][1] for key in data["numbers"]},
        }
