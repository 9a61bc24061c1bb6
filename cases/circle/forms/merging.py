"""The form that makes two rows of the circle one person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import CirclePerson
from cases.queries import circle_of
from ekc.accounts.models import User
from ekc.forms import HouseForm

from ..acts.merging import merge_people


class MergeForm(HouseForm):
    """Who is the same person as this one."""

    double = forms.ModelChoiceField(
        label=_("Wie is dezelfde persoon?"),
        queryset=CirclePerson.objects.none(),
        help_text=_("Wat van beiden bekend is, komt bij elkaar: contacten, uitnodigingen en afspraken."),
    )

    def __init__(self, *args: Any, person: CirclePerson, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.user = person, user
        others = circle_of(person.case).exclude(pk=person.pk)
        self.fields["double"].queryset = others
        self.fields["double"].label_from_instance = lambda other: f"{other.name} ({other.in_words})"

    def save(self) -> CirclePerson:
        return merge_people(self.person, self.cleaned_data["double"], by=self.user)
