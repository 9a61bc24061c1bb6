"""Gives `cases/desk/decision_box.html` its buttons, so that whoever includes it needs to know nothing of them."""

from typing import Any

from django import template
from django.template.context import Context

from ..desk.reads.calls import CallBox, calls_of
from ..desk.reads.decisions import Decision, decisions_for
from ..models import Case

register = template.Library()


@register.simple_tag(takes_context=True)
def open_decisions(context: Context, case: Case) -> list[Decision]:
    user: Any = context["request"].user
    return decisions_for(case, user)


@register.simple_tag
def open_calls(case: Case) -> CallBox | None:
    return calls_of(case)
