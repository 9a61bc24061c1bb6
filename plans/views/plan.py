"""The tab of the plan, and what stands around its agreements; those are written on a page of their own."""

from functools import partial
from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.casepage.shell import case_page, fetch_case, fetch_row
from cases.models import Case
from cases.told_text import Secrets
from ekc.figures import euros
from ekc.pages import form_page, form_view, pressed, sent

from ..acts.testing import revise_plan
from ..acts.writing import remove_residence_change, start_plan
from ..codes import WRITING_STATES, PlanState
from ..forms.plan import PlacementForm, PresentForm, ResidenceForm, VersionForm
from ..models import Distribution, Plan, PlanVersion, ResidenceChange, SafetyFrame
from ..on_paper import veiled_agreement
from ..queries import (
    awaited_of,
    current_frame,
    frame_is_needed,
    missing_points,
    open_change,
    open_proposals,
    plan_of,
    version_in_force,
)
from ..reads.case_figures import figures_of
from ..reads.testing import last_tests, ways_back
from ..reads.versions import versions_of
from ..recipients import candidates_of
from .common import back_to_plan, plan_for, version_for
from .paper import paper_form


@require_GET
def plan(request: HttpRequest, number: str) -> HttpResponse:
    """The tab: the text for who takes part in it, the outcome alone for the regional manager."""
    case = fetch_case(request, number, "plan.outcome", _("het plan"))
    found, secrets = plan_of(case), Secrets(case)
    version = version_in_force(found) if found else None
    _know_each_other(case, found, version)
    context = {
        **case_page(request, case, tab="plan"),
        "plan": found,
        "tests": last_tests(found) if found else [],
        "awaited": awaited_of(found),
        **_figures(found, version),
        "may_start": found is None
        and case.state in WRITING_STATES
        and rules.has_perm("plan.write", request.user, case),
        **_text(request, case, found, version, secrets),
        **_given(request, case, found),
    }
    return render(request, "plans/plan.html", context)


def _know_each_other(case: Case, found: Plan | None, version: PlanVersion | None) -> None:
    """Nobody below asks the database for the case of a plan, or the plan of a version."""
    if found is not None:
        found.case = case
    if found is not None and version is not None:
        version.plan = found


def _figures(found: Plan | None, version: PlanVersion | None) -> dict[str, Any]:
    """Before and after, for everybody who sees what became of the plan."""
    if found is None or version is None:
        return {"figures": None}
    figures = figures_of(found, version)
    return {"figures": figures, "worth": euros(figures.worth)}


def _text(
    request: HttpRequest, case: Case, found: Plan | None, version: PlanVersion | None, secrets: Secrets
) -> dict[str, Any]:
    if found is None or not rules.has_perm("plan.view", request.user, case):
        return {"sees_text": False, "ways_back": None, "proposals": []}
    may_write = rules.has_perm("plan.write", request.user, case)
    change = open_change(found) if may_write else None
    version = change or version
    _know_each_other(case, found, version)
    is_open = found.state == PlanState.DRAFTED or change is not None
    agreements = version.agreements.select_related("help_answer") if version else []
    if version is not None and version.is_frozen:
        agreements = agreements.prefetch_related("answers")
    return {
        "sees_text": version is not None,
        "version": secrets.veiled(version) if version else None,
        "change": change,
        "agreements": [veiled_agreement(secrets, each) for each in agreements],
        "residence_changes": [secrets.veiled(each) for each in version.residence_changes.select_related("main_person")]
        if version
        else [],
        "missing": missing_points(version) if version and may_write and is_open else [],
        "left_open": [secrets.veiled(each) for each in version.open_points.all()] if version else [],
        "may_write": may_write and is_open,
        "may_note_answers": may_write,
        "may_ask_absent": may_write and version is not None and version.is_frozen,
        "may_revise": may_write and found.state == PlanState.REJECTED,
        "ways_back": ways_back(case) if may_write and found.state == PlanState.REJECTED else None,
        "may_send": may_write and found.is_established and found.sent_on is None,
        "may_change": may_write and found.is_established and change is None,
        "may_test": rules.has_perm("plan.test", request.user, case),
        "has_versions": version is not None and version.number > 1 and len(versions_of(found)) > 1,
        "proposals": [secrets.veiled(each) for each in open_proposals(case)]
        if may_write and found.is_established
        else [],
        "paper_form": paper_form(request, case),
    }


