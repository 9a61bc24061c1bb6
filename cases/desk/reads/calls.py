"""Whom the regional manager can call about an aanmelding, and who was called already."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.codes import DESK_STATES, Callee
from cases.contact import asks_referrer_first, call_to_referrer, no_consent, safe_contact
from cases.models import Case, TriageCall
from cases.queries import main_persons_in, taking_part_in
from ekc.calls import Call
from ekc.names import by_name


@dataclass(frozen=True)
class CallRow:
    """Somebody to call: one tap says whether anybody answered."""

    name: str
    who: str | Promise
    call: Call
    callee: str


@dataclass(frozen=True)
class CallBox:
    rows: list[CallRow]
    made: list[TriageCall]
    # Why the family is not in the rows.
    warning: str


def calls_of(case: Case) -> CallBox | None:
    """The numbers of an aanmelding with who was called; None once a coordinator has the case. Two queries."""
    if case.state not in DESK_STATES:
        return None
    asks_referrer = asks_referrer_first(case)
    referrer = getattr(case, "referrer", None)
    rows = []
    if referrer is not None and referrer.phone:
        rows.append(CallRow(referrer.name, _("aanmelder"), call_to_referrer(referrer), Callee.REFERRER))
    if not asks_referrer:
        family: list[Any] = [*main_persons_in(case), *by_name(taking_part_in(case))]
        for person in family:
            if person.phone:
                who = getattr(person, "in_words", None) or _("hoofdpersoon")
                rows.append(CallRow(str(person), who, safe_contact(person).call, Callee.FAMILY))
    made = list(case.triage_calls.select_related("by"))
    return CallBox(rows, made, no_consent() if asks_referrer else "")
