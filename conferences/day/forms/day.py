"""The day itself; no form has a field for what was said in private time (R-04)."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.codes import DayOutcome
from conferences.forms import ReasonForm
from conferences.models import Conference
from conferences.planning.forms.planning import span_of
from ekc.accounts.models import User
from ekc.forms import ClockField, DayField, HouseForm, Section, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts.day import (
    DayTimes,
    adjourn_conference,
    correct_times,
    hold_conference,
    record_adjourned,
    record_conference,
    return_to_private_time,
)
from ..acts.taking_back import take_back_press


class PressForm(HouseForm):
    """A large button; `pressed_at` is when the thumb was there, where there was no network then."""

    pressed_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def moment(self) -> dt.datetime | None:
        """None for now. A time without zone, or one that cannot be read, is no time."""
        if not self.is_valid():
            return None
        pressed: dt.datetime | None = self.cleaned_data["pressed_at"]
        return pressed


class ReturnForm(ReasonForm):
    def save(self, conference: Conference, *, by: User) -> Conference:
        return return_to_private_time(conference, by=by, question=self.cleaned_data["reason"])


class TakeBackForm(ReasonForm):
    def save(self, conference: Conference, *, by: User) -> Conference:
        return take_back_press(conference, by=by, reason=self.cleaned_data["reason"])


class OutcomeForm(HouseForm):
    """How the meeting ended: a plan, a second meeting, or neither."""

    outcome = forms.ChoiceField(label=_("Hoe liep het af?"), choices=DayOutcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Waarom een tweede bijeenkomst, of waarom geen plan?"),
        help_text=_("Alleen als er nog geen plan is. In één zin, zonder wat er in de besloten tijd is gezegd."),
        required=False,
        max_length=300,
    )
    next_day = DayField(
        label=_("Dag van de tweede bijeenkomst"),
        required=False,
        help_text=_("Weet de familie het nog niet? Laat dit leeg. Je kunt later een dag kiezen."),
    )
    next_start = ClockField(label=_("Van"), required=False)
    next_end = ClockField(label=_("Tot ongeveer"), required=False)

    layout = Layout("outcome", "reason", "next_day", SideBySide("next_start", "next_end"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        outcome = data.get("outcome")
        if outcome == DayOutcome.SECOND_MEETING and not data.get("reason"):
            self.add_error("reason", _("Schrijf op waarom er een tweede bijeenkomst komt."))
        if outcome == DayOutcome.NO_PLAN and not data.get("reason"):
            self.add_error("reason", _("Schrijf op waarom er geen plan kwam."))
        if outcome == DayOutcome.SECOND_MEETING and data.get("next_day") and not data.get("next_start"):
            self.add_error("next_start", _("Vul ook in hoe laat het begint."))
        return data

    @property
    def goes_on_another_day(self) -> bool:
        return bool(self.cleaned_data["outcome"] == DayOutcome.SECOND_MEETING)

    def _next(self) -> dict[str, dt.datetime | None]:
        data = self.cleaned_data
        if not data.get("next_day"):
            return {"next_start": None, "next_end": None}
        start, end = span_of(data["next_day"], data["next_start"], data["next_end"])
        return {"next_start": start, "next_end": end}

    def _plan(self) -> dict[str, Any]:
        with_plan = self.cleaned_data["outcome"] == DayOutcome.PLAN
        return {"with_plan": with_plan, "no_plan_reason": "" if with_plan else self.cleaned_data["reason"]}

    def save(self, conference: Conference, *, by: User) -> Conference:
        """End the meeting now. Raises Refusal."""
        if self.goes_on_another_day:
            return adjourn_conference(conference, by=by, reason=self.cleaned_data["reason"], **self._next())
        return hold_conference(conference, by=by, **self._plan())


class TimesForm(SharedEditMixin, HouseForm):
    """The four clock times of a day; past midnight is allowed."""

    day = DayField(label=_("Op welke dag was de conferentie?"))
    started = ClockField(label=_("Begin"))
    private_from = ClockField(label=_("Begin van de besloten tijd"))
    private_until = ClockField(label=_("Einde van de besloten tijd"))
    ended = ClockField(label=_("Einde van de conferentie"))
    minutes_away = forms.IntegerField(
        label=_("Hoeveel minuten was de besloten tijd onderbroken?"),
        help_text=_("Als jullie tussendoor terug in de kamer waren. Dat telt niet als besloten tijd."),
        required=False,
        min_value=0,
        max_value=960,
        widget=forms.NumberInput({"class": "is-short", "inputmode": "numeric"}),
    )

    layout = Layout("day", SideBySide("started", "private_from"), SideBySide("private_until", "ended"), "minutes_away")

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
        day = conference.held_on or (timezone.localdate(first) if first else None)
        return {**local, "day": day, "minutes_away": conference.minutes_away}

    def times(self) -> DayTimes:
        names = ("day", "started", "private_from", "private_until", "ended", "minutes_away")
        return DayTimes(**{name: self.cleaned_data[name] for name in names})

    def save(self, conference: Conference, *, by: User) -> Conference:
        return correct_times(conference, by=by, **vars(self.times()))


class RecordForm(TimesForm, OutcomeForm):
    """The whole day written down afterwards."""

    returns = forms.IntegerField(
        label=_("Hoe vaak ging de familie terug naar de besloten tijd?"),
        required=False,
        min_value=0,
        max_value=20,
        initial=0,
        widget=forms.NumberInput({"class": "is-short"}),
    )
    field_order = [
        *("day", "started", "private_from", "private_until", "ended", "returns", "minutes_away"),
        *("outcome", "reason"),
    ]
    layout = Layout(
        Section(
            _("De tijden"),
            "day",
            SideBySide("started", "private_from"),
            SideBySide("private_until", "ended"),
            "returns",
            "minutes_away",
        ),
        Section(_("Hoe het afliep"), "outcome", "reason", "next_day", SideBySide("next_start", "next_end")),
    )

    @staticmethod
    def initial_of(conference: Conference) -> dict[str, Any]:
        return {**TimesForm.initial_of(conference), "returns": conference.returns_to_private_time}

    def save(self, conference: Conference, *, by: User) -> Conference:
        """Raises Refusal."""
        returns = self.cleaned_data["returns"]
        if self.goes_on_another_day:
            return record_adjourned(
                conference,
                by=by,
                times=self.times(),
                reason=self.cleaned_data["reason"],
                returns=returns,
                **self._next(),
            )
        return record_conference(conference, by=by, returns=returns, **vars(self.times()), **self._plan())
