"""A conference that was offered to a family: refused offers count too (domain.md 3.1, move 0; 3.4)."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import CaseOutcome, OfferMoment
from cases.keepers import takes_over
from cases.models import Case, Offer
from cases.moves import move_case
from ekc.accounts.models import Region, User
from ekc.dates import local_today
from ekc.refusal import Refusal


@transaction.atomic
def record_offer(
    *, by: User, region: Region, offered_on: dt.date, moment: str, accepted: bool | None, reason: str = ""
) -> Offer:
    """Write down that a conference was offered. `accepted` is None while the family thinks.

    Raises Refusal for a day to come and a moment that is not in the list.
    """
    if offered_on > local_today():
        raise Refusal(_("Het aanbod kan niet in de toekomst liggen."), at="offered_on")
    if moment not in OfferMoment.values:
        raise Refusal(_("Kies het moment van het aanbod."), at="moment")
    made: Offer = Offer.objects.create(
        offered_by=by,
        organisation=by.organisation,
        region=region,
        offered_on=offered_on,
        moment=moment,
        accepted=accepted,
        answered_on=None if accepted is None else local_today(),
        reason=reason.strip(),
    )
    return made


@transaction.atomic
def answer_offer(offer: Offer, *, by: User, accepted: bool, reason: str = "") -> Offer:
    """Write down what the family answered. Raises Refusal when an aanmelding came of it already."""
    locked = _locked(offer)
    if locked.case_id is not None:
        raise Refusal(_("Uit dit aanbod is al een aanmelding gekomen."))
    return _save(locked, accepted=accepted, answered_on=local_today(), reason=reason.strip())


@transaction.atomic
def link_offer(offer: Offer, case: Case, *, by: User) -> Offer:
    """Say that this aanmelding came of the offer, which is thereby accepted; the case gets the moment of the offer.

    For the act that makes the case: call it in the same transaction. Raises Refusal when another case came of it.
    """
    locked = _locked(offer)
    if locked.case_id is not None and locked.case_id != case.pk:
        raise Refusal(_("Uit dit aanbod is al een andere aanmelding gekomen."))
    case.offer_moment = locked.moment
    case.save(update_fields=["offer_moment"])
    return _save(locked, accepted=True, answered_on=locked.answered_on or local_today(), case=case)


@transaction.atomic
def settle_offered(case: Case, *, by: User, accepted: bool, reason: str = "") -> Case:
    """The family answers the offer of a case: it becomes an aanmelding, or it ends. Raises Refusal on a no without
    a reason."""
    if accepted:
        return move_case(case, "refer", by=by, reason=reason.strip(), **takes_over(case, by))
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom de familie het aanbod niet aanneemt."), at="reason")
    ended: dict[str, Any] = {"outcome": CaseOutcome.NOT_STARTED, "closed_on": local_today()}
    return move_case(case, "decline_offer", by=by, reason=reason.strip(), **ended, **takes_over(case, by))


def _locked(offer: Offer) -> Offer:
    found: Offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    return found


def _save(offer: Offer, **values: Any) -> Offer:
    for name, value in values.items():
        setattr(offer, name, value)
    offer.save(update_fields=list(values))
    return offer
