"""What tests of asking coordinators share."""

from django.urls import reverse

from cases.codes import RequestState
from cases.models import Case, CoordinatorRequest


def states(case: Case) -> list[str]:
    return list(case.coordinator_requests.order_by("position").values_list("state", flat=True))


def asked(case: Case) -> CoordinatorRequest:
    return CoordinatorRequest.objects.get(case=case, state=RequestState.OPEN)


def answer_of(asking: CoordinatorRequest, client, kind: str, data=None):
    client.force_login(asking.coordinator.user)
    return client.post(reverse(f"cases:coordinator_request_{kind}", args=[asking.pk]), data or {}, follow=True)
