"""Who was there, in which part (WESP 2.8.3). Coordinators and external interpreters are not counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import MainPersonKind, Position
from cases.models import CirclePerson, MainPerson, Party
from conferences.codes import NOT_BEGUN_STATES, PART_FIELDS, InterpreterKind, InvitationAnswer, Part
from conferences.models import Attendance, Conference, Invitation, Letter
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..reads.presence import Who
from ..reads.private_time import PrivateTime


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
def mark_presence(conference: Conference, who: Who, *, by: User, part: str, present: bool) -> Attendance | None:
    """Say that somebody was, or was not, in one part. Said twice, also at the same moment, it counts once.

    Gives the row of this person, None when they are now in no part at all. Raises Refusal before the
    meeting began, for a professional in private time, and for the coordinator, who is no participant.
    """
    conference = _lock_begun(conference)
    return _mark(conference, who, PrivateTime(conference.case), by=by, part=part, present=present)


@transaction.atomic
def add_somebody(conference: Conference, who: Who, *, by: User, parts: Iterable[str]) -> None:
    """Somebody who is not in the circle was there, in these parts: all of them or none. Raises Refusal as
    `mark_presence` does."""
    for part in parts:
        mark_presence(conference, who, by=by, part=part, present=True)


@transaction.atomic
def mark_everybody_expected(conference: Conference, *, by: User, part: str) -> int:
    """Mark everybody who answered to come as present in a part; professionals never in private time.

    Gives how many rows changed. Raises Refusal before the meeting began.
    """
    conference = _lock_begun(conference)
    invitations = conference.invitations.filter(answer=InvitationAnswer.COMES)
    private = PrivateTime(conference.case)
    changed = 0
    for invitation in invitations.select_related("person", "main_person", "referrer"):
        who = _who_of(invitation)
        if private.is_coordinator(who):
            continue
        if part == Part.PRIVATE_TIME and private.is_professional(who, _position_of(who)[0]):
            continue
        changed += _mark(conference, who, private, by=by, part=part, present=True) is not None
    return changed


def _who_of(invitation: Invitation) -> Who:
    if invitation.referrer is not None:
        return Who(name=invitation.referrer.name, position=Position.REFERRER)
    return Who(person=invitation.person, main_person=invitation.main_person)


@transaction.atomic
def mark_interpreter(conference: Conference, *, by: User, part: str, present: bool) -> Conference:
    """Say in which parts the interpreter from outside was. Raises Refusal without one.

    In private time only by the wish of the family, recorded with the planning; without it Refusal.
    """
    conference = _lock_begun(conference)
    if conference.interpreter != InterpreterKind.EXTERNAL:
        raise Refusal(_("Bij deze conferentie staat geen tolk van buiten."))
    if part == Part.PRIVATE_TIME and present and not conference.interpreter_wished_by:
        raise Refusal(
            _("Een tolk van buiten is alleen bij de besloten tijd als de familie dat wil. Leg eerst vast wie dat wil.")
        )
    field = f"interpreter_{PART_FIELDS[part]}"
    setattr(conference, field, present)
    conference.save(update_fields=[field])
    return conference


@transaction.atomic
def record_interpreter_wish(conference: Conference, *, by: User, wished_by: str) -> Conference:
    """Write down who of the family wants the interpreter in private time. Raises Refusal without a name,
    and without an interpreter from outside."""
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    if conference.interpreter != InterpreterKind.EXTERNAL:
        raise Refusal(_("Bij deze conferentie staat geen tolk van buiten."))
    if not wished_by.strip():
        raise Refusal(_("Schrijf op wie uit de familie de tolk erbij wil."), at="wished_by")
    conference.interpreter_wished_by = wished_by.strip()
    conference.save(update_fields=["interpreter_wished_by"])
    return conference


@transaction.atomic
def record_absences(conference: Conference, reasons: Mapping[int, str], *, by: User) -> None:
    """Write down why invited people were not there, by id of the invitation (WESP, annex 1).

    Raises Refusal before the meeting began.
    """
    conference = _lock_begun(conference)
    for invitation in conference.invitations.select_for_update().filter(pk__in=reasons):
        reason = reasons[invitation.pk].strip()
        if reason != invitation.absent_reason:
            invitation.absent_reason, invitation.absence_by_office = reason, bool(reason) and by.is_regional_manager
            invitation.save(update_fields=["absent_reason", "absence_by_office"])


@transaction.atomic
def record_letter(
    conference: Conference,
    *,
    by: User,
    kind: str,
    part: str,
    read_by: str,
    person: CirclePerson | None = None,
    main_person: MainPerson | None = None,
) -> Letter:
    """Somebody took part by letter, drawing or film: who read or showed it, in which part.

    What stands in it is nobody's business here. Raises Refusal without a reader.
    """
    conference = _lock_begun(conference)
    if not read_by.strip():
        raise Refusal(_("Schrijf op wie het voorlas of liet zien."), at="read_by")
    letter, _created = Letter.objects.update_or_create(
        conference=conference,
        person=person,
        main_person=main_person,
        kind=kind,
        defaults={"part": part, "read_by": read_by.strip(), "by_office": by.is_regional_manager},
    )
    return letter


@transaction.atomic
def remove_letter(letter: Letter, *, by: User) -> None:
    """It was written down by mistake."""
    letter.delete()


@transaction.atomic
def record_attendance(conference: Conference, presences: list[Presence], *, by: User) -> None:
    """Replace the attendance of a meeting by `presences`; who was in no part is left out.

    Raises Refusal when a professional would be present in private time, or before the meeting began.
    """
    conference = _lock_begun(conference)
    private = PrivateTime(conference.case)
    rows = [_row(conference, presence, private, by=by) for presence in presences if presence.was_there]
    conference.attendances.all().delete()
    Attendance.objects.bulk_create(rows)


@dataclass(frozen=True)
class PartyCount:
    """How many people of a party were there, besides those who are written down by name."""

    party: Party
    persons: int
    minors: int | None = None
    in_private_time: bool = False


@transaction.atomic
def record_party_counts(conference: Conference, counts: Iterable[PartyCount], *, by: User) -> None:
    """Count the people of the parties of an Alle Hens; a count of nobody takes the one before away.

    They count as the social network, professionals as professionals, as every other participant does. Raises Refusal
    before the meeting began, with more minors than people, and for professionals in private time.
    """
    conference = _lock_begun(conference)
    for count in counts:
        if (count.minors or 0) > count.persons:
            raise Refusal(_("Bij %(party)s zijn meer kinderen geteld dan mensen.") % {"party": count.party})
        if count.in_private_time and (count.party.is_professional or conference.without_private_time):
            raise Refusal(_("Bij de besloten tijd zijn alleen de mensen om wie het gaat."))
        if not count.persons:
            conference.attendances.filter(party=count.party).delete()
            continue
        Attendance.objects.update_or_create(
            conference=conference,
            party=count.party,
            defaults={
                "position": count.party.position,
                "persons": count.persons,
                "minors": count.minors,
                "in_information": True,
                "in_private_time": count.in_private_time,
                "in_presentation": True,
                "by_office": by.is_regional_manager,
            },
        )


def _lock_begun(conference: Conference) -> Conference:
    """The locked meeting, so that taps at the same moment come one after the other."""
    locked: Conference = Conference.objects.select_for_update(of=("self",)).select_related("case").get(pk=conference.pk)
    if locked.state in NOT_BEGUN_STATES:
        raise Refusal(_("De conferentie is nog niet begonnen."))
    return locked


def _mark(
    conference: Conference, who: Who, private: PrivateTime, *, by: User, part: str, present: bool
) -> Attendance | None:
    position, minor = _position_of(who)
    if present and part == Part.PRIVATE_TIME and conference.without_private_time:
        raise Refusal(_("Er was geen besloten tijd."))
    if present:
        _check(private, who, position, in_private_time=part == Part.PRIVATE_TIME)
    row: Attendance = conference.attendances.filter(**who.lookup).first() or Attendance(
        conference=conference,
        person=who.person,
        main_person=who.main_person,
        name=who.name,
        position=position,
        minors=None if position == Position.UNKNOWN else int(minor),
        in_information=False,
        in_private_time=False,
        in_presentation=False,
        by_office=by.is_regional_manager,
    )
    setattr(row, PART_FIELDS[part], present)
    if not (row.in_information or row.in_private_time or row.in_presentation):
        if row.pk:
            row.delete()
        return None
    row.save()
    return row


def _check(private: PrivateTime, who: "Who | Presence", position: str, *, in_private_time: bool) -> None:
    name = who.name or str(who.person or who.main_person)
    if private.is_coordinator(who):
        raise Refusal(
            _(
                "%(name)s lijkt de coördinator. De coördinator is geen deelnemer, en is niet bij de besloten tijd. "
                "Is dit iemand anders? Schrijf dan de naam voluit, en kijk in de kring naar telefoon en e-mail."
            )
            % {"name": name}
        )
    if in_private_time and private.is_professional(who, position):
        raise Refusal(
            _("Bij de besloten tijd zijn alleen familie en netwerk. %(name)s komt als professional.") % {"name": name}
        )


def _row(conference: Conference, presence: Presence, private: PrivateTime, *, by: User) -> Attendance:
    position, minor = _position_of(presence)
    _check(private, presence, position, in_private_time=presence.in_private_time)
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
        by_office=by.is_regional_manager,
    )


def _position_of(presence: "Who | Presence") -> tuple[str, bool]:
    if presence.main_person is not None:
        minor = presence.main_person.kind == MainPersonKind.MINOR
        return (Position.MINOR_MAIN_PERSON if minor else Position.ADULT_MAIN_PERSON), minor
    if presence.person is not None:
        return presence.person.position, presence.person.is_minor
    return presence.position or Position.UNKNOWN, False