def _given(request: HttpRequest, case: Case, found: Plan | None) -> dict[str, Any]:
    """Who got what of the plan, for whoever looks after the file; no word of its text."""
    if found is None or found.sent_on is None or not rules.has_perm("plan.copy", request.user, case):
        return {"may_copy": False, "deliveries": [], "without": []}
    rows = Distribution.objects.filter(version__plan=found).select_related("version", "person", "main_person")
    without = [each.label for each in candidates_of(case) if each.took_part and each.had is None]
    return {"may_copy": True, "deliveries": list(rows), "without": without}


@require_POST
def start(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "plan.write", _("het plan"))
    to = reverse("plans:write", args=[number])
    return pressed(request, lambda: start_plan(case, by=request.user), to=to, refused_to=_tab(number))


@form_view
def edit_version(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "plan.write", _("het plan"))
    form = VersionForm(request.POST or None, instance=version_for(case))
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Rondom de afspraken"),
        submit=_("Bewaren"),
        done=_("Bewaard."),
        **back_to_plan(case),
    )


@form_view
def residence(request: HttpRequest, number: str) -> HttpResponse:
    """Somebody will live elsewhere."""
    case = fetch_case(request, number, "plan.write", _("het plan"))
    return _residence_page(request, case, ResidenceForm(request.POST or None, version=version_for(case)))


@form_view
def residence_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Correct where somebody will live."""
    change = _residence_change(request, number, pk)
    form = ResidenceForm(request.POST or None, instance=change, version=change.version)
    return _residence_page(request, change.version.plan.case, form, change=change)


def _residence_page(request: HttpRequest, case: Case, form: ResidenceForm, **extra: Any) -> HttpResponse:
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Iemand gaat ergens anders wonen"),
        submit=_("Bewaren"),
        done=_("Bewaard."),
        template="plans/residence.html",
        **back_to_plan(case),
        **extra,
    )


@require_POST
def residence_remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    change = _residence_change(request, number, pk)
    act = partial(remove_residence_change, change, by=request.user)
    return pressed(request, act, done=_("Weggehaald."), to=_tab(number), rows=lambda: [change])


def _residence_change(request: HttpRequest, number: str, pk: int) -> ResidenceChange:
    changes = ResidenceChange.objects.select_related("version__plan__case", "main_person")
    found: ResidenceChange = fetch_row(request, changes, number, "plan.write", _("een verhuizing"), pk=pk)
    return found


@form_view
def placements(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "plan.write", _("het plan"))
    form = PlacementForm(sent(request), plan=plan_for(case))
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Uithuisplaatsing, voor en na"),
        submit=_("Bewaren"),
        done=_("Bewaard."),
        **back_to_plan(case),
    )


@form_view
def present(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "plan.write", _("het plan"))
    found = plan_for(case)
    form = PresentForm(sent(request), version=version_for(case))
    frame = current_frame(case)
    is_tested = frame is not None or frame_is_needed(case)
    return form_page(
        request,
        form,
        save=lambda: form.save(found, by=request.user),
        title=_("Plan voorleggen"),
        text=_what_showing_does(frame, is_awaited=is_tested and frame is None),
        submit=_("Voorleggen") if is_tested else _("Vaststellen"),
        done=_("Het plan ligt bij de professional.") if is_tested else _("Het plan is vastgesteld."),
        template="plans/present.html",
        **back_to_plan(case),
    )


def _what_showing_does(frame: SafetyFrame | None, *, is_awaited: bool) -> str:
    if frame is not None:
        return _("De professional toetst het plan aan het veiligheidskader, en aan niets anders.")
    if is_awaited:
        return _("Het veiligheidskader is er nog niet. Zodra de professional het heeft ingediend, kan dit plan verder.")
    return _("Er is geen veiligheidskader, dus niemand toetst het plan. Met deze knop staat het vast.")


@require_POST
def revise(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "plan.write", _("het plan"))
    done = _("Er is een nieuwe versie. Pas die samen met de familie aan.")
    return pressed(request, lambda: revise_plan(plan_for(case), by=request.user), done=done, to=_tab(number))


def _tab(number: str) -> str:
    return reverse("plans:plan", args=[number])
