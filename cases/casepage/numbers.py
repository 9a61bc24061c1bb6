"""Whom to call about the next step of a case, with what to mind when calling."""

from dataclasses import replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from cases.contact import asks_referrer_first, call_to_referrer, no_consent, safe_contact
from cases.models import Case
from cases.queries import active_contract, main_persons_in, open_request
from ekc.accounts.models import User
from ekc.calls import Call

from .next_step import STEPS, Doer, NextStep


class Number(NamedTuple):
    """Whom to call, and what to mind when calling."""

    name: str
    call: Call
    mind: str = ""


def numbers_for(case: Case, user: User, step: NextStep | None) -> tuple[Number, ...]:
    """Whose turn it is; when it is the reader's own, whom the step is about."""
    doer = STEPS[step.key].doer if step else Doer.COORDINATOR
    found = doer if isinstance(doer, Doer) else doer(case)
    if found == Doer.ASKED:
        asking = open_request(case)
        return _of_user(asking.coordinator.user) if asking else ()
    if found == Doer.PROFESSIONAL:
        return _of_user(case.safety_professional) or _of_referrer(case)
    if found == Doer.REFERRER or (found == Doer.MANAGER and not user.is_coordinator):
        return _of_referrer(case)
    if not user.is_coordinator:
        contract = active_contract(case)
        return _of_user(contract.coordinator.user) if contract else _of_referrer(case)
    if found in (Doer.MANAGER, Doer.BOTH):
        return _of_user(case.manager)
    return _of_family(case) or _of_referrer(case)


def _of_user(somebody: User | None) -> tuple[Number, ...]:
    return (Number(somebody.full_name, Call(somebody.phone)),) if somebody and somebody.phone else ()


def _of_referrer(case: Case, warning: str = "") -> tuple[Number, ...]:
    referrer = getattr(case, "referrer", None)
    if referrer is None or not referrer.phone:
        return (Number("", Call(warning=warning)),) if warning else ()
    return (Number(referrer.name or _("de aanmelder"), replace(call_to_referrer(referrer), warning=warning)),)


def _of_family(case: Case) -> tuple[Number, ...]:
    """Of the main persons who have a number, at most two; the referrer's while the family did not consent (R-06)."""
    if asks_referrer_first(case):
        return _of_referrer(case, no_consent())
    people = [(str(person), safe_contact(person)) for person in main_persons_in(case)]
    return tuple(Number(name, contact.call, " ".join(contact.warnings)) for name, contact in people if contact.call)[:2]
