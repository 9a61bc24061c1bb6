"""What an invitee may read: on the page of their link, in the mail, on the letter and in the calendar.

Never the reason, never a secret address, never the name of somebody else of the family (domain.md 3.3).
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from cases.contact import safe_contact
from cases.models import Referrer
from cases.queries import active_contract
from cases.told_text import Secrets
from conferences.codes import DAY_TO_COME_STATES, ConferenceState, InvitationAnswer
from conferences.models import Conference, Invitation
from conferences.shown_place import SafePlace, safe_place
from ekc.dates import at_local
from ekc.documents.fitting import size_to_fit

from .links import grouped, link_of, token_of


class Room(NamedTuple):
    """How much room there is for an address, in mm."""

    width: float
    height: float


LABEL = Room(58, 25)
WINDOW = Room(80, 34)
"""As print-labels.css and print-letters.css draw them."""


@dataclass(frozen=True)
class Sender:
    """The coordinator, who signs and is called with questions."""

    name: str = ""
    phone: str = ""


class Meeting:
    """What is the same for all invitees of one meeting."""

    def __init__(self, conference: Conference) -> None:
        self.conference = conference

    @cached_property
    def place(self) -> SafePlace:
        return safe_place(self.conference, self.secrets)

    @cached_property
    def sender(self) -> Sender:
        contract = active_contract(self.conference.case)
        user = contract.coordinator.user if contract else None
        return Sender(user.full_name, user.phone) if user else Sender()

    @cached_property
    def secrets(self) -> Secrets:
        return Secrets(self.conference.case)

    @property
    def is_off(self) -> bool:
        """There is no day now: it was put off."""
        return self.conference.state == ConferenceState.POSTPONED or self.conference.planned_start is None

    @property
    def is_cancelled(self) -> bool:
        """There is no day, and there will be none."""
        return self.is_off and self.conference.case.state not in DAY_TO_COME_STATES


class InvitationPaper:
    """One invitation in facts; templates put the words around them."""

    def __init__(self, invitation: Invitation, meeting: Meeting | None = None) -> None:
        self.invitation = invitation
        self.meeting = meeting or Meeting(invitation.conference)

    @property
    def name(self) -> str:
        return str(self.invitation)

    @property
    def language(self) -> str:
        return self.invitation.language

    @property
    def is_formal(self) -> bool:
        return self.invitation.is_professional

    @property
    def is_off(self) -> bool:
        return self.meeting.is_off

    @property
    def is_cancelled(self) -> bool:
        return self.meeting.is_cancelled

    @property
    def start(self) -> dt.datetime | None:
        """When this person is expected: their own part, else the whole meeting. None while there is no day."""
        return self._own_moment(self.invitation.from_clock, self.meeting.conference.planned_start)

    @property
    def end(self) -> dt.datetime | None:
        """When this person may go; past midnight when that clock comes before the start."""
        end = self._own_moment(self.invitation.until_clock, self.meeting.conference.planned_end)
        if end and self.start and end <= self.start:
            return end + dt.timedelta(days=1) if self.invitation.until_clock else None
        return end

    def _own_moment(self, clock: dt.time | None, whole: dt.datetime | None) -> dt.datetime | None:
        start = self.meeting.conference.planned_start
        if self.meeting.is_off or start is None:
            return None
        return at_local(timezone.localdate(start), clock) if clock else whole

    @property
    def place(self) -> SafePlace:
        return self.meeting.place

    @property
    def sender(self) -> Sender:
        return self.meeting.sender

    @property
    def asked(self) -> str:
        return self.meeting.secrets.told(self.invitation.asked)

    @property
    def link(self) -> str:
        return link_of(self.invitation)

    @property
    def token(self) -> str:
        return token_of(self.invitation)

    @property
    def code(self) -> str:
        """The link's last part, as somebody types it over from a letter."""
        return grouped(self.token)

    @property
    def has_answered(self) -> bool:
        return self.invitation.answer != InvitationAnswer.OPEN

    @property
    def address_lines(self) -> list[str]:
        """Name and address as on an envelope; only the name where a letter cannot be sent by post."""
        somebody = self.invitation.invitee
        if isinstance(somebody, Referrer):
            return [line for line in (somebody.name, somebody.organisation_name) if line]
        contact = safe_contact(somebody)
        if not contact.may_get_letter:
            return [str(somebody)]
        return [str(somebody), *contact.address_lines]

    @property
    def label_size(self) -> int:
        """In points, so that name and address stand whole on a label."""
        return size_to_fit(self.address_lines, width=LABEL.width, height=LABEL.height)

    @property
    def window_size(self) -> int:
        """In points, so that name and address stand whole in the window of an envelope."""
        return size_to_fit(self.address_lines, width=WINDOW.width, height=WINDOW.height)

    @property
    def goes_by_post(self) -> bool:
        return not isinstance(self.invitation.invitee, Referrer) and len(self.address_lines) > 1
