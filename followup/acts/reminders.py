"""What happens when a call is due: the coordinator hears that something is waiting, and where."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _lazy

from cases.codes import FINISHED_STATES, CaseState
from cases.models import Case
from cases.queries import active_contract, look_up_contracts
from cases.recipients import Post, look_up_coordinators, tell
from ekc.dates import local_today

from ..codes import LATER_ROUNDS, NO_LATER_ROUND_STATES, OF_COORDINATOR, CallKind, CallState
from ..models import Call
from .call_days import reminder_subject

BODY = _lazy(
    "Hallo,\n\nEr wacht een gesprek dat u zou voeren. Log in en kijk bij Nazorg:\n\n%(link)s\n\n"
    "Is het gesprek al geweest? Leg dan vast hoe het ging.\n"
)


def remind_of_call(call_id: int) -> None:
    """Queue one mail to who makes the call: the coordinator, or the regional manager when none is active.

    The experience call is the regional manager's own. Does nothing when the call is gone, done or lapsed
    meanwhile. Safe to repeat: the message has one key.
    """
    remind_of_calls([call_id])


def remind_of_calls(call_ids: Sequence[int]) -> None:
    """The same for many calls; what is asked of the database does not grow with their number."""
    found = Call.objects.select_related("case__manager", "case__region").filter(pk__in=call_ids, state=CallState.DUE)
    calls = [call for call in found if call.case.state not in _too_far(call)]
    cases = [call.case for call in calls]
    look_up_contracts(cases)
    look_up_coordinators(cases)
    for call in calls:
        _remind(call)


def _too_far(call: Call) -> frozenset[CaseState]:
    return NO_LATER_ROUND_STATES if call.kind in LATER_ROUNDS else FINISHED_STATES


def _remind(call: Call) -> None:
    case = call.case
    contract = active_contract(case)
    is_theirs = contract is not None and call.kind != CallKind.EXPERIENCE
    # Who takes a case over hears of a call of which somebody else was told.
    whose = contract.pk if is_theirs else "office"
    tell(
        case,
        Post.COORDINATOR if is_theirs else Post.MANAGER,
        key=f"call-{call.pk}-{call.due_on.isoformat()}-{whose}",
        subject=str(reminder_subject()),
        body=str(BODY),
        path=reverse("followup:followup", args=[case.number]),
    )


def remind_who_takes_over(case: Case) -> None:
    """The calls whose day has come already: who took the case over hears of them now."""
    due = case.calls.filter(state=CallState.DUE, kind__in=OF_COORDINATOR, due_on__lte=local_today())
    remind_of_calls(list(due.values_list("pk", flat=True)))
