"""Days and clock times as people type them, and the two nights in which the clock changes.

A clock time of a day is a moment, but for an hour that the clock skips in March, and one that comes twice in October.
The first is refused with a word, the second is asked: whoever means the second time writes "wintertijd" behind it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ekc import dutch
from ekc.dates import hour_fault, is_next_day

YEARS = range(1900, 2101)
"""A date outside these is a slip; near the ends of the calendar even the next day does not exist."""
FOLDS = {"zomertijd": 0, "wintertijd": 1}
HOUR_FAULTS = {
    "skipped": _("Deze tijd bestaat niet: in die nacht gaat de klok een uur vooruit. Kies een andere tijd."),
    "twice": _(
        "Deze tijd komt in die nacht twee keer voor: de klok gaat een uur terug. Schrijf erachter welke je bedoelt: "
        "zomertijd (de eerste keer) of wintertijd (de tweede keer). Bijvoorbeeld 02:30 wintertijd."
    ),
}


class SaidTime(dt.time):
    """A clock time of which was said which one it is, where it comes twice."""


def same_clock(one: dt.time | None, other: dt.time | None) -> bool:
    """Whether two clock times read the same, to the minute."""
    if one is None or other is None:
        return False
    return (one.hour, one.minute) == (other.hour, other.minute)


class DayInput(forms.DateInput):
    """The browser's own calendar; a browser without one gets a text field that reads Dutch dates."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")

    def ask_which(self) -> None:
        """The clock of a browser has no room for a word behind the time."""
        self.input_type = "text"


class DayField(forms.DateField):
    """A date one looks up, such as an appointment. Reads what `dutch.parse_date` reads."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("Schrijf de datum als dag, maand en jaar. Bijvoorbeeld 3-4-2026."),
        "year": _("Kijk het jaar van de datum na. Bijvoorbeeld 3-4-2026."),
    }

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, str) and value.strip():
            try:
                found = dutch.parse_date(dutch.plain_digits(value))
            except ValueError:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from None
            if found.year not in YEARS:
                raise ValidationError(self.error_messages["year"], code="year")
            return found
        return super().to_python(value)


class ClockField(forms.TimeField):
    """A clock time. Reads what `dutch.parse_time` reads, with "zomertijd" or "wintertijd" behind it or not."""

    widget = ClockInput
    default_error_messages = {"invalid": _("Schrijf de tijd met een dubbele punt. Bijvoorbeeld 19:30.")}

    def to_python(self, value: Any) -> dt.time | None:
        if isinstance(value, str) and value.strip():
            clock, said = dutch.clock_and_season(value)
            if said:
                self.widget.ask_which()
            try:
                found = dutch.parse_time(dutch.plain_digits(clock))
            except ValueError:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from None
            return SaidTime(found.hour, found.minute, fold=FOLDS[said]) if said else found
        return super().to_python(value)


# --- the clock times of a form ------------------------------------------------------------------------------

Hours = Mapping[str | None, tuple[str, ...]]
"""By the field of the day (None: a day that stands elsewhere) the clock times of it, in their order."""


def check_hours(form: Any) -> None:
    """Add an error to every clock time of a form that is no moment, and ask which one is meant where it is two.

    A time below the one before it is of the next day. What stood there and was not changed stays the moment it is.
    """
    for day_name, names in form.hours.items():
        day = form.cleaned_data.get(day_name) if day_name else form.day_elsewhere
        if day is None:
            continue
        for name, date, clock in _on_their_days(form, day, names):
            fault = hour_fault(date, clock)
            known = form.get_initial_for_field(form.fields[name], name)
            if fault == "twice" and isinstance(known, dt.time) and same_clock(known, clock):
                form.cleaned_data[name] = SaidTime(clock.hour, clock.minute, fold=known.fold)
            elif fault == "skipped" or fault == "twice" and not isinstance(clock, SaidTime):
                form.fields[name].widget.ask_which()
                form.add_error(name, HOUR_FAULTS[fault])


def _on_their_days(form: Any, day: dt.date, names: tuple[str, ...]) -> Iterator[tuple[str, dt.date, dt.time]]:
    before: dt.time | None = None
    for name in names:
        clock = form.cleaned_data.get(name)
        if clock is None:
            continue
        if before is not None and is_next_day(day, before, clock):
            day += dt.timedelta(days=1)
        before = clock
        yield name, day, clock
