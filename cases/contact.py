"""The one function through which any output learns how somebody may be reached (design 4.5).

Screen, letter, PDF, mail, calendar and export all ask here. A secret address never leaves it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ekc.phones import app_address

from .models import ContactDetails


@dataclass(frozen=True)
class SafeContact:
    """What may be shown or used. Empty text where there is nothing, or nothing safe."""

    phone: str
    email: str
    address: str
    address_lines: tuple[str, ...]
    """The same as on an envelope: the street, whatever signs stand in it, and the town below."""
    place: str
    warnings: tuple[str, ...]
    may_get_letter: bool
    may_leave_voicemail: bool
    app: str
    """Where a message on the phone begins; empty without a mobile number, and where no trace may be left on it."""


def safe_contact(person: ContactDetails) -> SafeContact:
    """How this person may be reached, with the warnings that go with it, in Dutch."""
    warnings = []
    if person.secret_address:
        warnings.append(_("Geheim adres: geef het adres aan niemand door."))
    if person.no_voicemail:
        warnings.append(_("Spreek geen voicemail in."))
    if person.contact_wish:
        warnings.append(_("Veilig contact: %(wish)s") % {"wish": person.contact_wish})
    street = "" if person.secret_address else person.street
    postal = "" if person.secret_address else f"{person.postcode} {person.place}".strip()
    lines = tuple(part for part in (street, postal) if part)
    return SafeContact(
        phone=person.phone,
        email=person.email,
        address=", ".join(lines),
        address_lines=lines,
        place="" if person.secret_address else person.place,
        warnings=tuple(warnings),
        may_get_letter=bool(street) and not person.secret_address,
        may_leave_voicemail=not person.no_voicemail,
        app="" if person.no_voicemail else app_address(person.phone),
    )
