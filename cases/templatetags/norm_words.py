"""Terms of the house on a page: a sentence that names one follows its setting."""

from django import template

from cases import norms
from ekc import dutch, languages

register = template.Library()


@register.simple_tag
def norm(name: str) -> int:
    """The number of a norm, by its name in `cases/norms.py`."""
    return int(getattr(norms, name))


@register.simple_tag
def term(name: str) -> str:
    """How long a norm is, in the language of the page: `30 dagen`, `1 month`."""
    unit = "month" if name.endswith("_MONTHS") else "day"
    return languages.span(norm(name), unit)


@register.simple_tag
def term_in_words(name: str) -> str:
    """How long a norm is, in Dutch as the office says it: `één maand`, `twee weken`."""
    return (dutch.months_in_words if name.endswith("_MONTHS") else dutch.days_in_words)(norm(name))
