"""Which kind of conference it becomes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.codes import Variant
from cases.models import Case
from ekc.shared_edit import SharedEditMixin

from ..acts.variants import choose_variant


class VariantForm(SharedEditMixin, ActForm):
    variant = forms.ChoiceField(
        label=_("Wat voor conferentie wordt het?"),
        choices=Variant.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Herstel: er is iemand iets aangedaan, en wie het deed erkent dat. "
            "Alle Hens: een straat, buurt of organisatie met veel partijen, zonder één hoofdpersoon."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variant"].initial = self.case.variant

    def save(self) -> Case:
        return choose_variant(self.case, by=self.user, **self.cleaned_data)
