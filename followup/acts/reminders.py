"""What happens when a call is due: the coordinator hears that something is waiting, and where."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _lazy

from cases.codes import FINISHED_STATES
from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.outbox.acts import queue_message

from ..codes import WITH_THE_FAMILY, CallKind, CallState
from ..models import Call
from .planning import reminder_subject

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
    person = _caller_of(call)
    if person is None:
        return
    queue_message(
        key=f"call-{call.pk}-{call.due_on.isoformat()}-{person.pk}",
        to=person.email,
        subject=reminder_subject(),
        body=BODY % {"link": settings.EKC_BASE_URL + reverse("followup:followup", args=[call.case.number])},
        case_number=call.case.number,
        region_id=call.case.region_id,
    )


def remind_who_takes_over(case: Case) -> None:
    """The calls whose day has come already: who took the case over hears of them now."""
    due = case.calls.filter(state=CallState.DUE, kind__in=WITH_THE_FAMILY, due_on__lte=local_today())
    for pk in due.values_list("pk", flat=True):
        remind_of_call(pk)


def _caller_of(call: Call) -> User | None:
    contract = call.case.contracts.select_related("coordinator__user").filter(ended_on__isnull=True).first()
    if contract is None or call.kind == CallKind.EXPERIENCE:
        return call.case.manager
    caller: User = contract.coordinator.user
    return caller
