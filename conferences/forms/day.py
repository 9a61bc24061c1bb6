"""The day itself; no form has a field for what was said in private time (R-04)."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.forms import ClockField, DayField, HouseForm, Section, SideBySide

from ..domain.day import adjourn_conference, correct_times, hold_conference, record_conference, return_to_private_time
from ..models import Conference
from .reason import ReasonForm, yes_no


class ReturnForm(ReasonForm):
    def save(self, conference: Conference, *, by: User) -> Conference:
        return return_to_private_time(conference, by=by, question=self.cleaned_data["reason"])


class AdjournForm(ReasonForm):
    def save(self, conference: Conference, *, by: User) -> Conference:
        return adjourn_conference(conference, by=by, reason=self.cleaned_data["reason"])


class OutcomeForm(HouseForm):
    """How the meeting ended."""

    with_plan = yes_no(_("Is de familie het eens geworden over een plan?"))
    no_plan_reason = forms.CharField(
        label=_("Waarom kwam er geen plan?"),
        help_text=_("Alleen als er geen plan is. In één zin, zonder wat er in de besloten tijd is gezegd."),
        required=False,
        max_length=300,
    )

    def save(self, conference: Conference, *, by: User) -> Conference:
        return hold_conference(conference, by=by, **self.cleaned_data)


class TimesForm(HouseForm):
    """The four clock times of a day; past midnight is allowed."""

    day = DayField(label=_("Op welke dag was de conferentie?"))
    started = ClockField(label=_("Begin"))
    private_from = ClockField(label=_("Begin van de besloten tijd"))
    private_until = ClockField(label=_("Einde van de besloten tijd"))
    ended = ClockField(label=_("Einde van de conferentie"))

    layout = Layout("day", SideBySide("started", "ended"), SideBySide("private_from", "private_until"))

    @staticmethod
    def initial_of(conference: Conference) -> dict[str, Any]:
        """What is known of the times already, in local clock times."""
        moments = {
            "started": conference.started_at or conference.planned_start,
            "private_from": conference.private_time_from,
            "private_until": conference.private_time_until,
            "ended": conference.ended_at,
        }
        local = {name: timezone.localtime(moment).time() for name, moment in moments.items() if moment}
        first = conference.started_at or conference.planned_start
        return {**local, "day": conference.held_on or (timezone.localdate(first) if first else None)}

    def save(self, conference: Conference, *, by: User) -> Conference:
        return correct_times(conference, by=by, **self.cleaned_data)


class RecordForm(TimesForm, OutcomeForm):
    """The whole day written down afterwards."""

    field_order = ["day", "started", "private_from", "private_until", "ended", "with_plan", "no_plan_reason"]
    layout = Layout(
        Section(_("De tijden"), "day", SideBySide("started", "ended"), SideBySide("private_from", "private_until")),
        Section(_("Hoe het afliep"), "with_plan", "no_plan_reason"),
    )

    def save(self, conference: Conference, *, by: User) -> Conference:
        return record_conference(conference, by=by, **self.cleaned_data)
