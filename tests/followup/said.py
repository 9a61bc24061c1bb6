"""What is told in a call, for tests that are about something else."""

import datetime as dt
from typing import Any

from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import add_months, local_today
from followup.acts.calls import record_call
from followup.acts.results import Telling, record_results
from followup.acts.rounds import finish_round
from followup.codes import CallKind, CallState, Group, Missed
from followup.models import Call
from plans.models import Agreement
from plans.queries import current_version

SAID = {"spoken_with": "Moeder", "summary": "Het gaat goed."}
NOBODY = dict.fromkeys(Group, Missed.NOT_REACHED)
EARLY = "De moeder belde zelf."


def held_months_ago(months: int) -> dt.date:
    """A day of a conference after which the call of so many months may be made today."""
    return add_months(local_today(), -months)


def call_of(case: Case, kind: str = CallKind.ONE_MONTH) -> Call:
    return Call.objects.get(case=case, kind=kind)


def call_home(case: Case, *, by: User, **fields: Any) -> Call:
    """The call after a month, in which somebody was spoken to."""
    return record_call(call_of(case), by=by, **{"state": CallState.REACHED, **SAID, **fields})


def finish(case: Case, *, by: User, **fields: Any) -> Call:
    """The round after three months, with a reason where it is early."""
    call = call_of(case, CallKind.THREE_MONTHS)
    return finish_round(call, by=by, **{"missed": NOBODY, "early_reason": EARLY, **fields})


def agreement_of(case: Case) -> Agreement:
    """The one agreement of the plan."""
    return current_version(case.plan).agreements.get()


def tell(call: Call, agreement: Agreement, result: str, *, by: User, **fields: Any) -> None:
    """What became of one agreement."""
    record_results(call, [Telling(agreement.pk, result, **fields)], by=by)
