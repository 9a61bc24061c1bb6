"""Figures and dates, as a page writes them."""

import datetime as dt
from decimal import Decimal

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ekc import dutch
from ekc.calls import Call, call_line
from ekc.figures import dutch as dutch_number
from ekc.figures import euros
from ekc.phones import phone_link, phone_text

register = template.Library()

NO_BREAK_SPACE = "\u00a0"


def _local(value: dt.date | dt.datetime) -> dt.date:
    if isinstance(value, dt.datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else value
    return value


def _is_dutch() -> bool:
    return (get_language() or settings.LANGUAGE_CODE) == settings.LANGUAGE_CODE


@register.filter
def datum(value: dt.date | dt.datetime | None) -> str:
    """`3 april 2026`, in the language of the page; empty for no date."""
    if not value:
        return ""
    return dutch.long_date(_local(value)) if _is_dutch() else date_format(_local(value), "j E Y")


@register.filter
def datum_kort(value: dt.date | dt.datetime | None) -> str:
    """`03-04-2026`; empty for no date."""
    return dutch.short_date(_local(value)) if value else ""


@register.filter
def tijd(value: dt.time | dt.datetime | None) -> str:
    """`19:30`; empty for no time. Midnight is a time."""
    if value is None or value == "":
        return ""
    clock = _local(value) if isinstance(value, dt.datetime) else value
    return f"{clock:%H:%M}"


@register.filter
def datum_tijd(value: dt.datetime | None) -> str:
    """`3 april 2026, 19:30 uur`; empty for no moment."""
    return f"{datum(value)}, {tijd(value)}{' uur' if _is_dutch() else ''}" if value else ""


@register.filter
def getal(value: float | int | Decimal | None, places: int | None = None) -> str:
    """A number with decimal comma; a dash for no figure."""
    return dutch_number(None if value == "" else value, places)


@register.filter
def uren(minutes: int | None) -> str:
    """Minutes as hours and minutes: 95 is `1:35`; a dash for nothing known."""
    return "–" if minutes is None else f"{minutes // 60}:{minutes % 60:02d}"


@register.filter
def procent(value: float | int | Decimal | None, places: int | None = None) -> str:
    """A percentage with its sign, kept on one line; a dash for no figure."""
    figure = getal(value, places)
    return figure if figure == "–" else f"{figure}{NO_BREAK_SPACE}%"


@register.filter
def euro(value: Decimal | None) -> str:
    """`€ 1.250,00`; a dash for no amount."""
    return euros(value)


@register.filter
def bellen(call: Call | None) -> SafeString:
    """A number of a file, to press, with the rule about voicemail and the best time beside it; empty for none."""
    return call_line(call)


@register.filter
def telefoon(number: str | None) -> SafeString:
    """The number of an office as a link that calls it, its remark behind it; empty for none. Of people: `bellen`."""
    return phone_link(number)


@register.filter
def telefoon_tekst(number: str | None) -> str:
    """A phone number as it is read, without a link: inside a sentence, and on paper."""
    return phone_text(number)
