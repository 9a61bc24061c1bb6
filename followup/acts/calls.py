"""Writing down a call, and what people said three months later (moves 13 and 14)."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import AccessEnd
from cases.locks import lock_case
from cases.models import Case
from cases.moves import move_case
from cases.preparation.acts.finishing import let_work_end
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.outbox.acts import cancel_due
from ekc.refusal import Refusal
from plans.codes import AgreementState
from plans.models import Agreement

from ..codes import ASKED_ABOUT_STATES, CallKind, CallState
from ..models import AgreementResult, Call, Interview
from ..workflow import WORKFLOW
from .call_days import PURPOSES, cancel_calls

ACTIONS = {
    CallState.REACHED: "record_reached",
    CallState.PARTLY: "record_partly",
    CallState.NOT_REACHED: "record_not_reached",
    CallState.REFUSED: "record_refused",
}
INTERVIEW_FIELDS = frozenset(
    {
        "contacted_on",
        "role",
        "plan_executed",
        "share_of_agreements",
        "not_done_and_why",
        "situation",
        "contact_with_professionals",
        "grade_conference",
        "grade_plan",
    }
)


@transaction.atomic
def record_attempt(call: Call, *, by: User) -> Call:
    """Nobody answered; the call stays to be made. Raises Refusal when it was made already."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    _check_caller(call, by)
    WORKFLOW.find(call.state, "record_reached", by=by)
    call.attempts += 1
    call.save(update_fields=["attempts"])
    return call


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
) -> Call:
    """Write down how a call ended; one line, nothing more. The case moves on with it.

    After the one-month call the coordinator's work ends where the programme says so: the access (R-03), as soon as
    nothing is owed any more, and with it the three-month follow-up (I-34).
    Raises Refusal on a date to come or before the conference, when the case is not that far, and when
    this is somebody else's call.
    """
    action = ACTIONS.get(CallState(state)) if state in CallState.values else None
    if action is None:
        raise Refusal(_("Kies hoe het gesprek is gegaan."))
    done_on = done_on or local_today()
    lock_case(call.case)
    call = Call.objects.select_for_update(of=("self",)).select_related("case__programme").get(pk=call.pk)
    _check_caller(call, by)
    _check_date(call.case, done_on)
    call.state = WORKFLOW.find(call.state, action, by=by).target
    call.done_on, call.by = done_on, by
    call.attempts += 1
    call.spoken_with, call.summary, call.nudge = spoken_with, summary, nudge
    call.save(update_fields=["state", "done_on", "by", "attempts", "spoken_with", "summary", "nudge"])
    cancel_due(PURPOSES[CallKind(call.kind)], call)
    _move_case_on(call, by=by)
    return call


def _check_caller(call: Call, by: User) -> None:
    """The experience call is about the coordinator's work too, so it is not theirs (move 16).

    The calls with the family are the coordinator's, and the regional manager's where nobody else makes them.
    """
    if call.kind == CallKind.EXPERIENCE and not by.is_regional_manager:
        raise Refusal(_("Dit gesprek voert iemand anders. Alleen wie belt, legt het vast."))


def _move_case_on(call: Call, *, by: User) -> None:
    case = call.case
    if call.kind == CallKind.ONE_MONTH:
        move_case(case, "record_one_month_call", by=by)
        if case.programme and case.programme.coordinator_access_ends == AccessEnd.ONE_MONTH:
            let_work_end(case, reason=_("Het gesprek na één maand is gevoerd."))
            cancel_calls(case, kinds=(CallKind.THREE_MONTHS,))
    elif call.kind == CallKind.THREE_MONTHS:
        move_case(case, "record_follow_up", by=by)


def _check_date(case: Case, day: dt.date) -> None:
    if day > local_today():
        raise Refusal(_("Deze datum is nog niet geweest."))
    held = case.conferences.exclude(held_on=None).order_by("-sequence").first()
    if held is not None and held.held_on is not None and day < held.held_on:
        raise Refusal(_("Deze datum is vóór de conferentie. Kijk de datum na."))


@transaction.atomic
def record_interview(case: Case, *, by: User, **answers: Any) -> Interview:
    """Keep what one person said in the follow-up; `answers` are fields of INTERVIEW_FIELDS, `role` is needed.

    Raises Refusal before the three-month follow-up can be, and on a date that cannot be.
    """
    if unknown := set(answers) - INTERVIEW_FIELDS:
        raise TypeError(f"No interview fields: {sorted(unknown)}")
    case = lock_case(case)
    _check_follow_up_is_open(case)
    contacted_on = answers.get("contacted_on") or local_today()
    _check_date(case, contacted_on)
    call = case.calls.filter(kind=CallKind.THREE_MONTHS).first()
    return Interview.objects.create(
        case=case, call=call, by_office=by.is_regional_manager, **{**answers, "contacted_on": contacted_on}
    )


def _check_follow_up_is_open(case: Case) -> None:
    # A one-month call that was never made does not keep the follow-up waiting.
    if case.state not in ASKED_ABOUT_STATES:
        raise Refusal(_("Navraag kan na de conferentie, tot de navraag is afgerond."))


@transaction.atomic
def record_agreement_result(call: Call, agreement_id: int, *, by: User, result: str, reason: str = "") -> None:
    """What became of one agreement of this case's plan, as told in the follow-up; the newest answer counts.

    "Open" takes back what was told.
    What makes it good again is asked of in the call after a month already, one by one. Raises Refusal for an agreement
    of another case, an unknown result, any other call but the three-month follow-up, and after that is finished.
    """
    case = lock_case(call.case)
    _check_follow_up_is_open(case)
    if result not in AgreementState.values:
        raise Refusal(_("Kies hoe het met de afspraak staat."))
    agreement = Agreement.objects.filter(pk=agreement_id, version__plan__case=call.case).first()
    if agreement is None:
        raise Refusal(_("Deze afspraak hoort niet bij deze zaak."))
    if call.kind != CallKind.THREE_MONTHS and not (call.kind == CallKind.ONE_MONTH and agreement.restitution):
        raise Refusal(_("Hoe de afspraken ervoor staan, vraag je bij de navraag na drie maanden."))
    if result == AgreementState.OPEN:
        AgreementResult.objects.filter(call=call, agreement=agreement).delete()
    else:
        told = {"result": result, "reason": reason}
        AgreementResult.objects.update_or_create(call=call, agreement=agreement, defaults=told)
    agreement.state = result
    agreement.save(update_fields=["state"])
