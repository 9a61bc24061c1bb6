"""Whom a coordinator who took a case over introduces himself to, and how each of them may be reached."""

from typing import Any

from cases.contact import SafeContact, asks_referrer_first, safe_contact
from cases.models import Case, MainPerson
from cases.queries import main_persons_in


def mail_address_of(person: MainPerson) -> str:
    """Where a main person hears by mail who goes on; empty for a child, and for who wrote down what is safe."""
    if person.is_minor or person.contact_wish:
        return ""
    return safe_contact(person).email


def to_meet(case: Case) -> list[dict[str, Any]]:
    """The main persons, each with what may be used of their contact data, and whether a mail went to them."""
    asks_referrer = asks_referrer_first(case)
    return [_row(person, safe_contact(person, asks_referrer=asks_referrer)) for person in main_persons_in(case)]


def _row(person: MainPerson, contact: SafeContact) -> dict[str, Any]:
    return {
        "person": person,
        "call": contact.call,
        "warnings": contact.warnings,
        "was_mailed": bool(mail_address_of(person)),
    }
