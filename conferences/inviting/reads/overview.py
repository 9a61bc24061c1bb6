"""The overview of invitations: who was asked how, what they answered, what they need, what is still to do."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from cases.contact import call_to_referrer, safe_contact
from cases.models import Referrer
from conferences.codes import (
    NEEDS,
    NOT_SURE_ANSWERS,
    STAYS_AWAY_ANSWERS,
    ConferenceState,
    InvitationAnswer,
    SuggestionState,
)
from conferences.models import Conference, Invitation, Suggestion
from ekc.calls import Call
from ekc.names import by_name

from ..contact_bans import pairs_under_a_ban
from .mail_address import mail_address

TONES = {
    InvitationAnswer.COMES: "done",
    InvitationAnswer.DOES_NOT_COME: "stopped",
    InvitationAnswer.SENDS_LETTER: "done",
}


TO_DO = ("vertellen", "open")
"""Groups of invitees with whom something is to be done, by slug."""


@dataclass(frozen=True)
class Line:
    """One invitee."""

    invitation: Invitation
    call: Call
    warnings: tuple[str, ...]
    can_nudge: bool

    @property
    def tone(self) -> str:
        return TONES.get(InvitationAnswer(self.invitation.answer), "waiting")

    @property
    def has_spoken(self) -> bool:
        return self.invitation.answer != InvitationAnswer.OPEN

    @property
    def waits(self) -> bool:
        return self.invitation.answer in NOT_SURE_ANSWERS and self.invitation.still_counts

    @property
    def is_set_aside(self) -> bool:
        return not self.invitation.still_counts

    @property
    def is_to_tell(self) -> bool:
        """The coordinator still has to tell this one something."""
        invitation = self.invitation
        return bool(invitation.pending_news) and not invitation.gets_letter and not self.is_set_aside

    @property
    def part(self) -> str:
        """At which part a professional is expected; empty for everybody else."""
        if not self.invitation.is_professional:
            return ""
        parts = [
            str(label)
            for is_there, label in (
                (self.invitation.in_information, _("informatie")),
                (self.invitation.in_presentation, _("presentatie")),
            )
            if is_there
        ]
        return ", ".join(parts)


@dataclass(frozen=True)
class NeedGroup:
    label: str
    entries: list[tuple[Invitation, str]]


@dataclass(frozen=True)
class LineGroup:
    """Invitees with whom the same is to be done."""

    slug: str
    label: str
    lines: list[Line]


class InvitationOverview:
    """Everything of the page; a fixed number of queries."""

    def __init__(self, conference: Conference) -> None:
        self.conference = conference
        rows = conference.invitations.select_related("person", "main_person", "referrer")
        self.invitations = by_name(rows)
        for invitation in self.invitations:
            invitation.conference = conference
        self.lines = [self._line(invitation) for invitation in self.invitations]
        self.suggestions: list[Suggestion] = list(
            Suggestion.objects.filter(invitation__conference=conference)
            .exclude(state=SuggestionState.ADDED)
            .select_related("invitation__person", "invitation__main_person", "invitation__referrer")
        )

    def _line(self, invitation: Invitation) -> Line:
        somebody = invitation.invitee
        contact = None if isinstance(somebody, Referrer) else safe_contact(somebody)
        planned = self.conference.state == ConferenceState.PLANNED
        return Line(
            invitation,
            call=call_to_referrer(somebody) if contact is None else contact.call,
            warnings=() if contact is None else contact.warnings,
            can_nudge=planned and bool(mail_address(invitation)),
        )

    @property
    def counting(self) -> list[Line]:
        return [line for line in self.lines if not line.is_set_aside]

    @property
    def to_do(self) -> list[LineGroup]:
        """Those with whom something is to be done."""
        return [group for group in self.groups if group.slug in TO_DO]

    @property
    def others(self) -> list[LineGroup]:
        return [group for group in self.groups if group.slug not in TO_DO]

    @cached_property
    def groups(self) -> list[LineGroup]:
        """Everybody once, in the first group that fits."""
        left = self.lines
        groups = []
        for slug, label, belongs in (
            ("vertellen", _("Zelf vertellen"), lambda line: line.is_to_tell),
            ("open", _("Nog geen antwoord"), lambda line: line.waits),
            ("antwoord", _("Hebben geantwoord"), lambda line: not line.is_set_aside),
            ("niet-meer", _("Doen niet meer mee"), lambda line: True),
        ):
            groups.append(LineGroup(slug, label, [line for line in left if belongs(line)]))
            left = [line for line in left if not belongs(line)]
        return [group for group in groups if group.lines]

    @property
    def counts(self) -> list[tuple[int, str]]:
        counts = Counter(line.invitation.answer for line in self.counting)
        silence_last = sorted(InvitationAnswer, key=lambda answer: answer == InvitationAnswer.OPEN)
        return [(counts[answer], str(answer.label).lower()) for answer in silence_last]

    @property
    def needs(self) -> list[NeedGroup]:
        """What people need, by kind; of who comes or may still come."""
        coming = [line.invitation for line in self.counting if line.invitation.answer not in STAYS_AWAY_ANSWERS]
        groups = []
        for name in NEEDS:
            field: Any = Invitation._meta.get_field(name)
            entries = [(row, getattr(row, name)) for row in coming if getattr(row, name)]
            if entries and name != "fear":
                label = str(field.verbose_name)
                groups.append(NeedGroup(label[0].upper() + label[1:], entries))
        return groups

    @property
    def fears(self) -> list[tuple[Invitation, str]]:
        """Who is afraid of something, whatever they answered."""
        return [(line.invitation, line.invitation.fear) for line in self.counting if line.invitation.fear]

    @property
    def letters(self) -> list[Line]:
        """Whose letter is still to be printed."""
        return [line for line in self.counting if line.invitation.pending_news and line.invitation.gets_letter]

    @property
    def not_delivered(self) -> list[Line]:
        return [line for line in self.counting if line.invitation.mail_fault]

    @cached_property
    def bans(self) -> list[tuple[str, str]]:
        """Who may not meet, and are invited both."""
        invited = [line.invitation.invitee for line in self.counting]
        people = [somebody for somebody in invited if not isinstance(somebody, Referrer)]
        return [(str(one), str(other)) for one, other in pairs_under_a_ban(people)]

    @property
    def has_letters(self) -> bool:
        return any(line.invitation.gets_letter for line in self.counting)
