"""The forms that make two rows of the circle one person, and two again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import CirclePerson
from cases.queries import circle_of
from ekc.accounts.models import User
from ekc.forms import HouseForm
from ekc.merging.forms import AnswersForm
from ekc.merging.models import Merge

from ..acts.merging import merge_people, undo_merged_people


class DoubleForm(HouseForm):
    """Who is the same person as this one; what comes together stands on the next page."""

    double = forms.ModelChoiceField(
        label=_("Wie is dezelfde persoon?"),
        queryset=CirclePerson.objects.none(),
        help_text=_("Op de volgende bladzijde staat wat er bij elkaar komt. Er verandert nog niets."),
    )

    def __init__(self, *args: Any, person: CirclePerson, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["double"].queryset = circle_of(person.case).exclude(pk=person.pk)
        self.fields["double"].label_from_instance = lambda other: f"{other.name} ({other.in_words})"

    def save(self) -> CirclePerson:
        found: CirclePerson = self.cleaned_data["double"]
        return found


class MergeForm(AnswersForm):
    """What stands where both say something else."""

    def __init__(self, data: Any, *, person: CirclePerson, double: CirclePerson, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.person, self.double, self.user = person, double, user

    def save(self) -> CirclePerson:
        return merge_people(self.person, self.double, by=self.user, answers=self.answers)


class UndoMergeForm(HouseForm):
    """Why two people are not one after all."""

    reason = forms.CharField(label=_("Waarom klopt het niet?"), max_length=300)

    def __init__(self, *args: Any, merge: Merge, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.merge, self.user = merge, user

    def save(self) -> CirclePerson:
        return undo_merged_people(self.merge, by=self.user, reason=self.cleaned_data["reason"])
