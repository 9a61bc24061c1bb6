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
from ekc.plain_select import PlainSelect

from .catalogue.dimensions import DIMENSIONS, ways_of
from .choices import LAST_YEAR, NATIONAL, OTHER, REST, against_for, as_data, audience_for, selection_for
from .codes import FIGURE_FORMATS, Audience, DownloadFormat
from .periods import FIRST, LAST, quarters
from .protecting import fault_of
from .queries import benchmark_years, programmes_for
from .querysets import audiences_for, regions_for


class QuarterField(forms.TypedChoiceField):
    """A quarter, as its first or its last day; None for no limit. No other day can be chosen: see `periods`."""

    def __init__(self, edge: int, **kwargs: Any) -> None:
        self.edge = edge
        kwargs.setdefault("widget", PlainSelect)
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
        widget=PlainSelect,
    )
    start = QuarterField(FIRST, label=_("Aangemeld vanaf"))
    until = QuarterField(LAST, label=_("Aangemeld tot en met"))
    region = forms.ModelChoiceField(
        label=_("Regio"),
        queryset=None,
        to_field_name="code",
        required=False,
        empty_label=_("Alle regio's"),
        widget=PlainSelect,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.audiences = audiences_for(user)
        self.offered, self.own_regions = quarters(), regions_for(user)
        self.offer_within("")
        for each in DIMENSIONS:
            choices = [("", _("Alle zaken")), *each.choices]
            self.fields[each.code] = forms.ChoiceField(
                label=each.label, choices=choices, required=False, widget=PlainSelect
            )

    def offer_within(self, before: str) -> None:
        """Let the fields whose names begin so offer what this person may see."""
        self.fields[f"{before}programme"].queryset = programmes_for(self.user)
        for name in ("start", "until"):
            self.fields[f"{before}{name}"].offer(self.offered)
        region, own = self.fields[f"{before}region"], self.own_regions
        region.queryset = Region.objects.all()
        if own is not None:
            region.queryset = Region.objects.filter(pk__in=[each.pk for each in own])
            region.empty_label = _("Al mijn regio's")

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
    """The same choice, for whom the figures are, and what they are compared with."""

    period_fault_at = "audience"
    audience = forms.ChoiceField(label=_("Voor wie"), required=False, widget=PlainSelect)
    compare = forms.ChoiceField(label=_("Vergelijken met"), required=False, widget=PlainSelect)
    with_programme = forms.ModelChoiceField(
        label=_("Ander programma"),
        queryset=None,
        to_field_name="slug",
        required=False,
        empty_label=_("Landelijk: alle programma's"),
        widget=PlainSelect,
    )
    with_start = QuarterField(FIRST, label=_("Andere periode: vanaf"))
    with_until = QuarterField(LAST, label=_("Andere periode: tot en met"))
    with_region = forms.ModelChoiceField(
        label=_("Andere regio"),
        queryset=None,
        to_field_name="code",
        required=False,
        empty_label=_("Alle regio's"),
        widget=PlainSelect,
    )
    field_order = ("programme", "audience")
    comparing = ("compare", "with_programme", "with_start", "with_until", "with_region")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.offer_within("with_")
        self.fields["compare"].choices = [
            ("", _("Niet vergelijken")),
            (LAST_YEAR, _("Een jaar eerder")),
            (REST, _("De andere regio's")),
            *((f"{NATIONAL}{year}", _("Landelijk in %(year)s") % {"year": year}) for year in benchmark_years()),
            (OTHER, _("Een andere keuze, hieronder")),
        ]
        self.fields["audience"].choices = [(each.value, each.label) for each in self.audiences]
        self.fields["audience"].initial = self.audiences[0].value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, until = cleaned.get("with_start"), cleaned.get("with_until")
        if start and until and start > until:
            self.add_error("with_until", _("Deze datum is vóór de eerste datum. Draai de datums om."))
        elif cleaned.get("compare") and not self.errors:
            self._clean_comparison(cleaned)
        return cleaned

    def _clean_comparison(self, cleaned: dict[str, Any]) -> None:
        chosen = as_data(cleaned)
        selection = selection_for(self.user, chosen)
        audience = audience_for(self.user, chosen, selection) if selection is not None else None
        if selection is None or audience is None:
            return
        _against, fault = against_for(self.user, chosen, selection, audience)
        if fault:
            self.add_error("compare", fault)

    @property
    def of_report(self) -> list[forms.BoundField]:
        """The fields of the report itself; those of what it is compared with are folded away."""
        return [field for field in self if field.name not in self.comparing]

    @property
    def of_comparison(self) -> list[forms.BoundField]:
        return [self[name] for name in self.comparing]

    @property
    def compares(self) -> bool:
        return any(self[name].value() or self[name].errors for name in self.comparing)


class DownloadForm(ReportForm):
    """The same choice, and the kind of file."""

    format = forms.ChoiceField(choices=[each for each in DownloadFormat.choices if each[0] in FIGURE_FORMATS])
