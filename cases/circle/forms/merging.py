"""The forms that make two rows of the circle one person, and two again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import CirclePerson, MainPerson
from cases.queries import circle_of, main_persons_in
from ekc.accounts.models import User
from ekc.forms import HouseForm
from ekc.merging.forms import AnswersForm
from ekc.merging.models import Merge

from ..acts.merging import merge_into_main_person, merge_people, undo_merged_people


class DoubleForm(HouseForm):
    """Who is the same person as this one; what comes together stands on the next page."""

    double = forms.ChoiceField(
        label=_("Wie is dezelfde persoon?"),
        help_text=_("Op de volgende bladzijde staat wat er bij elkaar komt. Er verandert nog niets."),
    )

    def __init__(self, *args: Any, person: CirclePerson, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mains = [each for each in main_persons_in(person.case) if not each.unborn and each.name]
        others = circle_of(person.case).exclude(pk=person.pk)
        self.others: dict[str, CirclePerson | MainPerson] = {f"h{each.pk}": each for each in mains}
        self.others |= {str(each.pk): each for each in others}
        self.fields["double"].choices = [("", _("Kies")), *((key, _called(each)) for key, each in self.others.items())]

    def save(self) -> CirclePerson | MainPerson:
        return self.others[self.cleaned_data["double"]]


def _called(other: CirclePerson | MainPerson) -> str:
    words = other.in_words if isinstance(other, CirclePerson) else _("hoofdpersoon")
    return f"{other.name} ({words})"


class MergeForm(AnswersForm):
    """What stands where both say something else."""

    def __init__(self, data: Any, *, person: CirclePerson, double: CirclePerson, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.person, self.double, self.user = person, double, user

    def save(self) -> CirclePerson:
        return merge_people(self.person, self.double, by=self.user, answers=self.answers)


class MainPersonMergeForm(AnswersForm):
    """What stands where the main person and the row of the circle say something else."""

    def __init__(self, data: Any, *, main: MainPerson, person: CirclePerson, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.main, self.person, self.user = main, person, user

    def save(self) -> MainPerson:
        return merge_into_main_person(self.main, self.person, by=self.user, answers=self.answers)


class UndoMergeForm(HouseForm):
    """Why two people are not one after all."""

    reason = forms.CharField(label=_("Waarom klopt het niet?"), max_length=300)

    def __init__(self, *args: Any, merge: Merge, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.merge, self.user = merge, user

    def save(self) -> CirclePerson:
        return undo_merged_people(self.merge, by=self.user, reason=self.cleaned_data["reason"])
