"""When a term is over. Nothing goes one day early: what is kept until a day, is due the day after."""

import datetime as dt

from ekc.dates import add_months

from .models import RetentionClass
from .register import NORM_DAYS


def kept_until(start: dt.date, months: int) -> dt.date:
    """The last day on which it is kept. A month without such a day gives no day away: the first of the next counts."""
    last = add_months(start, months)
    return last if last.day == start.day else last + dt.timedelta(days=1)


def starts_over(today: dt.date, months: int) -> dt.date:
    """The last day from which a term of so many months is over today: every earlier day is over too."""
    start = add_months(today, -months) + dt.timedelta(days=3)
    while kept_until(start, months) >= today:
        start -= dt.timedelta(days=1)
    return start


def months_of() -> dict[str, int]:
    """The term of each class that has one of its own, in months."""
    found = RetentionClass.objects.filter(months__isnull=False).values_list("code", "months")
    return {code: months for code, months in found if months is not None}


def last_day_over(kept_in: str, today: dt.date, months: dict[str, int]) -> dt.date | None:
    """The last day from which the term of this class is over today; None for a class without a term of its own."""
    if kept_in in months:
        return starts_over(today, months[kept_in])
    days = NORM_DAYS.get(kept_in)
    return None if days is None else today - dt.timedelta(days=days + 1)
