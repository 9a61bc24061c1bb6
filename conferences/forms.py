"""Pieces that the forms of the meeting share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.forms import HouseForm


class ReasonForm(HouseForm):
    """One question that must be answered before an act; `act` names the argument."""

    reason = forms.CharField(label=_("Reden"), max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, label: Any = None, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label or self.fields["reason"].label
        self.fields["reason"].help_text = help_text
