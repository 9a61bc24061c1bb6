"""A database that came back from a copy: what waited in it waits for a person (docs/adr/0053)."""

import datetime as dt

import pytest
from django.utils import timezone

from ekc.accounts.codes import Role
from ekc.outbox.acts.repair import retry_message
from ekc.outbox.acts.restored import hold_after_restore, identity, may_leave
from ekc.outbox.codes import COMING_MESSAGE_STATES, DueState, MessageState
from ekc.outbox.models import DatabasePlace, DueRow, Message
from ekc.outbox.tasks import run_due_rows, send_messages
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def mail(state: MessageState, number: int = 1) -> Message:
    now = timezone.now()
    sent = now if state == MessageState.SENT else None
    text = {"to": "a@b.example", "subject": "s", "body": "b"}
    return Message.objects.create(key=f"{state}{number}", **text, state=state, sent_at=sent, next_try_at=now)


def term(days: int) -> DueRow:
    due_at = timezone.now() + dt.timedelta(days=days)
    return DueRow.objects.create(purpose="x", object_type="x.x", object_id=days + 100, due_at=due_at)


def brought_back() -> None:
    """As a copy of another server, or of another time, would say it."""
    hold_after_restore()
    DatabasePlace.objects.update(identity="1:00000001:5:16384")


def test_the_same_database_is_known_as_the_same_however_often_it_is_asked():
    mail(MessageState.WAITING)

    assert [hold_after_restore() for _each in range(3)] == [0, 0, 0]
    assert DatabasePlace.objects.get().identity == identity()
    assert may_leave() == 1


@pytest.mark.parametrize("state", MessageState.values)
def test_mail_that_was_to_leave_waits_for_a_person(state):
    message = mail(MessageState(state))
    brought_back()

    hold_after_restore()

    message.refresh_from_db()
    comes = state in COMING_MESSAGE_STATES
    assert message.state == (MessageState.FAILED if comes else state)
    assert ("reservekopie" in message.last_error) == comes
    assert may_leave() == 0


def test_what_was_due_waits_for_a_person_and_what_is_due_later_goes_on():
    past, coming = term(-2), term(2)
    brought_back()

    assert hold_after_restore() == 1
    assert DueRow.objects.get(pk=past.pk).state == DueState.FAILED
    assert DueRow.objects.get(pk=coming.pk).state == DueState.WAITING


@pytest.mark.parametrize("task", [send_messages, run_due_rows])
def test_every_task_of_a_worker_asks_first(task, mailoutbox):
    message = mail(MessageState.WAITING)
    brought_back()

    task()

    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    assert mailoutbox == []


def test_what_was_held_back_is_sent_by_who_says_so(mailoutbox):
    message = mail(MessageState.WAITING)
    brought_back()
    hold_after_restore()

    retry_message(message, by=make_user(Role.NATIONAL))
    send_messages()

    assert [each.to for each in mailoutbox] == [["a@b.example"]]
