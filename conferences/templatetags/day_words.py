"""Words of the day that more than one page shows."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import DayOption
from ..planning.forms.day_poll import option_in_words

register = template.Library()


@register.filter
def day_in_words(option: DayOption) -> str:
    """`zaterdag 14 maart 2026, 13:00 tot 18:00 uur`."""
    return option_in_words(option)


@register.filter
def nth(items: Sequence[Any], index: int) -> Any:
    """The item at `index`, from 0."""
    return items[index]


@register.filter
def clock_of_day(moment: dt.datetime, day: dt.date | None) -> str:
    """`19:30`; past midnight of the day of the meeting `00:30 (de dag erna)`."""
    local = timezone.localtime(moment)
    if day is None or local.date() <= day:
        return f"{local:%H:%M}"
    return _("%(clock)s (de dag erna)") % {"clock": f"{local:%H:%M}"}
