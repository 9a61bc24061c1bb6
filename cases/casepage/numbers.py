"""Whom to call about the next step of a case, with what to mind when calling."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from cases.contact import SafeContact, safe_contact
from cases.models import Case
from cases.queries import active_contract, open_request
from ekc.accounts.models import User

from .next_step import STEPS, Doer, NextStep


class Number(NamedTuple):
    """Whom to call, and what to mind when calling."""

    name: str
    phone: str
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
    return (Number(somebody.full_name, somebody.phone),) if somebody and somebody.phone else ()


def _of_referrer(case: Case) -> tuple[Number, ...]:
    referrer = getattr(case, "referrer", None)
    if referrer is None or not referrer.phone:
        return ()
    warned = [_("Spreek geen voicemail in.")] if referrer.no_voicemail else []
    return (Number(referrer.name or _("de aanmelder"), referrer.phone, _mind(warned, referrer.best_time)),)


def _of_family(case: Case) -> tuple[Number, ...]:
    """Of the main persons who have a number, at most two."""
    people = [(str(person), person.best_time, safe_contact(person)) for person in case.main_persons.all()]
    return tuple(_number(*each) for each in people if each[2].phone)[:2]


def _number(name: str, best_time: str, contact: SafeContact) -> Number:
    return Number(name, contact.phone, _mind(contact.warnings, best_time))


def _mind(warnings: Iterable[str], best_time: str) -> str:
    return " ".join(
        filter(None, [*warnings, best_time and _("Beste tijd: %(when)s.") % {"when": best_time.rstrip(".")}])
    )
