"""What a coordinator reads before saying yes or no, and how the asking stands for the regional manager."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.codes import LIVE_REQUEST_STATES, RequestState, SafetyTrigger, Variant
from cases.contact import safe_contact
from cases.models import Case, CoordinatorRequest
from ekc import dutch
from ekc.dates import age_on
from ekc.figures import euros

from .contracts import first_terms

Pairs = list[tuple[str | Promise, Any]]

TONES = {
    RequestState.QUEUED: "neutral",
    RequestState.OPEN: "waiting",
    RequestState.ACCEPTED: "done",
    RequestState.DECLINED: "stopped",
    RequestState.LAPSED: "stopped",
    RequestState.STOPPED: "stopped",
}


@dataclass(frozen=True)
class RequestRow:
    asking: CoordinatorRequest
    tone: str
    when: str
    why: str

    @property
    def is_live(self) -> bool:
        return self.asking.state in LIVE_REQUEST_STATES


def request_rows(case: Case) -> list[RequestRow]:
    """Everybody who was asked for this case or will be, in the order of asking; one query."""
    requests = (
        CoordinatorRequest.objects.filter(case=case).select_related("coordinator__user").order_by("position", "pk")
    )
    return [RequestRow(asking, TONES[RequestState(asking.state)], _when(asking), _why(asking)) for asking in requests]


def _when(asking: CoordinatorRequest) -> str:
    if asking.state == RequestState.OPEN and asking.answer_by:
        return _("antwoord voor %(moment)s") % {"moment": moment_words(asking.answer_by)}
    return moment_words(asking.ended_at) if asking.ended_at else ""


def _why(asking: CoordinatorRequest) -> str:
    reason = asking.get_refusal_display() if asking.refusal else ""
    return ". ".join(filter(None, [reason, asking.note]))


def case_in_short(asking: CoordinatorRequest) -> Pairs:
    """What a coordinator may know before saying yes: enough to choose by, and nobody's name or address."""
    case = asking.case
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
            "\n".join(str(each) for each in case.preferences.all()),
        ),
        (_("Aangemeld door"), case.referrer_type_name),
        (_("Veiligheidskader"), _("Ja: %(why)s") % {"why": triggers} if triggers else ""),
        (_("Spoed"), _("Ja, de conferentie moet binnen enkele dagen zijn") if case.is_urgent else ""),
        (_("Je coach"), str(asking.coach)),
        (_("Vergoeding"), _fee(asking)),
    ]
    return [(label, value) for label, value in pairs if value]


def _person(case: Case, person: Any) -> str:
    if person.unborn:
        return _("een kind dat nog geboren wordt")
    years = age_on(person.birth_date, case.age_reference_date) if person.birth_date else person.age_at_referral
    kind = str(person.get_kind_display()).lower()
    return kind if years is None else _("%(kind)s, %(years)d jaar") % {"kind": kind, "years": years}


def _fee(asking: CoordinatorRequest) -> str:
    terms = first_terms(asking.coordinator, asking.programme or asking.case.programme)
    if not terms:
        return ""
    if terms["training_deduction"]:
        return _("%(fee)s, waarvan %(deduction)s voor je training") % {
            "fee": euros(terms["fee"]),
            "deduction": euros(terms["training_deduction"]),
        }
    return euros(terms["fee"])


def how_it_ended(asking: CoordinatorRequest) -> str:
    """Why there is nothing to answer any more, to the coordinator."""
    day = dutch.long_date(asking.ended_at.date()) if asking.ended_at else ""
    sentences = {
        RequestState.ACCEPTED: _("Je zei ja op %(day)s. Je vindt de zaak bij Mijn zaken."),
        RequestState.DECLINED: _("Je zei nee op %(day)s. Dank je voor je antwoord."),
        RequestState.LAPSED: _("De tijd om te antwoorden is voorbij. Bel de regiomanager als je de zaak nog wilt."),
        RequestState.STOPPED: _("De regiomanager heeft de vraag ingetrokken. Je hoeft niets te doen."),
    }
    return sentences[RequestState(asking.state)] % {"day": day}


def open_requests_of(user: Any) -> Sequence[CoordinatorRequest]:
    """The questions that wait for this coordinator's answer, the soonest term first."""
    found = CoordinatorRequest.objects.for_user(user).filter(state=RequestState.OPEN)
    return list(found.select_related("case__region").order_by("answer_by"))


def moment_words(moment: dt.datetime) -> str:
    """`3 april 2026, 19:30 uur`."""
    local = timezone.localtime(moment)
    return _("%(day)s, %(clock)s uur") % {"day": dutch.long_date(local.date()), "clock": f"{local:%H:%M}"}
