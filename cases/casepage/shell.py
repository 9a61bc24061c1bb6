"""What every page of a case shows around its tab: header, stepper, tabs, next step. And how a page gets its case."""

from dataclasses import replace
from typing import Any

import rules
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.file_questions import file_of, file_or_destroyed, moves_of
from cases.keepers import GONE_WORDS, Gone, gone_from
from cases.models import Case
from cases.queries import number_and_names, who_of
from cases.workflow import WORKFLOW
from ekc.access import ForReader, fetch
from ekc.accounts.codes import Role
from ekc.pages import Form, NotNow, form_page, sent
from ekc.refusal import Refusal

from .forms import ActForm
from .next_step import next_step_for
from .numbers import numbers_for
from .phases import phase_label, state_tone, stepper_of
from .reads.said_beside import said_beside
from .tabs import tabs_for

FILES = ForReader(file_of)
FILES_AND_DESTROYED = ForReader(file_or_destroyed)


def fetch_case(
    request: HttpRequest,
    number: str,
    perm: str,
    what: Any,
    *,
    action: str = "",
    files: ForReader[Case] = FILES,
) -> Case:
    """The case of a page, with what every page of a case shows; see `ekc.access.fetch` for who gets it.

    With `action`, a page for one move of the workflow: raises NotNow when that move is not theirs or not now.
    `FILES_AND_DESTROYED` raises Destroyed for a file that was destroyed.
    """
    case = fetch(request, files, perm=perm, what=str(what), case_number=number)
    if action:
        try:
            WORKFLOW.find(case.state, action, by=request.user)
        except Refusal as refusal:
            raise NotNow.refused(refusal, to=case) from refusal
    return case


def fetch_row(request: HttpRequest, rows: Any, number: str, perm: str, what: Any, **lookup: Any) -> Any:
    """One row of the case with this number: a person, a contact, a call. `rows` knows the way to its case."""
    found: Model = fetch(request, rows, perm=perm, what=str(what), case_number=number, **lookup)
    return found


LISTS: dict[str, tuple[str, Promise]] = {
    Role.COORDINATOR: ("cases:my_cases", gettext_lazy("Mijn zaken")),
    Role.PROFESSIONAL: ("cases:my_referrals", gettext_lazy("Mijn aanmeldingen")),
    Role.REGIONAL_MANAGER: ("cases:worklist", gettext_lazy("Werklijst")),
    Role.NATIONAL: ("cases:worklist", gettext_lazy("Werklijst")),
}
"""Where each role comes from to a case, and goes back to."""


def list_of(user: Any) -> dict[str, Any]:
    """The list from which this person came to a case."""
    url, label = LISTS.get(user.role, LISTS[Role.NATIONAL])
    return {"list_url": reverse(url), "list_label": label}


def case_page(request: HttpRequest, case: Case, tab: str = "", *, with_step: bool = True) -> dict[str, Any]:
    """The context of `templates/cases/case_base.html`, to merge into that of the page.

    `case` was fetched for this person; `tab` is the key of the tab that is open; a page that asks for one
    act leaves the next step out with `with_step=False`. A next step that is done on this very page has no button
    there. Costs a fixed number of queries.
    """
    moves = moves_of(case)
    if request.user.is_professional and case.merged_into_id is not None:
        # Only for this page: who applied for a double hears nothing of the other aanmelding.
        case.state, moves = case.state_for_outside, [move for move in moves if move.action != "withdraw"]
    tabs = tabs_for(request.user, case, current=tab)
    names = who_of(case)
    step = next_step_for(case, request.user) if with_step else None
    if step and step.url == request.path:
        step = replace(step, url="")
    return {
        "case": case,
        "case_names": names or _("Zaak %(number)s") % {"number": case.number},
        "case_kicker": number_and_names(case),
        "case_status": {"label": case.get_state_display(), "tone": state_tone(case.state)},
        "case_moves": moves,
        "stepper": stepper_of(case, moves),
        "phase_label": phase_label(case),
        "case_tabs": tabs,
        "tab_label": next((each["label"] for each in tabs if each["current"]), ""),
        "case_gone": _gone(case, request.user),
        "case_merged": _merged(case, request.user),
        "next_step": step,
        "is_part": tab != "overview",
        **list_of(request.user),
        "step_numbers": numbers_for(case, request.user, step) if step and not request.user.is_professional else (),
        "said_beside": said_beside(case, request.user, tab) if tab else [],
        "sees_circle": rules.has_perm("circle.view", request.user, case),
    }


def _merged(case: Case, user: Any) -> dict[str, Any]:
    """What a family that was applied for twice is called by: the case that goes on, and the numbers of its doubles.

    Nothing for who may not open the other one: nobody outside hears that somebody else applied too.
    """
    if user.is_professional:
        return {}
    into = Case.objects.for_user(user).filter(pk=case.merged_into_id).first() if case.merged_into_id else None
    doubles = list(case.merged.all()) if case.merged_into_id is None and getattr(case, "was_merged", False) else []
    return {"into": into, "doubles": doubles} if into or doubles else {}


GONE_WAYS: dict[Gone, tuple[str, Promise]] = {
    Gone.MANAGER: ("cases:transfer", gettext_lazy("Zaak overdragen")),
    Gone.COORDINATOR: ("cases:successor", gettext_lazy("Andere coördinator kiezen")),
    Gone.WRITER: ("plans:frame_assign", gettext_lazy("Professional kiezen")),
}
"""Where a regional manager fills the place of who is gone."""


def _gone(case: Case, user: Any) -> list[dict[str, Any]]:
    """Who is gone from this case, for whoever looks after it. That nobody keeps the region is said in the next step."""
    if not rules.has_perm("case.transfer", user, case):
        return []
    rows = []
    for gone in gone_from(case):
        if gone != Gone.KEEPER:
            name, label = GONE_WAYS.get(gone, ("", "")) if user.is_regional_manager else ("", "")
            url = reverse(name, args=[case.number]) if name else ""
            rows.append({"words": GONE_WORDS[gone], "url": url, "label": label})
    return rows


def act_page(
    request: HttpRequest,
    case: Case,
    form: Form,
    *,
    back_url: str = "",
    template: str = "cases/casepage/act.html",
    **page: Any,
) -> HttpResponse:
    """`form_page` of one act on a case, within the frame of its page. The way back is the case, unless it is said."""
    return form_page(
        request,
        form,
        back_url=back_url or case.get_absolute_url(),
        back_label=_("Terug"),
        template=template,
        around=lambda: case_page(request, case, with_step=False),
        **page,
    )


def step_page(
    request: HttpRequest,
    number: str,
    form_class: type[ActForm],
    *,
    perm: str,
    action: str,
    title: Any,
    back_url: str = "",
    leaves: bool = False,
    **page: Any,
) -> HttpResponse:
    """The page of one move of the workflow (`action`), which ends at the case.

    `leaves`: it ends the coordinator's access, so that the case page is no way on.
    """
    case = fetch_case(request, number, perm, title, action=action)
    form = form_class(sent(request), case=case, user=request.user)
    to = way_out(request, case) if leaves else case
    return act_page(request, case, form, title=title, to=to, back_url=back_url, **page)


def way_out(request: HttpRequest, case: Case) -> Any:
    """Where somebody goes whose access may have ended: a coordinator to the own cases, others to this one."""
    return reverse("cases:my_cases") if request.user.is_coordinator else case
