"""Between "the server has it" and "marked as sent" a worker can die: nothing is lost, next to nothing goes twice."""

import datetime as dt
from collections.abc import Iterator
from smtplib import SMTPDataError
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import caches
from django.core.mail.backends import locmem
from django.utils import timezone

from ekc import claims
from ekc.accounts.codes import Role
from ekc.outbox.acts import handed_over, retry_message, send_messages
from ekc.outbox.acts import messages as messages_domain
from ekc.outbox.codes import MessageState
from ekc.outbox.models import Message
from tests.factories import make_user

from .test_messages import queue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_stays_here(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def notes() -> Iterator[None]:
    caches["engine"].clear()
    yield
    caches["engine"].clear()


def dies_before_the_mark(monkeypatch) -> None:
    """The worker has handed its mails over, and is gone before it writes that down in the database."""

    class Killed(BaseException):
        pass

    def killed(_messages: list[Message]) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(messages_domain, "_mark", killed)
        with pytest.raises(Killed):
            send_messages()


def after_the_lease() -> Any:
    return time_machine.travel(timezone.now() + claims.lease() + dt.timedelta(minutes=1), tick=False)


def test_what_was_handed_over_before_its_worker_died_is_marked_and_not_sent_again(monkeypatch, notes):
    for number in range(3):
        queue(f"bericht {number}")
    dies_before_the_mark(monkeypatch)
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.CLAIMED}
    assert len(mail.outbox) == 3

    with after_the_lease():
        assert send_messages() == 3

    assert len(mail.outbox) == 3
    assert set(Message.objects.values_list("state", "attempts")) == {(MessageState.SENT, 2)}


def test_without_the_notes_what_was_handed_over_goes_again_under_its_own_name(monkeypatch, notes):
    queue()
    dies_before_the_mark(monkeypatch)
    caches["engine"].clear()

    with after_the_lease():
        assert send_messages() == 1

    assert len({each.extra_headers["Message-ID"] for each in mail.outbox}) == 1
    assert len(mail.outbox) == 2


def test_without_the_cache_each_mail_is_marked_at_once(monkeypatch, notes):
    for number in range(3):
        queue(f"bericht {number}")
    marked: list[int] = []
    mark = messages_domain._mark
    monkeypatch.setattr(messages_domain, "_mark", lambda sent: (marked.append(len(sent)), mark(sent)))

    def away(*_args: object, **_options: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(caches["engine"], "set", away)
    monkeypatch.setattr(handed_over, "_away_until", 0.0)

    assert send_messages() == 3

    assert [number for number in marked if number] == [1, 1, 1]


def test_with_valkey_gone_for_an_hour_what_was_handed_over_waits_and_what_is_new_goes(monkeypatch, notes):
    queue("van toen")
    dies_before_the_mark(monkeypatch)
    began = timezone.now()

    def away(*_args: object, **_options: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(caches["engine"], "get", away)
        patch.setattr(caches["engine"], "set", away)
        for minutes in (20, 40, 60):
            queue(f"nieuw {minutes}")
            with time_machine.travel(began + dt.timedelta(minutes=minutes), tick=False):
                assert send_messages() == 1
    old = Message.objects.get(key="van toen")
    assert (old.state, old.attempts) == (MessageState.CLAIMED, 1)

    with time_machine.travel(began + dt.timedelta(minutes=61), tick=False):
        assert send_messages() == 1

    assert len(mail.outbox) == 4
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}


def test_with_valkey_gone_for_good_what_may_have_been_handed_over_is_not_lost(monkeypatch, notes):
    queue()
    dies_before_the_mark(monkeypatch)
    monkeypatch.setattr(caches["engine"], "get", lambda *_args, **_options: 1 / 0)

    with time_machine.travel(timezone.now() + handed_over.PATIENCE + dt.timedelta(minutes=1), tick=False):
        assert send_messages() == 1

    assert Message.objects.get().state == MessageState.SENT


def test_a_mail_that_somebody_sends_anew_is_not_taken_for_the_one_before(monkeypatch, notes):
    queue()
    dies_before_the_mark(monkeypatch)
    Message.objects.update(state=MessageState.FAILED, claimed_at=None)
    retry_message(Message.objects.get(), by=make_user(Role.NATIONAL))

    assert send_messages() == 1

    assert len(mail.outbox) == 2


def test_many_mails_go_over_one_connection_and_a_fault_gets_a_fresh_one(monkeypatch, server):
    opened: list[int] = []
    monkeypatch.setattr(locmem.EmailBackend, "open", lambda _self: opened.append(1))
    for number in range(5):
        queue(f"bericht {number}")
    server.append(SMTPDataError(451, b"later"))

    assert send_messages() == 4

    assert len(opened) == 2


def test_a_run_that_takes_too_long_gives_back_what_it_did_not_try(monkeypatch):
    for number in range(4):
        queue(f"bericht {number}")
    monkeypatch.setattr(messages_domain, "RUN_FOR", dt.timedelta(0))

    assert send_messages() == 0

    assert set(Message.objects.values_list("state", "attempts", "claimed_at")) == {(MessageState.WAITING, 0, None)}
