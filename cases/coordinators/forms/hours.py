"""The form of hours and costs that belong to no contact."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import amount
from cases.models import Case, WorkEntry
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.forms import HouseModelForm, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts import hours

NUMBER = {"inputmode": "numeric", "class": "is-short"}


class WorkForm(SharedEditMixin, HouseModelForm):
    """Work that belongs to no contact: travelling, arranging, writing, the day itself."""

    minutes = forms.IntegerField(
        label=_("Minuten"), required=False, min_value=0, max_value=24 * 60, widget=forms.NumberInput(attrs=NUMBER)
    )
    travel_km = amount(_("Kilometers"), places=1)
    expenses = amount(_("Onkosten in euro's"), places=2)

    class Meta:
        model = WorkEntry
        fields = ("day", "kind", "minutes", "travel_km", "expenses", "note")
        widgets = {"kind": forms.RadioSelect}
        labels = {"day": _("Welke dag?"), "kind": _("Wat heb je gedaan?"), "note": _("Toelichting")}

    layout = Layout("kind", "day", SideBySide("minutes", "travel_km", "expenses"), "note")

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.user = case, user
        self.fields["kind"].choices = [choice for choice in self.fields["kind"].choices if choice[0]]
        if self.instance.pk is None:
            self.initial = {**self.initial, "day": local_today(), "minutes": "", "travel_km": "", "expenses": ""}

    def _post_clean(self) -> None:
        """The rules stand in the act: the instance stays as it was read."""

    def save(self, commit: bool = True) -> WorkEntry:
        values = self.cleaned_data
        data = {
            name: value or 0 if name in ("minutes", "travel_km", "expenses") else value
            for name, value in values.items()
        }
        if self.instance.pk is None:
            return hours.log_work(self.case, by=self.user, **data)
        return hours.correct_work(self.instance, by=self.user, **data)
