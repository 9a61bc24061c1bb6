"""The code of a letter."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.forms import HouseForm

from ..reads.links import CODE_LENGTH, LENGTH_BEFORE, grouped

UNKNOWN = _("Deze code kennen we niet. Kijk of alle letters en cijfers kloppen.")


class CodeForm(HouseForm):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("De letters en cijfers uit de brief. Ze beginnen bijvoorbeeld zo: 4F7K-9M2P."),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Vul de code van de brief in.")},
    )

    def clean_code(self) -> str:
        code = re.sub(r"[^0-9A-Za-z]", "", self.cleaned_data["code"])
        if len(code) not in (CODE_LENGTH, LENGTH_BEFORE):
            raise forms.ValidationError(UNKNOWN)
        return grouped(code)

    def say_unknown(self) -> None:
        self.add_error("code", UNKNOWN)
