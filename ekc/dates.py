"""Dates as people in the Netherlands mean them (design 4.10): local calendar dates, stored in UTC."""

import calendar
import datetime as dt

from django.utils import timezone


def local_today() -> dt.date:
    """Today's date in Europe/Amsterdam."""
    return timezone.localdate()


def at_local(day: dt.date, clock: dt.time) -> dt.datetime:
    """The moment of a local date and clock time, aware."""
    return timezone.make_aware(dt.datetime.combine(day, clock))


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later; the last day of a shorter month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def age_on(birth_date: dt.date, day: dt.date) -> int:
    """Whole years of age on `day`; a birthday on 29 February falls on 1 March in other years."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def quarter_of(day: dt.date) -> str:
    """The quarter of a date as it is copied onto an answer: `2011-Q3` (design 4.9)."""
    return f"{day.year:04}-Q{(day.month - 1) // 3 + 1}"


def quarter_bounds(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of the quarter of a date."""
    first = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    return first, (first + dt.timedelta(days=93)).replace(day=1) - dt.timedelta(days=1)


def is_next_day(day: dt.date, before: dt.time, clock: dt.time) -> bool:
    """Whether `clock`, said after `before` of `day`, is of the day after: it is earlier on the clock.

    In the hour that comes twice the clock goes back without a next day: 02:50, then 02:10 winter time (`fold`).
    """
    if clock >= before:
        return False
    return not (clock.fold > before.fold and hour_fault(day, before) == "twice")


def hour_fault(day: dt.date, clock: dt.time) -> str:
    """`skipped` or `twice` where this clock time of a day is no moment, or two; empty for every other."""
    zone = timezone.get_default_timezone()
    first = dt.datetime.combine(day, clock.replace(fold=0), tzinfo=zone)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return ""
    back = first.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None)
    return "twice" if back == first.replace(tzinfo=None) else "skipped"
