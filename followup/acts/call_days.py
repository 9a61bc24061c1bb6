"""The calls hang on the date of the conference, and move with it (moves 13 and 14)."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import norms
from cases.codes import CaseOutcome, CaseState
from cases.locks import lock_case
from cases.models import Case
from cases.workflow import TO_BE_CALLED_STATES
from ekc.accounts.models import User
from ekc.dates import add_months, at_local, local_today
from ekc.outbox.acts import cancel_due, plan_due
from ekc.refusal import Refusal

from ..codes import LATER_ROUNDS, NO_LATER_ROUND_STATES, WITH_THE_FAMILY, CallKind, CallState, DuePurpose
from ..models import Call
from ..terms import counted_from, months_of, window_from
from ..workflow import WORKFLOW

PURPOSES = {
    CallKind.ONE_MONTH: DuePurpose.ONE_MONTH_CALL,
    CallKind.THREE_MONTHS: DuePurpose.THREE_MONTH_FOLLOW_UP,
    CallKind.SIX_MONTHS: DuePurpose.SIX_MONTH_FOLLOW_UP,
    CallKind.TWELVE_MONTHS: DuePurpose.TWELVE_MONTH_FOLLOW_UP,
    CallKind.EXPERIENCE: DuePurpose.EXPERIENCE_CALL,
}
# People read their mail in the morning; a call itself is made in the evening.
REMINDER_AT = dt.time(9, 0)


@transaction.atomic
def plan_calls(case: Case, conference_date: dt.date) -> None:
    """Plan the calls of a case, or move those that are still to be made, after this conference date.

    In which months goes by the programme; a round that it does not want lapses.
    """
    for kind in WITH_THE_FAMILY:
        _plan_by_programme(case, kind, conference_date)


def _plan_by_programme(case: Case, kind: CallKind, conference_date: dt.date) -> None:
    months = months_of(case.programme, kind)
    if months is None:
        cancel_calls(case, kinds=(kind,))
        return
    due_on = add_months(conference_date, months)
    _plan_call(case, kind, due_on, opens_on=window_from(due_on), months=months)


@transaction.atomic
def move_calls(case: Case, conference_date: dt.date) -> None:
    """What is still to be made of the calls goes along with this conference date; none is planned anew."""
    for kind in case.calls.filter(state=CallState.DUE).values_list("kind", flat=True):
        if kind == CallKind.EXPERIENCE:
            plan_experience_call(case, conference_date)
        else:
            _plan_by_programme(case, CallKind(kind), conference_date)


@transaction.atomic
def move_calls_with_programme(case: Case) -> None:
    """The programme of a case, or what it wants, is another now: calls that are to be made go to their new day.

    A later round that it wants now is planned where its day is still to come, of a family that was called before.
    """
    day = counted_from(case)
    known = dict(case.calls.values_list("kind", "state"))
    if day is None or not known:
        return
    for kind in WITH_THE_FAMILY:
        if known.get(kind) == CallState.DUE or _is_new_round(case, kind, known, day):
            _plan_by_programme(case, kind, day)


def _is_new_round(case: Case, kind: CallKind, known: dict[str, str], day: dt.date) -> bool:
    months = months_of(case.programme, kind)
    if kind not in LATER_ROUNDS or months is None or case.state in NO_LATER_ROUND_STATES:
        return False
    # Also once it is registered: a family that stopped, or that never met, stays left alone.
    if case.outcome == CaseOutcome.ENDED_IN_ACTIVATION or case.moves.filter(action="stop_afterwards").exists():
        return False
    return known.get(kind, CallState.CANCELLED) == CallState.CANCELLED and add_months(day, months) >= local_today()


@transaction.atomic
def plan_experience_call(case: Case, conference_date: dt.date) -> None:
    """After a meeting that took place: the regional manager calls the professional who referred (move 16).

    Nothing for a lay referrer, who has no professional experience to tell of.
    """
    if case.is_referred_by_professional:
        due_on = conference_date + dt.timedelta(days=norms.EXPERIENCE_CALL_DAYS)
        _plan_call(case, CallKind.EXPERIENCE, due_on, opens_on=conference_date)


def _plan_call(
    case: Case, kind: CallKind, due_on: dt.date, *, opens_on: dt.date | None, months: int | None = None
) -> None:
    day = {"due_on": due_on, "opens_on": opens_on, "months": months}
    call, _created = Call.objects.select_for_update().get_or_create(case=case, kind=kind, defaults=day)
    if call.state == CallState.CANCELLED:
        call.state = WORKFLOW.find(call.state, "plan_again", by=None).target
    if call.state != CallState.DUE:
        return
    call.due_on, call.opens_on, call.months = due_on, opens_on, months
    call.save(update_fields=["due_on", "opens_on", "months", "state"])
    plan_due(
        PURPOSES[kind],
        call,
        at_local(due_on, REMINDER_AT),
        case_number=case.number,
        region_id=case.region_id,
        # Of a call that is still to be made, and moved to a later day, one hears again on that day.
        again=True,
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
        _plan_call(case, CallKind.THREE_MONTHS, lapsed.due_on, opens_on=lapsed.opens_on, months=lapsed.months)


@transaction.atomic
def plan_missing_calls(case: Case, *, by: User) -> None:
    """A case that waits for a call that nobody planned, gets it. Raises Refusal where no call is waited for."""
    locked = lock_case(case)
    if locked.state not in TO_BE_CALLED_STATES:
        raise Refusal(_("Bellen kan na de conferentie, tot de navraag is afgerond."))
    plan_calls(locked, counted_from(locked) or timezone.localdate(locked.state_since))


def reminder_subject() -> str:
    """Neutral: nothing of a case stands in a mail (design 4.8)."""
    return _("Er wacht een gesprek op u")
