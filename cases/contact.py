"""The one function through which any output learns how somebody may be reached (design 4.5).

Screen, letter, PDF, mail, calendar and export all ask here. A secret address never leaves it.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ekc.calls import Call
from ekc.phones import app_address

from .codes import NOT_YET_STARTED_STATES
from .consented import may_be_called
from .models import ContactDetails


@dataclass(frozen=True)
class SafeContact:
    """What may be shown or used. Empty text where there is nothing, or nothing safe."""

    phone: str
    call: Call
    email: str
    """Where may be mailed; empty too where consent for it was withdrawn."""
    address: str
    address_lines: tuple[str, ...]
    """The same as on an envelope: the street, whatever signs stand in it, and the town below."""
    place: str
    warnings: tuple[str, ...]
    for_outsiders: tuple[str, ...]
    """What holds for whoever speaks with this person, and tells nothing: of who sees no number and no wish."""
    may_get_letter: bool
    app: str
    """Where a message on the phone begins; empty without a mobile number, and where no trace may be left on it."""


def safe_contact(person: ContactDetails, *, asks_referrer: bool = False) -> SafeContact:
    """How this person may be reached, with the warnings that go with it, in Dutch.

    What holds for calling stands with the number (`call`), also that `asks_referrer`: see `asks_referrer_first`.
    """
    warnings = []
    if person.secret_address:
        warnings.append(_("Geheim adres: geef het adres aan niemand door."))
    if person.no_voicemail and not person.phone:
        # With a number it stands beside that.
        warnings.append(_("Spreek geen voicemail in."))
    fixed = [*warnings, _("Spreek geen voicemail in.")] if person.no_voicemail and person.phone else [*warnings]
    warnings += [words for is_so, words in ((person.no_call, no_calls()), (person.no_mail, no_mails())) if is_so]
    if person.contact_wish:
        warnings.append(_("Veilig contact: %(wish)s") % {"wish": person.contact_wish})
    street = "" if person.secret_address else person.street
    postal = "" if person.secret_address else f"{person.postcode} {person.place}".strip()
    lines = tuple(part for part in (street, postal) if part)
    return SafeContact(
        phone=person.phone,
        call=_call(person, no_calls() if person.no_call else no_consent() if asks_referrer else ""),
        email="" if person.no_mail else person.email,
        address=", ".join(lines),
        address_lines=lines,
        place="" if person.secret_address else person.place,
        warnings=tuple(warnings),
        for_outsiders=tuple(fixed),
        may_get_letter=bool(street) and not person.secret_address,
        app="" if person.no_voicemail or person.no_call else app_address(person.phone),
    )


def call_to_referrer(referrer: Any) -> Call:
    """How to call who applied."""
    return _call(referrer)


def _call(person: Any, warning: str = "") -> Call:
    return Call(person.phone, no_voicemail=person.no_voicemail, best_time=person.best_time, warning=warning)


def no_consent() -> str:
    """What stands where one would phone a family of which nobody consented yet."""
    return _("Geen toestemming: bel de familie niet, bel de aanmelder.")


def no_calls() -> str:
    """What stands with the number of somebody who withdrew the consent to be called."""
    return _("Niet bellen: de toestemming is ingetrokken.")


def no_mails() -> str:
    return _("Niet mailen: de toestemming is ingetrokken.")


def asks_referrer_first(case: Any) -> bool:
    """Whether the family is not to be called: a professional applied, and nobody consented to a call yet (R-06).

    It is over once the family was met for the explanation, and when consent is written down. No query of its own
    where the referrer and the words about calling were fetched along.
    """
    if case.state not in NOT_YET_STARTED_STATES or case.information_visit_on is not None:
        return False
    referrer = getattr(case, "referrer", None)
    return case.is_referred_by_professional and referrer is not None and not may_be_called(case)
