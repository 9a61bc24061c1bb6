"""Words of the day that more than one page shows."""

from collections.abc import Sequence
from typing import Any

from django import template

from ..forms.day_poll import option_in_words
from ..models import DayOption

register = template.Library()


@register.filter
def day_in_words(option: DayOption) -> str:
    """`zaterdag 14 maart 2026, 13:00 tot 18:00 uur`."""
    return option_in_words(option)


@register.filter
def nth(items: Sequence[Any], index: int) -> Any:
    """The item at `index`, from 0."""
    return items[index]
