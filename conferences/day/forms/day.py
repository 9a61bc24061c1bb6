"""The day itself; no form has a field for what was said in private time (R-04)."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.codes import Variant
from cases.models import Case
from conferences.codes import AfterAll, BrokenOffReason, DayOutcome
from conferences.forms import ReasonForm
from conferences.models import Conference
from conferences.planning.forms.planning import span_of
from ekc.accounts.models import User
from ekc.date_fields import Hours
from ekc.forms import ClockField, DayField, HouseForm, Section, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts.day import (
    adjourn_conference,
    correct_times,
    hold_conference,
    record_adjourned,
    record_conference,
)
from ..acts.day_times import DayTimes
from ..acts.meeting_again import meet_again, return_to_private_time
from ..acts.other_ends import break_off, change_outcome, conclude_without_meeting, record_broken_off
from ..acts.taking_back import take_back_press

TO_ITS_END = [(each.value, each.label) for each in DayOutcome if each != DayOutcome.BROKEN_OFF]


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


class NextDayForm(HouseForm):
    """The day of another meeting, where the family knows it already."""

    next_day = DayField(
        label=_("Dag van de volgende bijeenkomst"),
        required=False,
        help_text=_("Weet de familie het nog niet? Laat dit leeg. Je kunt later een dag kiezen."),
    )
    next_start = ClockField(label=_("Van"), required=False)
    next_end = ClockField(label=_("Tot ongeveer"), required=False)
    hours = {"next_day": ("next_start", "next_end")}

    def _next(self) -> dict[str, dt.datetime | None]:
        data = self.cleaned_data
        if not data.get("next_day"):
            return {"next_start": None, "next_end": None}
        start, end = span_of(data["next_day"], data["next_start"], data["next_end"])
        return {"next_start": start, "next_end": end}


ANOTHER = ((True, _("Ja, er komt een andere dag")), (False, _("Nee, er komt geen bijeenkomst meer")))


def another_meeting(**kwargs: Any) -> forms.TypedChoiceField:
    """Whether there will be a next meeting after one that was broken off."""
    return forms.TypedChoiceField(
        label=_("Komt er een nieuwe bijeenkomst?"),
        choices=ANOTHER,
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        **kwargs,
    )


def why_broken_off(**kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=BrokenOffReason.choices, widget=forms.RadioSelect, **kwargs)


class BreakOffForm(NextDayForm):
    """The meeting stops where it is."""

    code = why_broken_off(label=_("Waarom stopt de bijeenkomst?"))
    reason = forms.CharField(
        label=_("Wat gebeurde er?"),
        help_text=_("Nodig bij “Anders”. In één zin, zonder wat er in de besloten tijd is gezegd."),
        required=False,
        max_length=300,
    )
    another = another_meeting()

    layout = Layout("code", "reason", "another", "next_day", SideBySide("next_start", "next_end"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("code") == BrokenOffReason.OTHER and not data.get("reason"):
            self.add_error("reason", _("Schrijf op waarom de bijeenkomst werd afgebroken."))
        if data.get("another") and data.get("next_day") and not data.get("next_start"):
            self.add_error("next_start", _("Vul ook in hoe laat het begint."))
        return data

    def save(self, conference: Conference, *, by: User) -> Conference:
        """Raises Refusal."""
        another = self.cleaned_data["another"]
        next_day = self._next() if another else {}
        why = {name: self.cleaned_data[name] for name in ("code", "reason")}
        return break_off(conference, by=by, **why, another=another, **next_day)


class AfterAllForm(HouseForm):
    """No other meeting comes after all."""

    how = forms.ChoiceField(label=_("Hoe liep het af?"), choices=AfterAll.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Wat gebeurde er?"),
        help_text=_("Nodig als er geen plan komt. In één zin, zonder wat er in de besloten tijd is gezegd."),
        required=False,
        max_length=300,
    )

    def save(self, case: Case, *, by: User) -> Conference:
        """Raises Refusal."""
        return conclude_without_meeting(case, by=by, **self.cleaned_data)


class MeetAgainForm(NextDayForm):
    """Another meeting comes after the last one."""

    reason = forms.CharField(
        label=_("Waarom komt er nog een bijeenkomst?"),
        help_text=_("In één zin, zonder wat er in de besloten tijd is gezegd."),
        max_length=300,
    )

    layout = Layout("reason", "next_day", SideBySide("next_start", "next_end"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("next_day") and not data.get("next_start"):
            self.add_error("next_start", _("Vul ook in hoe laat het begint."))
        return data

    def save(self, case: Case, *, by: User) -> Conference:
        """Raises Refusal."""
        return meet_again(case, by=by, reason=self.cleaned_data["reason"], **self._next())


class OtherOutcomeForm(ReasonForm):
    """There is a plan after all, or none."""

    def __init__(self, *args: Any, with_plan: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.with_plan = with_plan

    def save(self, case: Case, *, by: User) -> Conference:
        return change_outcome(case, by=by, with_plan=self.with_plan, reason=self.cleaned_data["reason"])


class OutcomeForm(NextDayForm):
    """How the meeting ended: a plan, a second meeting, or neither."""

    outcome = forms.ChoiceField(label=_("Hoe liep het af?"), choices=TO_ITS_END, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Waarom een tweede bijeenkomst, of waarom geen plan?"),
        help_text=_("Alleen als er nog geen plan is. In één zin, zonder wat er in de besloten tijd is gezegd."),
        required=False,
        max_length=300,
    )

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
    hours: Hours = {"day": ("started", "private_from", "private_until", "ended")}
    minutes_away = forms.IntegerField(
        label=_("Hoeveel minuten was de besloten tijd onderbroken?"),
        help_text=_("Als jullie tussendoor terug in de kamer waren. Dat telt niet als besloten tijd."),
        required=False,
        min_value=0,
        max_value=960,
        widget=forms.NumberInput({"class": "is-short", "inputmode": "numeric"}),
    )

    without_private_time = forms.BooleanField(
        label=_("Er was geen besloten tijd: iedereen bleef erbij"), required=False
    )

    layout = Layout(
        "day",
        SideBySide("started", "private_from"),
        SideBySide("private_until", "ended"),
        "without_private_time",
        "minutes_away",
    )

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
        known = {"minutes_away": conference.minutes_away, "without_private_time": conference.without_private_time}
        return {**local, "day": day, **known}

    def __init__(self, *args: Any, variant: str, broken_off: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if variant != Variant.RESTORATIVE:
            del self.fields["without_private_time"]
        if broken_off or variant == Variant.RESTORATIVE:
            for name in ("private_from", "private_until"):
                self.fields[name].required = False

    def times(self) -> DayTimes:
        names = ("day", "started", "private_from", "private_until", "ended", "minutes_away")
        goes_without = bool(self.cleaned_data.get("without_private_time"))
        known = {name: self.cleaned_data.get(name) for name in names}
        return DayTimes(**known, without_private_time=goes_without)  # type: ignore[arg-type]

    def save(self, conference: Conference, *, by: User) -> Conference:
        return correct_times(conference, by=by, **vars(self.times()))


class RecordForm(TimesForm, OutcomeForm):
    """The whole day written down afterwards; of a meeting that was broken off, the parts that were."""

    outcome = forms.ChoiceField(label=_("Hoe liep het af?"), choices=DayOutcome.choices, widget=forms.RadioSelect)
    code = why_broken_off(label=_("Alleen bij afgebroken: waarom?"), required=False)
    another = another_meeting(required=False)
    hours = {**TimesForm.hours, **OutcomeForm.hours}
    # Asked of a meeting that went on to its end, and of no other.
    conditional = ("private_from", "private_until", "code", "another")
    field_order = [
        "day",
        "started",
        "private_from",
        "private_until",
        "ended",
        "returns",
        "minutes_away",
        "outcome",
        "code",
        "reason",
        "another",
    ]
    returns = forms.IntegerField(
        label=_("Hoe vaak ging de familie terug naar de besloten tijd?"),
        required=False,
        min_value=0,
        max_value=20,
        initial=0,
        widget=forms.NumberInput({"class": "is-short"}),
    )
    layout = Layout(
        Section(
            _("De tijden"),
            "day",
            SideBySide("started", "private_from"),
            SideBySide("private_until", "ended"),
            "without_private_time",
            "returns",
            "minutes_away",
        ),
        Section(
            _("Hoe het afliep"),
            "outcome",
            "code",
            "reason",
            "another",
            "next_day",
            SideBySide("next_start", "next_end"),
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, broken_off=True, **kwargs)
        self.fields["reason"].label = _("Waarom een tweede bijeenkomst, waarom geen plan, of waarom afgebroken?")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.was_broken_off:
            if not data.get("code"):
                self.add_error("code", _("Kies waarom de bijeenkomst werd afgebroken."))
            if data.get("code") == BrokenOffReason.OTHER and not data.get("reason"):
                self.add_error("reason", _("Schrijf op waarom de bijeenkomst werd afgebroken."))
            if data.get("another") in ("", None):
                self.add_error("another", _("Kies of er een nieuwe bijeenkomst komt."))
        elif data.get("outcome") and not data.get("without_private_time"):
            for name in ("private_from", "private_until"):
                if name in data and data[name] is None:
                    self.add_error(name, _("Vul deze tijd in, of kies dat de bijeenkomst is afgebroken."))
        return data

    @property
    def was_broken_off(self) -> bool:
        return bool(self.cleaned_data.get("outcome") == DayOutcome.BROKEN_OFF)

    @staticmethod
    def initial_of(conference: Conference) -> dict[str, Any]:
        return {**TimesForm.initial_of(conference), "returns": conference.returns_to_private_time}

    def save(self, conference: Conference, *, by: User) -> Conference:
        """Raises Refusal."""
        returns = self.cleaned_data["returns"]
        if self.was_broken_off:
            return record_broken_off(
                conference,
                by=by,
                times=self.times(),
                code=self.cleaned_data["code"],
                reason=self.cleaned_data["reason"],
                another=self.cleaned_data["another"],
                returns=returns,
                **(self._next() if self.cleaned_data["another"] else {}),
            )
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
