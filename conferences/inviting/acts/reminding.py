"""Reminders of an invitation: one due row that walks from moment to moment, and moves with the day."""

import datetime as dt

from django.utils import timezone

from cases import norms
from conferences.codes import NOT_SURE_ANSWERS, ConferenceState, DuePurpose, InvitationAnswer
from conferences.models import Conference, Invitation
from ekc.dates import at_local
from ekc.links import kind_of, refused_to
from ekc.outbox.acts import cancel_due, plan_due

from ..reads.links import LINK_FIELDS, ensure_link
from ..reads.mail_address import mail_address
from .mails import mail_reminder

REMIND_AT = dt.time(10, 0)
REST = dt.timedelta(days=1)
"""Nobody is reminded within a day of the invitation."""


def moments(conference: Conference) -> list[tuple[int, dt.datetime]]:
    """Days before, and when; in order of time. Empty while there is no day ahead.

    Who did not answer is asked twice, who comes is reminded once.
    """
    if conference.state != ConferenceState.PLANNED or conference.planned_start is None:
        return []
    day = timezone.localdate(conference.planned_start)
    before = {norms.ANSWER_REMINDER_DAYS, norms.SECOND_ANSWER_REMINDER_DAYS, norms.DAY_REMINDER_DAYS}
    return [(days, at_local(day - dt.timedelta(days=days), REMIND_AT)) for days in sorted(before, reverse=True)]


def plan_reminders(invitation: Invitation) -> None:
    """Plan, or move, the next reminder of somebody who gets mail; without a day, or mail, it lapses.

    After the last one the row waits until the meeting is over, so that a day that moves can still take it along.
    """
    if not invitation.gets_mail or not invitation.still_counts or not moments(invitation.conference):
        cancel_reminders(invitation)
        return
    rest = invitation.sent_at + REST if invitation.sent_at else timezone.now()
    _plan_after(invitation, max(timezone.now(), rest))


def _plan_after(invitation: Invitation, moment: dt.datetime) -> None:
    conference = invitation.conference
    if conference.planned_start is None:
        return
    after = [at for _days, at in moments(conference) if at > moment]
    plan_due(
        DuePurpose.INVITATION_REMINDER,
        invitation,
        after[0] if after else conference.planned_start + dt.timedelta(days=1),
        case_number=conference.case.number,
        region_id=conference.case.region_id,
    )


def cancel_reminders(invitation: Invitation) -> None:
    cancel_due(DuePurpose.INVITATION_REMINDER, invitation)


def remind(invitation_id: int) -> None:
    """Mail the reminder of this moment, where there is one, and plan the next.

    Who did not answer or is undecided is asked again; on the day before, who comes hears that it is tomorrow.
    Does nothing for who was set aside, and when the meeting is over or put off. Safe to repeat: a mail has one key
    per day of the meeting and moment.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("conference__case", "person", "main_person", "referrer")
        .filter(pk=invitation_id)
        .first()
    )
    if invitation is None or not invitation.gets_mail or invitation.withdrawn_at is not None:
        return
    if refused_to(invitation):
        return
    now = timezone.now()
    passed = [days for days, at in moments(invitation.conference) if at <= now]
    start = invitation.conference.planned_start
    if not passed or start is None or start <= now:
        return
    address = mail_address(invitation)
    waits = invitation.answer in NOT_SURE_ANSWERS
    # A side may change its mind after all: until it agrees again, the row walks on without a mail.
    held = kind_of(invitation).held(invitation)
    if (
        address
        and not held
        and (waits or (passed[-1] == norms.DAY_REMINDER_DAYS and invitation.answer == InvitationAnswer.COMES))
    ):
        ensure_link(invitation, to=address)
        mail_reminder(invitation, passed[-1], to=address, asks=waits)
        invitation.reminded_at = now
        invitation.save(update_fields=["reminded_at", *LINK_FIELDS])
    _plan_after(invitation, now)
