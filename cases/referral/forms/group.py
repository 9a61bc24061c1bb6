"""A conference of a street or an organisation (Alle Hens)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .step_form import RegionMixin, StepForm, open_regions

FAMILY, GROUP = "gezin", "groep"


class AboutForm(StepForm):
    """A conference of a family, or Alle Hens: about nobody in particular (domain.md 3.6)."""

    about = forms.ChoiceField(
        label=_("Om wie gaat het?"),
        choices=[
            (FAMILY, _("Om een gezin, een familie of één persoon")),
            (GROUP, _("Om een straat, een buurt of een organisatie (Alle Hens)")),
        ],
        widget=forms.RadioSelect,
        initial=FAMILY,
    )


class GroupForm(RegionMixin, StepForm):
    """Whom an Alle Hens-conferentie is about. On the phone the region is asked with the people."""

    group_name = forms.CharField(
        label=_("Welke straat, buurt of organisatie is het?"),
        max_length=120,
        help_text=_("Bijvoorbeeld: de bewoners van de Lindestraat."),
    )
    group_parties = forms.CharField(
        label=_("Welke partijen zijn er?"),
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
        required=False,
        help_text=_("Bijvoorbeeld: bewoners, jongeren, de school en de winkeliers. Noem hier geen namen van mensen."),
    )
    municipality = forms.CharField(
        label=_("Gemeente"),
        max_length=80,
        widget=forms.TextInput({"list": "gemeenten", "autocomplete": "off"}),
        required=False,
    )
    conditional = ("municipality", "region")
    field_order = ["group_name", "group_parties", "municipality", "region"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_regions(self)
        if self.on_the_phone:
            del self.fields["municipality"], self.fields["region"]
