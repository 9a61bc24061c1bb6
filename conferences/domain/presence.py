"""Who was there, in which part (WESP 2.8.3). Coordinators and external interpreters are not counted."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import PROFESSIONAL_POSITIONS, MainPersonKind, Position
from cases.domain.safety import check_invited_together
from cases.models import CirclePerson, MainPerson
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..codes import ConferenceState, InvitationAnswer, InvitationChannel
from ..models import Attendance, Conference, Invitation


@dataclass(frozen=True)
class Presence:
    """One person at the meeting: from the circle, a main person, or somebody by name and position."""

    in_information: bool
    in_private_time: bool
    in_presentation: bool
    person: CirclePerson | None = None
    main_person: MainPerson | None = None
    name: str = ""
    position: str = ""

    @property
    def was_there(self) -> bool:
        return self.in_information or self.in_private_time or self.in_presentation


@transaction.atomic
def record_attendance(conference: Conference, presences: list[Presence], *, by: User) -> None:
    """Replace the attendance of a meeting by `presences`; who was in no part is left out.

    Raises Refusal when a professional would be present in private time, or before the meeting began.
    """
    Conference.objects.select_for_update().get(pk=conference.pk)
    if conference.state in (ConferenceState.PLANNED, ConferenceState.POSTPONED):
        raise Refusal(_("De conferentie is nog niet begonnen."))
    rows = [_row(conference, presence) for presence in presences if presence.was_there]
    conference.attendances.all().delete()
    Attendance.objects.bulk_create(rows)


def _row(conference: Conference, presence: Presence) -> Attendance:
    position, minor = _position_of(presence)
    if presence.in_private_time and position in PROFESSIONAL_POSITIONS:
        raise Refusal(
            _("Bij de besloten tijd zijn alleen familie en netwerk. Haal het vinkje weg bij: %(name)s.")
            % {"name": presence.name or str(presence.person)}
        )
    return Attendance(
        conference=conference,
        person=presence.person,
        main_person=presence.main_person,
        name=presence.name,
        position=position,
        minors=None if position == Position.UNKNOWN else int(minor),
        in_information=presence.in_information,
        in_private_time=presence.in_private_time,
        in_presentation=presence.in_presentation,
    )


def _position_of(presence: Presence) -> tuple[str, bool]:
    if presence.main_person is not None:
        minor = presence.main_person.kind == MainPersonKind.MINOR
        return (Position.MINOR_MAIN_PERSON if minor else Position.ADULT_MAIN_PERSON), minor
    if presence.person is not None:
        return presence.person.position, presence.person.is_minor
    return presence.position or Position.UNKNOWN, False


@transaction.atomic
def invite(
    conference: Conference,
    *,
    by: User,
    person: CirclePerson | None = None,
    main_person: MainPerson | None = None,
    channel: str = InvitationChannel.VISIT,
) -> Invitation:
    """Write down that somebody is asked to come. Raises Refusal for who was set aside, and
    where a contact ban without a decision stands between two who are invited."""
    if person is not None and not person.takes_part:
        raise Refusal(_("%(name)s doet niet mee. Neem die persoon eerst weer op in de kring.") % {"name": person.name})
    check_invited_together(
        conference.case,
        person=person,
        main_person=main_person,
        with_people=conference.invitations.filter(person__isnull=False).values_list("person_id", flat=True),
        with_main_people=conference.invitations.filter(main_person__isnull=False).values_list(
            "main_person_id", flat=True
        ),
    )
    invitation, _created = Invitation.objects.update_or_create(
        conference=conference,
        person=person,
        main_person=main_person,
        defaults={"channel": channel, "sent_at": timezone.now()},
    )
    return invitation


def record_answer(
    invitation: Invitation, *, by: User, answer: str, needs: str = "", absent_reason: str = ""
) -> Invitation:
    """Write down the answer; it may change until the day. Raises Refusal on an unknown answer."""
    if answer not in InvitationAnswer.values:
        raise Refusal(_("Kies een antwoord uit de lijst."))
    invitation.answer = answer
    invitation.answered_at = timezone.now()
    invitation.needs = needs
    invitation.absent_reason = absent_reason
    invitation.save(update_fields=["answer", "answered_at", "needs", "absent_reason"])
    return invitation
