"""What tests of asking coordinators share."""

from django.urls import reverse

from cases.codes import OfferState
from cases.models import Case, CoordinatorOffer


def states(case: Case) -> list[str]:
    return list(case.coordinator_offers.order_by("position").values_list("state", flat=True))


def asked(case: Case) -> CoordinatorOffer:
    return CoordinatorOffer.objects.get(case=case, state=OfferState.OPEN)


def answer_of(offer: CoordinatorOffer, client, kind: str, data=None):
    client.force_login(offer.coordinator.user)
    return client.post(reverse(f"cases:coordinator_offer_{kind}", args=[offer.pk]), data or {}, follow=True)
