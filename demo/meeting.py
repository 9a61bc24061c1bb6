"""The meeting in three parts, and who was there."""

import datetime as dt

from django.utils import timezone

from cases.casepage.acts.checklist import go_on_although, tick_point
from cases.casepage.checklist import checklist_of, open_points
from cases.codes import PROFESSIONAL_POSITIONS, Position
from conferences.codes import NOT_SURE_ANSWERS, BrokenOffReason, InvitationAnswer, LetterKind, Part
from conferences.day.acts import other_ends
from conferences.day.acts.day import (
    adjourn_conference,
    record_conference,
    start_information,
    start_presentation,
    start_private_time,
)
from conferences.day.acts.presence import (
    Presence,
    mark_everybody_expected,
    mark_interpreter,
    record_absences,
    record_attendance,
    record_letter,
)
from conferences.models import Conference
from surveys.acts.handing_out import hand_out, invite_respondent
from surveys.codes import Form

from . import texts
from .tale import Tale

EVENING = 21
CAN_READ = 6
# The first reminder comes after two weeks; older links would all be reminded of at once.
LINKS_FOR_DAYS = 12


def hold(tale: Tale, conference: Conference, *, with_plan: bool = True) -> None:
    """The whole day, written down the same evening; local times of the three parts."""
    start = timezone.localtime(conference.planned_start)
    day = start.date()
    parts = (tale.random.randrange(50, 95), tale.random.randrange(80, 175), tale.random.randrange(35, 70))
    clocks = [start + dt.timedelta(minutes=tale.random.randrange(0, 15))]
    for minutes in parts:
        clocks.append(clocks[-1] + dt.timedelta(minutes=minutes))
    started, private_from, private_until, ended = (moment.time().replace(second=0, microsecond=0) for moment in clocks)
    with tale.on((day - tale.past.today).days, EVENING):
        record_conference(
            conference,
            by=tale.coordinator,
            day=day,
            started=started,
            private_from=private_from,
            private_until=private_until,
            ended=ended,
            with_plan=with_plan,
            no_plan_reason="" if with_plan else texts.NO_PLAN,
        )
        _write_down_who_was_there(tale, conference)
        _hand_out_questionnaires(tale, conference)


def adjourn(tale: Tale, conference: Conference) -> None:
    """The day by the clock, until the family says: we go on another day."""
    start = timezone.localtime(conference.planned_start)
    offset = (start.date() - tale.past.today).days
    _get_ready(tale, offset)
    with tale.on(offset, EVENING):
        start_information(conference, by=tale.coordinator, at=start + dt.timedelta(minutes=5))
        start_private_time(conference, by=tale.coordinator, at=start + dt.timedelta(minutes=80))
        start_presentation(conference, by=tale.coordinator, at=start + dt.timedelta(minutes=215))
        adjourn_conference(
            conference, by=tale.coordinator, reason=texts.SECOND_MEETING, at=start + dt.timedelta(minutes=245)
        )
        _write_down_who_was_there(tale, conference)


def break_off(tale: Tale, conference: Conference) -> None:
    """The day by the clock, until it could not go on: in part 1."""
    start = timezone.localtime(conference.planned_start)
    offset = (start.date() - tale.past.today).days
    _get_ready(tale, offset)
    with tale.on(offset, EVENING):
        start_information(conference, by=tale.coordinator, at=start + dt.timedelta(minutes=5))
        mark_everybody_expected(conference, by=tale.coordinator, part=Part.INFORMATION)
        stopped_at = start + dt.timedelta(minutes=50)
        other_ends.break_off(
            conference,
            by=tale.coordinator,
            code=BrokenOffReason.WALKED_OUT,
            reason=texts.BROKEN_OFF,
            another=False,
            at=stopped_at,
        )


