"""Choosing what a report is about, and which file is wanted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import Region
from ekc.forms import HouseForm

from .catalogue.dimensions import DIMENSIONS
from .codes import DownloadFormat
from .queries import programmes_for
from .querysets import regions_for


class ReportForm(HouseForm):
    """Programme, period and region, within what this person may see, and the dimensions of the catalogue. Bound to an
    address, so that it can be kept."""

    programme = forms.ModelChoiceField(
        label=_("Programma"), queryset=None, to_field_name="slug", empty_label=_("Kies een programma")
    )
    start = forms.DateField(label=_("Aangemeld vanaf"), required=False)
    until = forms.DateField(label=_("Aangemeld tot en met"), required=False)
    region = forms.ModelChoiceField(
        label=_("Regio"), queryset=None, to_field_name="code", required=False, empty_label=_("Alle regio's")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes_for(user)
        regions = regions_for(user)
        self.fields["region"].queryset = (
            Region.objects.all() if regions is None else Region.objects.filter(pk__in=[region.pk for region in regions])
        )
        if regions is not None:
            self.fields["region"].empty_label = _("Al mijn regio's")
        for each in DIMENSIONS:
            choices = [("", _("Alle zaken")), *each.choices]
            self.fields[each.code] = forms.ChoiceField(label=each.label, choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, until = cleaned.get("start"), cleaned.get("until")
        if start and until and start > until:
            self.add_error("until", _("Deze datum is vóór de eerste datum. Draai de datums om."))
        return cleaned


class DownloadForm(ReportForm):
    """The same choice, and the kind of file."""

    format = forms.ChoiceField(choices=DownloadFormat.choices)
