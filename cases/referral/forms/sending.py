"""Forms around the pages: sending, pausing, coming back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.forms import HouseForm


class SendForm(HouseForm):
    """The last page. `website` is for programs: people do not see it."""

    website = forms.CharField(
        label=_("Laat dit veld leeg"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def forget_website(self) -> None:
        """A browser may have filled it in by itself: the next try starts with an empty field."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["website"] = ""
        self.data = data


class PauseForm(HouseForm):
    email = forms.EmailField(
        label=_("Naar welk e-mailadres sturen we de link?"), widget=forms.EmailInput({"autocomplete": "email"})
    )


class ResumeForm(HouseForm):
    code = forms.CharField(
        label=_("Je code"),
        max_length=20,
        help_text=_("Acht cijfers. Je kreeg ze op het scherm te zien."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "is-short"}),
    )
