"""Gives `cases/desk/decision_panel.html` what it shows, so that whoever includes it needs to know nothing of it."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import gettext as _

from ekc.access import shown

from ..desk.reads.calls import CallBox, calls_of
from ..desk.reads.decisions import DecisionPanel, panel_of
from ..models import Case

register = template.Library()


@register.simple_tag(takes_context=True)
def decision_panel(context: Context, case: Case) -> DecisionPanel | None:
    """What this reader weighs now. Possible earlier cases are read by that, and the read log says so."""
    request: Any = context["request"]
    panel = panel_of(case, request.user)
    if panel is not None and panel.likely:
        shown(request, [each.case for each in panel.likely], what=_("mogelijke eerdere zaak"))
    return panel


@register.simple_tag
def open_calls(case: Case) -> CallBox | None:
    """Whom to call about an aanmelding, and who was called already."""
    return calls_of(case)
