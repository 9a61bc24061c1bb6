"""Who was there, in which part (WESP 2.8.3). Coordinators and external interpreters are not counted."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import PROFESSIONAL_POSITIONS, MainPersonKind, Position
from cases.models import CirclePerson, MainPerson
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..codes import ConferenceState
from ..models import Attendance, Conference


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
