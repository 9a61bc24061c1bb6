"""Choosing what a report is about, and which file is wanted."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc import dutch
from ekc.accounts.models import Region
from ekc.dutch import iso_date
from ekc.forms import HouseForm

from .catalogue.dimensions import DIMENSIONS, ways_of
from .codes import FIGURE_FORMATS, Audience, DownloadFormat
from .periods import FIRST, LAST, quarters
from .protecting import fault_of
from .queries import programmes_for
from .querysets import audiences_for, regions_for


class QuarterField(forms.TypedChoiceField):
    """A quarter, as its first or its last day; None for no limit. No other day can be chosen: see `periods`."""

    def __init__(self, edge: int, **kwargs: Any) -> None:
        self.edge = edge
        sentence = _("Kies een kwartaal uit de lijst. Cijfers zijn er per heel kwartaal.")
        super().__init__(
            coerce=iso_date, empty_value=None, required=False, error_messages={"invalid_choice": sentence}, **kwargs
        )

    def offer(self, found: Sequence[tuple[dt.date, dt.date]]) -> None:
        """Let the choice be between these quarters, by year."""
        years: dict[int, list[tuple[str, str]]] = {}
        for quarter in found:
            day = quarter[self.edge]
            years.setdefault(day.year, []).append((day.isoformat(), dutch.long_date(day)))
        self.choices = [("", _("Alles")), *((str(year), days) for year, days in years.items())]


class SelectionForm(HouseForm):
    """Programme, period and region, within what this person may see, and the dimensions of the catalogue. Bound to an
    address, so that it can be kept. The period is one that this person may have figures of."""

    period_fault_at = "until"

    programme = forms.ModelChoiceField(
        label=_("Programma"),
        queryset=None,
        to_field_name="slug",
        required=False,
        empty_label=_("Landelijk: alle programma's"),
    )
    start = QuarterField(FIRST, label=_("Aangemeld vanaf"))
    until = QuarterField(LAST, label=_("Aangemeld tot en met"))
    region = forms.ModelChoiceField(
        label=_("Regio"), queryset=None, to_field_name="code", required=False, empty_label=_("Alle regio's")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes_for(user)
        self.audiences = audiences_for(user)
        offered = quarters()
        for name in ("start", "until"):
            self.fields[name].offer(offered)
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
        audience = Audience(cleaned.get("audience") or self.audiences[0])
        if fault := fault_of(audience, start, until, ways_of(cleaned) or ()):
            self.add_error(self.period_fault_at, fault)
        return cleaned


class ReportForm(SelectionForm):
    """The same choice, and for whom the figures are."""

    period_fault_at = "audience"
    audience = forms.ChoiceField(label=_("Voor wie"), required=False)
    field_order = ("programme", "audience")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["audience"].choices = [(each.value, each.label) for each in self.audiences]
        self.fields["audience"].initial = self.audiences[0].value


class DownloadForm(ReportForm):
    """The same choice, and the kind of file."""

    format = forms.ChoiceField(choices=[each for each in DownloadFormat.choices if each[0] in FIGURE_FORMATS])
