"""What happens when a call is due: the coordinator hears that something is waiting, and where."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _lazy

from cases.codes import FINISHED_STATES
from cases.queries import active_contract
from cases.recipients import Post, tell

from ..codes import CallKind, CallState
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
    call = Call.objects.select_related("case__manager").filter(pk=call_id).first()
    if call is None or call.state != CallState.DUE or call.case.state in FINISHED_STATES:
        return
    case = call.case
    is_worked_on = active_contract(case) is not None
    tell(
        case,
        Post.COORDINATOR if is_worked_on and call.kind != CallKind.EXPERIENCE else Post.MANAGER,
        key=f"call-{call.pk}-{call.due_on.isoformat()}",
        subject=str(reminder_subject()),
        body=str(BODY),
        path=reverse("followup:followup", args=[case.number]),
    )