def begin_today(tale: Tale, conference: Conference) -> None:
    """The meeting is going on: the family has been by itself for a while."""
    _get_ready(tale, 0)
    with tale.on(0, EVENING):
        start_information(conference, by=tale.coordinator, at=conference.planned_start)
        mark_everybody_expected(conference, by=tale.coordinator, part=Part.INFORMATION)
        start_private_time(conference, by=tale.coordinator, at=tale.past.began - dt.timedelta(minutes=25))


def _get_ready(tale: Tale, day: int) -> None:
    """The list of "klaar voor de dag", two evenings before; what is missing has its reason."""
    with tale.on(day - 2, EVENING):
        for row in checklist_of(tale.case):
            if row.point.is_ticked and not row.point.missing:
                tick_point(tale.case, by=tale.coordinator, code=row.point.code)
        if open_points(tale.case):
            go_on_although(tale.case, by=tale.coordinator, reason=texts.NOT_ALL_READY)


def _write_down_who_was_there(tale: Tale, conference: Conference) -> None:
    """Who came, whose letter was read, and why the others were not there."""
    record_attendance(conference, _present(tale, conference), by=tale.coordinator)
    if conference.external_interpreter:
        for part in Part.values:
            mark_interpreter(conference, by=tale.coordinator, part=part, present=True)
    readers = [row for row in conference.attendances.all() if row.person_id and not row.minors]
    for invitation in conference.invitations.filter(answer=InvitationAnswer.SENDS_LETTER).select_related("person"):
        record_letter(
            conference,
            by=tale.coordinator,
            kind=LetterKind.LETTER,
            part=Part.INFORMATION,
            read_by=str(readers[0]),
            person=invitation.person,
        )
    silent = conference.invitations.filter(answer__in=NOT_SURE_ANSWERS)
    record_absences(
        conference, {each.pk: tale.pick(texts.NOT_THERE) for each in silent.order_by("pk")}, by=tale.coordinator
    )


def _hand_out_questionnaires(tale: Tale, conference: Conference) -> None:
    """On paper to everybody who was there; after a recent meeting to some by a link in a mail."""
    _mail_questionnaires(tale, conference)
    present = conference.attendances.exclude(position__in=sorted(PROFESSIONAL_POSITIONS))
    adults = present.filter(minors=0).count()
    children = [person for person in tale.mains if person.is_minor and (person.age_at_referral or 0) >= CAN_READ]
    for form, number in ((Form.ADULT, adults), (Form.CHILD, len(children))):
        mailed = tale.case.survey_invitations.filter(form=form).count()
        hand_out(tale.case, by=tale.coordinator, form=form, number=max(number, mailed))
    if tale.professional is not None:
        hand_out(tale.case, by=tale.coordinator, form=Form.PROFESSIONAL, number=1)


def _mail_questionnaires(tale: Tale, conference: Conference) -> None:
    if conference.held_on is None or conference.held_on < tale.past.day(-LINKS_FOR_DAYS):
        return
    for person in [person for person in tale.circle if person.is_parent_or_carer and person.email]:
        invite_respondent(tale.case, by=tale.coordinator, form=Form.ADULT, email=person.email)
    if tale.professional is not None:
        invite_respondent(tale.case, by=tale.coordinator, form=Form.PROFESSIONAL, email=tale.professional.email)


def _present(tale: Tale, conference: Conference) -> list[Presence]:
    """Who said to come, came. Professionals and the referrer are there before and after the private time only."""
    rows = []
    invitations = conference.invitations.select_related("person", "main_person").order_by("pk")
    for invitation in invitations.filter(answer=InvitationAnswer.COMES):
        person = invitation.person
        is_family = person is None or person.position not in PROFESSIONAL_POSITIONS
        rows.append(
            Presence(
                in_information=True,
                in_private_time=is_family,
                in_presentation=True,
                person=person,
                main_person=invitation.main_person,
            )
        )
    if tale.professional is not None:
        rows.append(
            Presence(
                in_information=True,
                in_private_time=False,
                in_presentation=True,
                name=tale.professional.full_name,
                position=Position.REFERRER,
            )
        )
    return rows
