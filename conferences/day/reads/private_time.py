"""Who is kept out of private time: the coordinator and every professional, however they are written down (R-04).

A name alone is not enough: the same person may stand in the circle as somebody else, or sit in a party of
professionals. So people are known by their account, their mail address, their phone number and their name.
The database refuses most of this as well: `Attendance.Meta.triggers`.
"""

from dataclasses import dataclass, field
from typing import Any

from cases.codes import PROFESSIONAL_POSITIONS
from cases.contact import safe_contact
from cases.models import Case, PartyMember
from cases.queries import circle_of
from ekc.accounts.models import User
from ekc.addresses import mail_key
from ekc.names import person_keys
from ekc.phones import phone_key


@dataclass
class Known:
    """People by whatever they can be recognised by."""

    names: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)

    def add(self, *, name: str = "", email: str = "", phone: str = "") -> None:
        self.names |= person_keys(name)
        self.emails |= {mail_key(email)} - {""}
        self.phones |= {phone_key(phone)} - {""}

    def has(self, *, name: str, email: str = "", phone: str = "") -> bool:
        is_named = not self.names.isdisjoint(person_keys(name))
        return is_named or mail_key(email) in self.emails or phone_key(phone) in self.phones


class PrivateTime:
    """Whom a case keeps out of private time. Reads a fixed number of queries."""

    def __init__(self, case: Case) -> None:
        self.coordinators = Known()
        for user in User.objects.filter(coordinator__contracts__case=case).distinct():
            self.coordinators.add(name=user.full_name, email=user.email, phone=user.phone)
        members = PartyMember.objects.filter(party__case=case, party__is_professional=True, person__isnull=False)
        self._in_party = set(members.values_list("person_id", flat=True))
        self._professionals = Known()
        self._add_professionals(case)

    def _add_professionals(self, case: Case) -> None:
        for person in circle_of(case):
            if person.position in PROFESSIONAL_POSITIONS or person.pk in self._in_party:
                self._professionals.add(name=person.name, email=safe_contact(person).email)
        referrer = getattr(case, "referrer", None)
        if referrer is None or not case.is_referred_by_professional:
            return
        self._professionals.add(name=referrer.name, email=referrer.email, phone=referrer.phone)
        if referrer.user is not None:
            user = referrer.user
            self._professionals.add(name=user.full_name, email=user.email, phone=user.phone)

    def is_coordinator(self, who: Any) -> bool:
        """Whether this is somebody who coordinated the case; they are no participant in any part."""
        return who.main_person is None and self.coordinators.has(**_marks(who))

    def is_professional(self, who: Any, position: str) -> bool:
        """Whether this person comes as a professional, by position, by party or as somebody known to be one."""
        if who.main_person is not None:
            return False
        if position in PROFESSIONAL_POSITIONS or (who.person is not None and who.person.pk in self._in_party):
            return True
        return self._professionals.has(**_marks(who))


def _marks(who: Any) -> dict[str, str]:
    if who.person is None:
        return {"name": who.name}
    contact = safe_contact(who.person)
    return {"name": who.person.name, "email": contact.email, "phone": contact.phone}
