"""What stands on a regional manager's desk beside the cases: offers, advice, and filters that she keeps."""

import datetime as dt

from cases.codes import OfferMoment, Suitability
from cases.desk.acts.advice import record_advice
from cases.desk.acts.offers import record_offer
from cases.desk.acts.saved_filters import save_filter
from cases.models import SuitabilityAdvice
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today

# Days ago, moment, answer, reason.
OFFERS: tuple[tuple[int, str, bool | None, str], ...] = (
    (64, OfferMoment.TOEGANG, False, "Wil eerst met de eigen zus praten."),
    (41, OfferMoment.START_OTS, True, ""),
    (27, OfferMoment.WAITING_LIST, False, "Ziet op tegen zoveel mensen bij elkaar."),
    (12, OfferMoment.THREATENED_PLACEMENT, True, ""),
    (3, OfferMoment.CRISIS, None, ""),
)
# Days ago, who, doubt, advice, words.
ADVICES: tuple[tuple[int, str, str, str, str], ...] = (
    (
        33,
        "Jeugdverpleegkundige, consultatiebureau",
        "De moeder heeft bijna geen familie in Nederland. Is de kring dan groot genoeg?",
        Suitability.OFFER_FIRST,
        "Ook buren, vrienden en familie via beeldbellen horen bij de kring.",
    ),
    (
        9,
        "Gezinsvoogd",
        "De rechter beslist over drie weken. Heeft een conferentie dan nog zin?",
        Suitability.REFER,
        "Met spoed aanmelden. Het plan kan mee naar de zitting.",
    ),
)


def set_the_desk() -> None:
    """Offers by the first professional, advice and filters of each regional manager."""
    today = local_today()
    by_role = {role: list(User.objects.filter(role=role, is_active=True).order_by("pk")) for role in Role}
    managers = [user for user in by_role[Role.REGIONAL_MANAGER] if user.regions.exists()]
    for number, (days, moment, accepted, reason) in enumerate(OFFERS):
        manager = managers[number % len(managers)]
        record_offer(
            by=by_role[Role.PROFESSIONAL][0],
            region=manager.regions.order_by("pk")[0],
            offered_on=today - dt.timedelta(days=days),
            moment=moment,
            accepted=accepted,
            reason=reason,
        )
    for manager in managers:
        save_filter(by=manager, name="Spoed", query="urgent=ja&tab=alles")
        save_filter(by=manager, name="Langst wachtend", query="tab=wacht&sort=stand")
        for days, asked_by, doubt, advice, note in ADVICES:
            made = record_advice(
                by=manager,
                region=manager.regions.order_by("pk")[0],
                asked_by=asked_by,
                doubt=doubt,
                advice=advice,
                note=note,
            )
            SuitabilityAdvice.objects.filter(pk=made.pk).update(given_on=today - dt.timedelta(days=days))
