"""Choosing the day, moving it, putting it off."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import at_local
from ekc.forms import ClockField, DayField, HouseModelForm, Section, SideBySide

from ..domain.planning import plan_conference, postpone_conference
from ..models import Conference
from .reason import ReasonForm


class PlanForm(HouseModelForm):
    """The day, the place and what is needed, as the family wants it."""

    day = DayField(label=_("Op welke dag?"))
    start = ClockField(label=_("Van"))
    end = ClockField(label=_("Tot ongeveer"), required=False)

    class Meta:
        model = Conference
        fields = (
            "location_type",
            "venue_name",
            "venue_address",
            "rooms",
            "food",
            "child_care",
            "transport",
            "interpreter",
            "interpreter_language",
        )
        labels = {
            "location_type": _("Wat voor plek is het?"),
            "venue_name": _("Hoe heet de plek?"),
            "rooms": _("Welke ruimtes zijn er?"),
            "food": _("Eten en drinken"),
        }
        help_texts = {
            "rooms": _("Denk aan een ruimte voor de besloten tijd, een plek voor de professionals en een kinderhoek."),
            "food": _("Wie neemt wat mee? Is er een dieet?"),
        }
        widgets = {"rooms": forms.Textarea({"rows": 3}), "food": forms.Textarea({"rows": 3})}

    layout = Layout(
        Section(_("Wanneer"), "day", SideBySide("start", "end")),
        Section(_("Waar"), "location_type", "venue_name", "venue_address", "rooms"),
        Section(
            _("Wat is er nodig"), "food", "child_care", "transport", SideBySide("interpreter", "interpreter_language")
        ),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.case = case
        planned = kwargs.get("instance")
        if planned is not None and planned.planned_start:
            start = timezone.localtime(planned.planned_start)
            end = timezone.localtime(planned.planned_end).time() if planned.planned_end else None
            kwargs["initial"] = {"day": start.date(), "start": start.time(), "end": end, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def save(self, *, by: User) -> Conference:
        """Plan or move the meeting. An end before the start is past midnight. Raises Refusal."""
        planning = {name: self.cleaned_data[name] for name in self.Meta.fields}
        day, start, end = (self.cleaned_data[name] for name in ("day", "start", "end"))
        until = None
        if end is not None:
            until = at_local(day + dt.timedelta(days=int(end <= start)), end)
        return plan_conference(self.case, by=by, planned_start=at_local(day, start), planned_end=until, **planning)


class PostponeForm(ReasonForm):
    def save(self, conference: Conference, *, by: User) -> Conference:
        return postpone_conference(conference, by=by, reason=self.cleaned_data["reason"])
