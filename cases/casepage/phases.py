"""The phases of a case as the stepper shows them, and how far a case came."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import NEVER_STARTED_STATES, CaseOutcome, CaseState
from cases.codes import CaseState as S
from cases.models import Case, CaseMove
from ekc import dutch

PHASES: tuple[tuple[str, str | Promise], ...] = (
    ("referral", _("Aanmelding")),
    ("preparation", _("Voorbereiding")),
    ("conference", _("Conferentie")),
    ("plan", _("Plan")),
    ("followup", _("Nazorg")),
    ("closed", _("Afgesloten")),
)
REFERRAL, PREPARATION, CONFERENCE, PLAN, FOLLOWUP, CLOSED = range(len(PHASES))

PHASE_OF_STATE: dict[str, int] = {
    S.OFFERED: REFERRAL,
    S.OFFER_DECLINED: REFERRAL,
    S.REFERRED: REFERRAL,
    S.SCREENING: REFERRAL,
    S.ASKED: REFERRAL,
    S.WAITING: REFERRAL,
    S.NOT_SUITABLE: REFERRAL,
    S.WITHDRAWN: REFERRAL,
    S.ASSIGNED: PREPARATION,
    S.DECLINED_AFTER_INFORMATION: PREPARATION,
    S.ACTIVATION: PREPARATION,
    S.SCHEDULED: CONFERENCE,
    S.IN_CONFERENCE: CONFERENCE,
    S.ADJOURNED: CONFERENCE,
    S.HELD_WITH_PLAN: PLAN,
    S.PLAN_WITHOUT_MEETING: PLAN,
    S.HELD_WITHOUT_PLAN: FOLLOWUP,
    S.BROKEN_OFF: FOLLOWUP,
    S.PLAN_SENT: FOLLOWUP,
    S.ONE_MONTH_CALLED: FOLLOWUP,
    S.ENDED_IN_ACTIVATION: CLOSED,
    S.FOLLOWED_UP: CLOSED,
    S.STOPPED_AFTERWARDS: CLOSED,
    S.REOPENED: CLOSED,
    S.REGISTERED: CLOSED,
    S.CLOSED: CLOSED,
}

TONES: dict[str, str] = {
    **{state: "stopped" for state in NEVER_STARTED_STATES},
    S.REFERRED: "active",
    S.OFFERED: "waiting",
    S.ASKED: "waiting",
    S.WAITING: "waiting",
    S.ADJOURNED: "waiting",
    S.ENDED_IN_ACTIVATION: "stopped",
    S.BROKEN_OFF: "stopped",
    S.STOPPED_AFTERWARDS: "stopped",
    S.REGISTERED: "done",
    S.CLOSED: "done",
}


def state_tone(state: str) -> str:
    """The tone of the status badge of a state."""
    return TONES.get(state, "active")


def phase_label(case: Case) -> str:
    """The phase in which this case is, for a narrow screen that shows only the circles of the others."""
    return _("Fase: %(phase)s") % {"phase": PHASES[PHASE_OF_STATE[case.state]][1]}


def stepper_of(case: Case, moves: Sequence[CaseMove]) -> list[dict[str, Any]]:
    """The phases of this case as the stepper piece wants them; a phase that was done says when it ended."""
    current = PHASE_OF_STATE[case.state]
    skipped = _skipped(case, moves)
    finished = _finish_dates(case, moves)
    steps = []
    for index, (_key, label) in enumerate(PHASES):
        state, note = _state_of(case, index, current)
        if index in skipped:
            state, note = "stopped", skipped[index]
        elif state == "done" and index in finished:
            note = dutch.short_date(finished[index])
        steps.append({"label": label, "state": state, "note": note})
    return steps


def _state_of(case: Case, index: int, current: int) -> tuple[str, str | Promise]:
    if case.state in NEVER_STARTED_STATES and index >= current:
        return ("stopped", CaseState(case.state).label if index == current else _("gaat niet door"))
    if index < current or case.state == S.CLOSED:
        return "done", ""
    return ("current", "") if index == current else ("upcoming", "")


def _skipped(case: Case, moves: Sequence[CaseMove]) -> dict[int, str | Promise]:
    """Phases that this case ended or passed over, with what to say of them."""
    if case.outcome == CaseOutcome.ENDED_IN_ACTIVATION:
        not_held = _("gaat niet door")
        return {PREPARATION: _("gestopt"), CONFERENCE: not_held, PLAN: not_held, FOLLOWUP: not_held}
    if case.outcome == CaseOutcome.PLAN_WITHOUT_MEETING:
        return {CONFERENCE: _("was niet nodig")}
    if case.outcome == CaseOutcome.BROKEN_OFF:
        return {CONFERENCE: _("afgebroken"), PLAN: _("geen plan")}
    if any(move.target == S.HELD_WITHOUT_PLAN for move in moves):
        return {PLAN: _("geen plan")}
    return {}


def _finish_dates(case: Case, moves: Sequence[CaseMove]) -> dict[int, dt.date]:
    """On which date the case last moved on out of each phase."""
    found = {}
    for move in moves:
        before, after = PHASE_OF_STATE.get(move.source, REFERRAL), PHASE_OF_STATE[move.target]
        for phase in range(before, after):
            found[phase] = timezone.localdate(move.at)
    if case.closed_on is not None:
        found[CLOSED] = case.closed_on
    return found
