"""The calls hang on the date of the conference, and move with it (moves 13 and 14)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Case
from ekc.dates import add_months, at_local
from ekc.outbox.domain import cancel_due, plan_due

from ..codes import CallKind, CallState
from ..models import Call
from ..workflow import WORKFLOW

MONTHS_AFTER = {CallKind.ONE_MONTH: 1, CallKind.THREE_MONTHS: 3}
PURPOSES = {CallKind.ONE_MONTH: "one_month_call", CallKind.THREE_MONTHS: "three_month_follow_up"}
# People read their mail in the morning; a call itself is made in the evening.
REMINDER_AT = dt.time(9, 0)


@transaction.atomic
def plan_calls(case: Case, conference_date: dt.date) -> None:
    """Plan the calls of a case, or move those that are still to be made, after this conference date."""
    for kind, months in MONTHS_AFTER.items():
        due_on = add_months(conference_date, months)
        call, _created = Call.objects.select_for_update().get_or_create(
            case=case, kind=kind, defaults={"due_on": due_on}
        )
        if call.state == CallState.CANCELLED:
            call.state = WORKFLOW.find(call.state, "plan_again", by=None).target
        if call.state != CallState.DUE:
            continue
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
def cancel_calls(case: Case) -> None:
    """Let the calls that are still to be made lapse: there is no conference to call about."""
    for call in Call.objects.select_for_update().filter(case=case, state=CallState.DUE):
        call.state = WORKFLOW.find(call.state, "cancel", by=None).target
        call.save(update_fields=["state"])
        if call.kind in PURPOSES:
            cancel_due(PURPOSES[CallKind(call.kind)], call)


def reminder_subject() -> str:
    """Neutral: nothing of a case stands in a mail (design 4.8)."""
    return _("Er wacht een gesprek op u")
