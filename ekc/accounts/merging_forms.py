"""The forms that make two organisations one, and two again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.forms import HouseForm
from ekc.merging.forms import AnswersForm
from ekc.merging.models import Merge

from .merging import merge_organisations, undo_merged_organisations
from .models import Organisation, User


class DoubleOrganisationForm(HouseForm):
    """Which organisation is the same one; what comes together stands on the next page."""

    double = forms.ModelChoiceField(
        label=_("Welke is dezelfde organisatie?"),
        queryset=Organisation.objects.none(),
        help_text=_("Op de volgende bladzijde staat wat er bij elkaar komt. Er verandert nog niets."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["double"].queryset = Organisation.objects.exclude(pk=organisation.pk)

    def save(self) -> Organisation:
        found: Organisation = self.cleaned_data["double"]
        return found


class MergeOrganisationsForm(AnswersForm):
    """What stands where both say something else."""

    def __init__(self, data: Any, *, keep: Organisation, double: Organisation, by: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.keep, self.double, self.by = keep, double, by

    def save(self) -> Organisation:
        return merge_organisations(self.keep, self.double, by=self.by, answers=self.answers)


class UndoOrganisationsForm(HouseForm):
    """Why two organisations are not one after all."""

    reason = forms.CharField(label=_("Waarom klopt het niet?"), max_length=300)

    def __init__(self, *args: Any, merge: Merge, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.merge, self.by = merge, by

    def save(self) -> Organisation:
        return undo_merged_organisations(self.merge, by=self.by, reason=self.cleaned_data["reason"])
