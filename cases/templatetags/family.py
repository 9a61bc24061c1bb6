"""Which family a page is about."""

from django import template

from cases.models import Case
from cases.queries import number_and_names

register = template.Library()


@register.filter
def kicker(case: Case) -> str:
    """The line above the heading of a page of one act: number and names, for who has more than one family."""
    return number_and_names(case)
