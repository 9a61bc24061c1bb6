"""The calls hang on the date of the conference, and move with it (moves 13 and 14)."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import norms
from cases.codes import CaseState
from cases.locks import lock_case
from cases.models import Case
from cases.workflow import TO_BE_CALLED_STATES
from ekc.accounts.models import User
from ekc.dates import add_months, at_local
from ekc.outbox.acts import cancel_due, plan_due
from ekc.refusal import Refusal

from ..codes import CallKind, CallState, DuePurpose
from ..models import Call
from ..workflow import WORKFLOW

PURPOSES = {
    CallKind.ONE_MONTH: DuePurpose.ONE_MONTH_CALL,
    CallKind.THREE_MONTHS: DuePurpose.THREE_MONTH_FOLLOW_UP,
    CallKind.EXPERIENCE: DuePurpose.EXPERIENCE_CALL,
}
# People read their mail in the morning; a call itself is made in the evening.
REMINDER_AT = dt.time(9, 0)


@transaction.atomic
def plan_calls(case: Case, conference_date: dt.date) -> None:
    """Plan the calls of a case, or move those that are still to be made, after this conference date."""
    _plan_call(case, CallKind.ONE_MONTH, add_months(conference_date, norms.FIRST_CALL_MONTHS))
    _plan_call(case, CallKind.THREE_MONTHS, add_months(conference_date, norms.FOLLOW_UP_MONTHS))


@transaction.atomic
def plan_experience_call(case: Case, conference_date: dt.date) -> None:
    """After a meeting that took place: the regional manager calls the professional who referred (move 16).

    Nothing for a lay referrer, who has no professional experience to tell of.
    """
    if case.is_referred_by_professional:
        _plan_call(case, CallKind.EXPERIENCE, conference_date + dt.timedelta(days=norms.EXPERIENCE_CALL_DAYS))


def _plan_call(case: Case, kind: CallKind, due_on: dt.date) -> None:
    call, _created = Call.objects.select_for_update().get_or_create(case=case, kind=kind, defaults={"due_on": due_on})
    if call.state == CallState.CANCELLED:
        call.state = WORKFLOW.find(call.state, "plan_again", by=None).target
    if call.state != CallState.DUE:
        return
    call.due_on = due_on
    call.save(update_fields=["due_on", "state"])
    plan_due(
        PURPOSES[kind],
        call,
        at_local(due_on, REMINDER_AT),
        case_number=case.number,
        region_id=case.region_id,
    )


@transaction.atomic
def cancel_calls(case: Case, *, kinds: Iterable[str] = CallKind.values) -> None:
    """Let the calls of these kinds that are still to be made lapse: nobody has to make them any more."""
    for call in Call.objects.select_for_update().filter(case=case, kind__in=list(kinds), state=CallState.DUE):
        call.state = WORKFLOW.find(call.state, "cancel", by=None).target
        call.save(update_fields=["state"])
        cancel_due(PURPOSES[CallKind(call.kind)], call)


@transaction.atomic
def plan_lapsed_follow_up(case: Case) -> None:
    """Somebody works on the case again: the follow-up that lapsed with the access of who had it, is asked after all."""
    if case.state != CaseState.ONE_MONTH_CALLED:
        return
    lapsed = case.calls.filter(kind=CallKind.THREE_MONTHS, state=CallState.CANCELLED).first()
    if lapsed is not None:
        _plan_call(case, CallKind.THREE_MONTHS, lapsed.due_on)


@transaction.atomic
def plan_missing_calls(case: Case, *, by: User) -> None:
    """A case that waits for a call that nobody planned, gets it. Raises Refusal where no call is waited for."""
    locked = lock_case(case)
    if locked.state not in TO_BE_CALLED_STATES:
        raise Refusal(_("Bellen kan na de conferentie, tot de navraag is afgerond."))
    held = locked.conferences.exclude(held_on=None).order_by("-sequence").values_list("held_on", flat=True).first()
    plan_calls(locked, held or timezone.localdate(locked.state_since))


def reminder_subject() -> str:
    """Neutral: nothing of a case stands in a mail (design 4.8)."""
    return _("Er wacht een gesprek op u")
