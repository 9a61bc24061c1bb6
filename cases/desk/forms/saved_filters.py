"""The form that keeps a filter of the worklist."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import SavedFilter
from ekc.accounts.models import User
from ekc.forms import HouseForm

from ..acts import saved_filters


class SaveFilterForm(HouseForm):
    name = forms.CharField(label=_("Naam van het filter"), max_length=40)
    is_default = forms.BooleanField(label=_("Begin de werklijst hiermee"), required=False)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def save(self) -> SavedFilter:
        return saved_filters.save_filter(by=self.user, **self.cleaned_data)
