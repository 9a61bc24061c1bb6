"""Forms that judge whether a case is an earlier one of the same family."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.codes import RepeatReason
from cases.models import Case, EarlierCase
from ekc.forms import HouseForm
from ekc.search import WordsField

from ..acts import earlier


class LinkEarlierForm(ActForm):
    repeat_reason = forms.ChoiceField(
        label=_("Waarom vraagt de familie opnieuw?"), choices=RepeatReason, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Toelichting"), max_length=300, required=False)

    def __init__(self, *args: Any, other: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.other = other

    def save(self) -> EarlierCase:
        return earlier.link_earlier(self.case, self.other, by=self.user, **self.cleaned_data)


class SetAsideForm(ActForm):
    note = forms.CharField(
        label=_("Waarom is dit geen eerdere zaak van deze familie?"),
        max_length=300,
        help_text=_("Bijvoorbeeld: dezelfde naam, maar een andere familie."),
    )

    def __init__(self, *args: Any, other: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.other = other

    def save(self) -> EarlierCase:
        return earlier.set_earlier_aside(self.case, self.other, by=self.user, **self.cleaned_data)


class UndoForm(ActForm):
    reason = forms.CharField(
        label=_("Waarom klopt dit niet?"),
        max_length=300,
        help_text=_("Bijvoorbeeld: het was een andere familie met dezelfde naam."),
    )

    def __init__(self, *args: Any, judged: EarlierCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.judged = judged

    def save(self) -> EarlierCase:
        return earlier.undo_earlier(self.judged, by=self.user, **self.cleaned_data)


class FindForm(HouseForm):
    """A case that the program did not find by itself."""

    zoek = WordsField(label=_("Nummer of naam"), required=False, max_length=100)
