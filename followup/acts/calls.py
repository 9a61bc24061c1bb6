"""Writing down a call: after one month, and with the professional (moves 13 and 16)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import AccessEnd
from cases.locks import lock_case
from cases.models import Case
from cases.moves import move_case
from cases.preparation.acts.finishing import let_work_end
from ekc import dutch
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.outbox.acts import cancel_due
from ekc.refusal import Refusal

from ..codes import DONE_STATES, SPOKEN_STATES, CallKind, CallState
from ..models import Call, CallAttempt
from ..queries import round_is_open
from ..workflow import WORKFLOW
from .call_days import PURPOSES, cancel_calls

ACTIONS = {
    CallState.REACHED: "record_reached",
    CallState.PARTLY: "record_partly",
    CallState.NOT_REACHED: "record_not_reached",
    CallState.REFUSED: "record_refused",
}


@transaction.atomic
def record_attempt(call: Call, *, by: User, tried_on: dt.date | None = None) -> CallAttempt:
    """Nobody answered on this day; the call stays to be made. Raises Refusal when it was made already, and on a day
    that cannot be."""
    tried_on = tried_on or local_today()
    lock_case(call.case)
    call = _locked(call)
    check_caller(call, by)
    WORKFLOW.find(call.state, "record_not_reached", by=by)
    check_day(call.case, tried_on)
    attempt: CallAttempt = CallAttempt.objects.create(call=call, tried_on=tried_on, by=by)
    return attempt


@transaction.atomic
def record_call(
    call: Call,
    *,
    by: User,
    state: str,
    done_on: dt.date | None = None,
    spoken_with: str = "",
    summary: str = "",
    nudge: str = "",
    early_reason: str = "",
) -> Call:
    """Write down how a call ended; one line, nothing more. The case moves on with it.

    After the one-month call the coordinator's work ends where the programme says so: the access (R-03), as soon as
    nothing is owed any more, and with it the three-month follow-up (I-34).
    Raises Refusal where somebody was spoken to and it does not say who, or what was said; before the window of the call
    without a reason; on a day that cannot be; when the case is not that far; and when this is somebody else's call.
    """
    if state not in DONE_STATES:
        raise Refusal(_("Kies hoe het gesprek is gegaan."), at="state")
    spoken_with, summary = spoken_with.strip(), summary.strip()
    if state in SPOKEN_STATES and not (spoken_with and summary):
        raise Refusal(_("Schrijf op met wie er is gesproken, en wat die over het plan zei."))
    lock_case(call.case)
    call = _locked(call)
    if call.is_round:
        raise TypeError("A round is finished by `finish_round`.")
    call.spoken_with, call.summary, call.nudge = spoken_with, summary, nudge
    close_call(call, state, by=by, done_on=done_on, early_reason=early_reason)
    CallAttempt.objects.create(call=call, tried_on=call.done_on, by=by)
    if call.kind == CallKind.ONE_MONTH:
        _move_case_on(call.case, by=by)
    return call


def close_call(call: Call, state: str, *, by: User, done_on: dt.date | None, early_reason: str) -> None:
    """Set how a locked call ended, on which day; inside the transaction of the act. Raises Refusal."""
    done_on = done_on or local_today()
    check_caller(call, by)
    action = WORKFLOW.find(call.state, ACTIONS[CallState(state)], by=by)
    check_day(call.case, done_on)
    call.early_reason = early_or_not(call, done_on, early_reason)
    call.state, call.done_on, call.by = action.target, done_on, by
    call.save(update_fields=["state", "done_on", "by", "early_reason", "spoken_with", "summary", "nudge"])
    cancel_due(PURPOSES[CallKind(call.kind)], call)


def _locked(call: Call) -> Call:
    locked: Call = Call.objects.select_for_update(of=("self",)).select_related("case__programme").get(pk=call.pk)
    return locked


def check_caller(call: Call, by: User) -> None:
    """The experience call is about the coordinator's work too, so it is not theirs (move 16).

    The calls with the family are the coordinator's, and the regional manager's where nobody else makes them.
    """
    if call.kind == CallKind.EXPERIENCE and not by.is_regional_manager:
        raise Refusal(_("Dit gesprek voert iemand anders. Alleen wie belt, legt het vast."))


def _move_case_on(case: Case, *, by: User) -> None:
    move_case(case, "record_one_month_call", by=by)
    if case.programme and case.programme.coordinator_access_ends == AccessEnd.ONE_MONTH:
        let_work_end(case, reason=_("Het gesprek na één maand is gevoerd."))
        cancel_calls(case, kinds=(CallKind.THREE_MONTHS,))


def check_day(case: Case, day: dt.date) -> None:
    """Raise Refusal where nobody can have been called on this day."""
    if day > local_today():
        raise Refusal(_("Deze datum is nog niet geweest."))
    held = case.conferences.exclude(held_on=None).order_by("-sequence").first()
    if held is not None and held.held_on is not None and day < held.held_on:
        raise Refusal(_("Deze datum is vóór de conferentie. Kijk de datum na."))


def check_round_is_open(case: Case, call: Call | None) -> None:
    """Raise Refusal where nobody is asked about the plan now."""
    if not round_is_open(case, call):
        raise Refusal(_("Navraag kan na de conferentie, tot de navraag is afgerond."))


def early_or_not(call: Call | None, day: dt.date, reason: str) -> str:
    """The reason why it was asked on this day, before the window of its call; empty within it. Raises Refusal."""
    if call is None or call.opens_on is None or day >= call.opens_on:
        return ""
    if not reason.strip():
        raise Refusal(
            _(
                "Dit gesprek is vanaf %(day)s. Was het eerder, schrijf dan op waarom. "
                "Een gesprek vóór die dag telt niet mee in de cijfers."
            )
            % {"day": dutch.long_date(call.opens_on)},
            at="reason",
        )
    return reason.strip()
