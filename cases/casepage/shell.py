"""What every page of a case shows around its tab: header, stepper, tabs, next step."""

from typing import Any

import rules
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.models import Case
from cases.queries import who_of
from cases.workflow import WORKFLOW
from ekc.refusal import Refusal

from .next_step import next_step_for
from .phases import phase_label, state_tone, stepper_of
from .tabs import tabs_for


def case_page(request: HttpRequest, case: Case, tab: str = "", *, with_step: bool = True) -> dict[str, Any]:
    """The context of `templates/cases/case_base.html`, to merge into that of the page.

    `case` was fetched for this person; `tab` is the key of the tab that is open; a page that asks for one
    act leaves the next step out with `with_step=False`. Costs a fixed number of queries.
    """
    moves = list(case.moves.select_related("by"))
    tabs = tabs_for(request.user, case, current=tab)
    names = who_of(case)
    return {
        "case": case,
        "case_names": names or _("Zaak %(number)s") % {"number": case.number},
        "case_kicker": " · ".join(filter(None, [case.number, names])),
        "case_status": {"label": case.get_state_display(), "tone": state_tone(case.state)},
        "case_moves": moves,
        "stepper": stepper_of(case, moves),
        "phase_label": phase_label(case),
        "case_tabs": tabs,
        "tab_label": next((each["label"] for each in tabs if each["current"]), ""),
        "next_step": next_step_for(case, request.user) if with_step else None,
        "sees_circle": rules.has_perm("circle.view", request.user, case),
    }


def act_page(
    request: HttpRequest,
    case: Case,
    form: forms.BaseForm,
    *,
    title: str | Promise,
    submit: str | Promise,
    cancel_url: str,
    template: str = "cases/casepage/act.html",
    **extra: Any,
) -> HttpResponse:
    """A page that asks for one act on a case: a form, its button, and the way back."""
    context = case_page(request, case, with_step=False)
    danger = extra.pop("danger", False)
    shown = {
        "danger": danger,
        "title": title,
        "submit": submit,
        "cancel_url": cancel_url,
        "back_label": _("Terug"),
        "lead": "",
    }
    return render(request, template, {**context, **shown, "form": form, **extra})


def not_now(request: HttpRequest, case: Case, action: str) -> HttpResponse | None:
    """Back to the case with the reason above it, when this step is not theirs or not to be taken now; else None."""
    try:
        WORKFLOW.find(case.state, action, by=request.user)
    except Refusal as refusal:
        return refused(request, case, refusal)
    return None


def refused(request: HttpRequest, case: Case, refusal: Refusal) -> HttpResponse:
    """Back to the case with the reason above it, for an act that has no form to show it on."""
    messages.error(request, refusal.reason)
    return redirect(case)
