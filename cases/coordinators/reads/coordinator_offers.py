"""What a coordinator reads before saying yes or no, and how the asking stands for the regional manager."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.codes import LIVE_OFFER_STATES, OfferState, SafetyTrigger, Variant
from cases.contact import safe_contact
from cases.models import Case, CoordinatorOffer
from ekc import dutch
from ekc.dates import age_on
from ekc.figures import euros

from .contracts import first_terms

Pairs = list[tuple[str | Promise, Any]]

TONES = {
    OfferState.QUEUED: "neutral",
    OfferState.OPEN: "waiting",
    OfferState.ACCEPTED: "done",
    OfferState.DECLINED: "stopped",
    OfferState.LAPSED: "stopped",
    OfferState.STOPPED: "stopped",
}


@dataclass(frozen=True)
class OfferRow:
    offer: CoordinatorOffer
    tone: str
    when: str
    why: str

    @property
    def is_live(self) -> bool:
        return self.offer.state in LIVE_OFFER_STATES


def offer_rows(case: Case) -> list[OfferRow]:
    """Everybody who was asked for this case or will be, in the order of asking; one query."""
    offers = CoordinatorOffer.objects.filter(case=case).select_related("coordinator__user").order_by("position", "pk")
    return [OfferRow(offer, TONES[OfferState(offer.state)], _when(offer), _why(offer)) for offer in offers]


def _when(offer: CoordinatorOffer) -> str:
    if offer.state == OfferState.OPEN and offer.answer_by:
        return _("antwoord voor %(moment)s") % {"moment": moment_words(offer.answer_by)}
    return moment_words(offer.ended_at) if offer.ended_at else ""


def _why(offer: CoordinatorOffer) -> str:
    reason = offer.get_refusal_display() if offer.refusal else ""
    return ". ".join(filter(None, [reason, offer.note]))


def case_in_short(offer: CoordinatorOffer) -> Pairs:
    """What a coordinator may know before saying yes: enough to choose by, and nobody's name or address."""
    case = offer.case
    people = list(case.main_persons.all())
    places = sorted({place for person in people if (place := safe_contact(person).place)})
    triggers = ", ".join(str(SafetyTrigger(code).label) for code in case.safety_triggers)
    pairs: Pairs = [
        (_("Regio"), str(case.region)),
        (_("Plaats"), ", ".join(places)),
        (_("Hoofdpersonen"), ", ".join(_person(case, person) for person in people)),
        (_("Talen van de hoofdpersonen"), ", ".join(sorted({each.language for each in people if each.language}))),
        (_("Soort conferentie"), case.get_variant_display() if case.variant != Variant.FAMILY else ""),
        (
            _("Wensen van de familie"),
            "\n".join(f"{each.get_kind_display()}: {each.wish}" for each in case.preferences.all()),
        ),
        (_("Aangemeld door"), case.get_referrer_type_display()),
        (_("Veiligheidskader"), _("Ja: %(why)s") % {"why": triggers} if triggers else ""),
        (_("Spoed"), _("Ja, de conferentie moet binnen enkele dagen zijn") if case.is_urgent else ""),
        (_("Je coach"), str(offer.coach)),
        (_("Vergoeding"), _fee(offer)),
    ]
    return [(label, value) for label, value in pairs if value]


def _person(case: Case, person: Any) -> str:
    if person.unborn:
        return _("een kind dat nog geboren wordt")
    years = age_on(person.birth_date, case.age_reference_date) if person.birth_date else person.age_at_referral
    kind = str(person.get_kind_display()).lower()
    return kind if years is None else _("%(kind)s, %(years)d jaar") % {"kind": kind, "years": years}


def _fee(offer: CoordinatorOffer) -> str:
    terms = first_terms(offer.coordinator, offer.programme or offer.case.programme)
    if not terms:
        return ""
    if terms["training_deduction"]:
        return _("%(fee)s, waarvan %(deduction)s voor je training") % {
            "fee": euros(terms["fee"]),
            "deduction": euros(terms["training_deduction"]),
        }
    return euros(terms["fee"])


def how_it_ended(offer: CoordinatorOffer) -> str:
    """Why there is nothing to answer any more, to the coordinator."""
    day = dutch.long_date(offer.ended_at.date()) if offer.ended_at else ""
    sentences = {
        OfferState.ACCEPTED: _("Je zei ja op %(day)s. Je vindt de zaak bij Mijn zaken."),
        OfferState.DECLINED: _("Je zei nee op %(day)s. Dank je voor je antwoord."),
        OfferState.LAPSED: _("De tijd om te antwoorden is voorbij. Bel de regiomanager als je de zaak nog wilt."),
        OfferState.STOPPED: _("De regiomanager heeft de vraag ingetrokken. Je hoeft niets te doen."),
    }
    return sentences[OfferState(offer.state)] % {"day": day}


def open_offers_of(user: Any) -> Sequence[CoordinatorOffer]:
    """The questions that wait for this coordinator's answer, the soonest term first."""
    found = CoordinatorOffer.objects.for_user(user).filter(state=OfferState.OPEN)
    return list(found.select_related("case__region").order_by("answer_by"))


def moment_words(moment: dt.datetime) -> str:
    """`3 april 2026, 19:30 uur`."""
    local = timezone.localtime(moment)
    return _("%(day)s, %(clock)s uur") % {"day": dutch.long_date(local.date()), "clock": f"{local:%H:%M}"}
