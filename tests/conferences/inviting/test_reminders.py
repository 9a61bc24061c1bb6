"""Reminders of an invitation."""

import datetime as dt

import pytest
import time_machine

from conferences.codes import InvitationAnswer, InvitationChannel
from conferences.inviting.acts.inviting import (
    nudge,
    record_answer,
)
from ekc.outbox.acts import run_due_rows
from ekc.outbox.models import DueRow
from ekc.refusal import Refusal
from tests.conferences.invited import Preparation, days_before, mails_to, reminder

pytestmark = pytest.mark.django_db


# --- reminders -----------------------------------------------------------------------------------------------------
def test_who_does_not_answer_is_asked_a_week_and_three_days_before(family: Preparation) -> None:
    invitation = family.invite()
    assert reminder(invitation).due_at == days_before(family, 7)

    with time_machine.travel(days_before(family, 7, dt.time(10, 1)), tick=False):
        run_due_rows()
    assert reminder(invitation).due_at == days_before(family, 3)
    with time_machine.travel(days_before(family, 3, dt.time(10, 1)), tick=False):
        run_due_rows()

    assert [mail.subject for mail in mails_to()[1:]] == ["Kom je?", "Kom je?"]


def test_who_comes_is_reminded_only_on_the_day_before(family: Preparation) -> None:
    invitation = family.invite()
    record_answer(invitation, by=None, answer=InvitationAnswer.COMES)

    for days in (7, 3, 1):
        with time_machine.travel(days_before(family, days, dt.time(10, 1)), tick=False):
            run_due_rows()

    assert [mail.subject for mail in mails_to()[1:]] == ["Tot morgen"]


def test_who_does_not_come_is_left_alone(family: Preparation) -> None:
    invitation = family.invite()
    record_answer(invitation, by=None, answer=InvitationAnswer.DOES_NOT_COME)

    for days in (7, 3, 1):
        with time_machine.travel(days_before(family, days, dt.time(10, 1)), tick=False):
            run_due_rows()

    assert len(mails_to()) == 1


def test_reminders_move_with_the_day_also_after_the_last_one(family: Preparation) -> None:
    invitation = family.invite()
    for days in (7, 3, 1):
        with time_machine.travel(days_before(family, days, dt.time(10, 1)), tick=False):
            run_due_rows()
    with time_machine.travel(days_before(family, 1, dt.time(12)), tick=False):
        family.move_to(30)

    assert reminder(invitation).state == "wacht"
    assert reminder(invitation).due_at == days_before(family, 7)


def test_a_reminder_that_runs_twice_is_one_mail(family: Preparation) -> None:
    from conferences.inviting.acts.reminding import remind

    invitation = family.invite()
    with time_machine.travel(days_before(family, 7, dt.time(10, 1)), tick=False):
        remind(invitation.pk)
        remind(invitation.pk)

    assert len(mails_to()) == 2


def test_who_gets_no_mail_has_no_reminder(family: Preparation) -> None:
    invitation = family.invite(channel=InvitationChannel.LETTER)

    assert not DueRow.objects.filter(purpose="invitation_reminder", object_id=invitation.pk).exists()


def test_the_coordinator_reminds_with_one_press_once_a_day(family: Preparation) -> None:
    invitation = family.invite()

    nudge(invitation, by=family.coordinator)
    with pytest.raises(Refusal, match="vandaag al een herinnering"):
        nudge(invitation, by=family.coordinator)

    assert [mail.subject for mail in mails_to()] == ["Een uitnodiging voor je", "Kom je?"]


def test_who_answered_is_not_reminded_again(family: Preparation) -> None:
    invitation = family.invite()
    record_answer(invitation, by=family.coordinator, answer=InvitationAnswer.COMES)

    with pytest.raises(Refusal, match="heeft al geantwoord"):
        nudge(invitation, by=family.coordinator)
