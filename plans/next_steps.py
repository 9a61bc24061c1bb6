"""What comes next around frame and plan."""

import datetime as dt

import rules
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casepage.next_step import NextStep, register_step
from cases.codes import BEFORE_FIRST_MEETING_STATES, TOWARDS_FIRST_MEETING_STATES, CaseState
from cases.models import Case
from cases.workflow import PLAN_TO_SEND_STATES
from ekc.accounts.models import User

from .codes import PlanState
from .models import Plan
from .queries import current_frame, plan_of

SEND_WITHIN_DAYS = 7
"""Default term for sending the plan (domain.md 3.1, move 12)."""


@register_step(10)
def frame_step(case: Case, user: User) -> NextStep | None:
    """Safety asks for a frame and there is none: that is first for who must write it."""
    if not case.needs_frame or case.state not in BEFORE_FIRST_MEETING_STATES or current_frame(case) is not None:
        return None
    if rules.has_perm("frame.change", user, case):
        return NextStep(
            _("Vul het veiligheidskader in"),
            _("De familie moet vóór de conferentie weten waaraan het plan wordt getoetst."),
            url=reverse("plans:frame_edit", args=[case.number]),
            button=_("Veiligheidskader invullen"),
            who=_("u"),
            is_safety=True,
        )
    if (
        _nobody_can_write_it(case)
        and case.state in TOWARDS_FIRST_MEETING_STATES
        and rules.has_perm("frame.assign", user, case)
    ):
        return NextStep(
            _("Zeg wie het veiligheidskader schrijft"),
            _("De aanmelder heeft geen account. Zonder veiligheidskader kan de conferentie niet beginnen."),
            url=reverse("plans:frame_assign", args=[case.number]),
            button=_("Professional kiezen"),
            who=_("u"),
            is_safety=True,
        )
    if case.state == CaseState.SCHEDULED:
        return NextStep(
            _("Wacht op het veiligheidskader"),
            _("Zonder veiligheidskader kan deze conferentie niet beginnen. Vraag de professional ernaar."),
            who=_("de professional"),
            is_safety=True,
        )
    return None


def _nobody_can_write_it(case: Case) -> bool:
    referrer = getattr(case, "referrer", None)
    return case.safety_professional_id is None and (referrer is None or referrer.user_id is None)


@register_step(50)
def plan_step(case: Case, user: User) -> NextStep | None:
    """Write, show, test, adjust, send."""
    if case.state not in PLAN_TO_SEND_STATES:
        return None
    plan = plan_of(case)
    if plan is None or plan.state == PlanState.DRAFTED:
        return NextStep(
            _("Schrijf het plan op"),
            _("In de woorden van de familie: wie doet wat, waar en wanneer?"),
            url=_coordinator_url(user, "plans:plan", case),
            button=_("Naar het plan"),
            who=_("de coördinator"),
        )
    return _after_writing(case, user, plan)


def _after_writing(case: Case, user: User, plan: Plan) -> NextStep:
    if plan.state == PlanState.PRESENTED:
        may_test = rules.has_perm("plan.test", user, case)
        return NextStep(
            _("Toets het plan") if may_test else _("Wacht op de toets van het plan"),
            _("Alleen aan de bodem-eisen die vooraf zijn aangekondigd."),
            url=reverse("plans:test", args=[case.number]) if may_test else "",
            button=_("Plan toetsen"),
            who=_("u") if may_test else _("de professional"),
            is_safety=True,
        )
    if plan.state == PlanState.REJECTED:
        return NextStep(
            _("Pas het plan aan met de familie"),
            _("De professional heeft gezegd wat er nog ontbreekt."),
            url=_coordinator_url(user, "plans:plan", case),
            button=_("Naar het plan"),
            who=_("de coördinator, met de familie"),
            is_safety=True,
        )
    return NextStep(
        _("Verstuur het plan"),
        _("Iedereen die meedeed krijgt het plan."),
        url=_coordinator_url(user, "plans:send", case),
        button=_("Plan versturen"),
        who=_("de coördinator"),
        due_on=_send_by(case),
    )


def _send_by(case: Case) -> dt.date:
    held = case.conferences.exclude(held_on=None).order_by("-sequence").values_list("held_on", flat=True).first()
    return (held or timezone.localdate(case.state_since)) + dt.timedelta(days=SEND_WITHIN_DAYS)


def _coordinator_url(user: User, name: str, case: Case) -> str:
    return reverse(name, args=[case.number]) if user.is_coordinator else ""
