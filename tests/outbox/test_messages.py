"""Mail leaves after the act, once, and what cannot be sent is seen (R102, R105)."""

import datetime as dt
import logging
import smtplib
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ekc.claims import claim_next
from ekc.outbox.acts import message_id, queue_message, send_messages
from ekc.outbox.acts import messages as messages_domain
from ekc.outbox.codes import MessageState
from ekc.outbox.models import Message
from ekc.outbox.retries import BACKOFF, MOST_ATTEMPTS

ADDRESS = "ada@voorbeeld.example"


@pytest.fixture(autouse=True)
def _mail_stays_here(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def queue(key: str = "een", to: str = ADDRESS) -> None:
    queue_message(key=key, to=to, subject="Er wacht iets", body="Log in.", case_number="EK-1")


def only() -> Message:
    return Message.objects.get()


def test_mail_is_sent_once(db):
    queue()
    assert (send_messages(), send_messages()) == (1, 0)
    assert (only().state, only().attempts) == (MessageState.SENT, 1)
    assert [(letter.to, letter.subject, letter.body) for letter in mail.outbox] == [
        ([ADDRESS], "Er wacht iets", "Log in.")
    ]


def test_second_call_with_the_same_key_does_nothing(db):
    queue(to=ADDRESS)
    queue(to="bo@voorbeeld.example")
    assert only().to == ADDRESS


def test_key_stays_used_after_sending(db):
    queue()
    send_messages()
    queue()
    assert send_messages() == 0
    assert len(mail.outbox) == 1


def test_two_requests_at_once_with_one_key_make_one_mail(committed):
    def ask() -> None:
        try:
            queue()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        for asked in [people.submit(ask) for _ in range(4)]:
            asked.result()
    assert only().to == ADDRESS


def test_rolled_back_act_leaves_no_mail(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as after_commit, pytest.raises(RuntimeError), transaction.atomic():
        queue()
        raise RuntimeError
    assert not Message.objects.exists()
    assert after_commit == []


def test_every_mail_bears_a_message_id_of_its_key_that_shows_nothing_of_it(db, settings):
    settings.DEFAULT_FROM_EMAIL = "Eigen Kracht <noreply@eigenkracht.example>"
    queue("EK-2026-0042-uitnodiging")
    send_messages()
    header = mail.outbox[0].message()["Message-ID"]
    assert header == message_id("EK-2026-0042-uitnodiging") != message_id("EK-2026-0043-uitnodiging")
    assert "0042" not in header
    assert header.endswith("@eigenkracht.example>")
    assert mail.outbox[0].message()["Auto-Submitted"] == "auto-generated"


def test_line_break_in_a_subject_becomes_a_space(db):
    queue_message(key="een", to=ADDRESS, subject="Er wacht\niets", body="Log in.")
    send_messages()
    assert mail.outbox[0].subject == "Er wacht iets"


def test_cancelled_mail_never_leaves(db):
    queue()
    Message.objects.update(state=MessageState.CANCELLED)
    assert send_messages() == 0
    assert mail.outbox == []


def send_claimed(message: Message) -> int:
    with messages_domain._Server() as server:
        return messages_domain._send_some([message], server)


def test_mail_that_is_cancelled_after_the_claim_does_not_leave(db):
    queue()
    claimed = claim_next(Message.objects.all())
    Message.objects.update(state=MessageState.CANCELLED)
    assert send_claimed(claimed) == 0
    assert mail.outbox == []


def test_mail_that_was_taken_over_after_the_claim_is_left_to_the_other(db):
    queue()
    lost = claim_next(Message.objects.all())
    Message.objects.update(claimed_at=timezone.now() + dt.timedelta(hours=1))
    assert send_claimed(lost) == 0
    assert mail.outbox == []


def test_mail_that_is_being_sent_is_not_taken_by_another_though_the_lease_ran_out(committed, monkeypatch, settings):
    """The row's lock holds as long as its worker lives."""
    settings.EKC_CLAIM_LEASE = -1
    taken: list[int] = []
    accept = mail.EmailMessage.send

    def send_slowly(message: mail.EmailMessage, fail_silently: bool = False) -> int:
        with ThreadPoolExecutor(1) as other:
            taken.append(other.submit(send_elsewhere).result())
        return accept(message, fail_silently)

    def send_elsewhere() -> int:
        try:
            return send_messages()
        finally:
            connection.close()

    queue()
    monkeypatch.setattr(mail.EmailMessage, "send", send_slowly)
    assert send_messages() == 1
    assert taken == [0]
    assert len(mail.outbox) == 1


def test_claim_of_a_lost_worker_comes_back_after_the_lease(db, settings):
    queue()
    claimed_at = timezone.now()
    Message.objects.update(state=MessageState.CLAIMED, claimed_at=claimed_at, attempts=1)
    assert send_messages() == 0
    with time_machine.travel(claimed_at + dt.timedelta(seconds=settings.EKC_CLAIM_LEASE + 1), tick=False):
        assert send_messages() == 1
    assert only().attempts == 2


def test_mail_that_kills_its_worker_each_time_ends_on_the_failure_list(db):
    queue()
    long_ago = timezone.now() - dt.timedelta(days=1)
    Message.objects.update(state=MessageState.CLAIMED, claimed_at=long_ago, attempts=MOST_ATTEMPTS)
    send_messages()
    assert (only().state, mail.outbox) == (MessageState.FAILED, [])


def test_sent_mail_without_a_moment_is_refused_by_the_database(db):
    queue()
    with pytest.raises(IntegrityError, match="message_sent_has_moment"), transaction.atomic():
        Message.objects.update(state=MessageState.SENT)


# --- what the mail server says ------------------------------------------------------------------------

LATER = [
    smtplib.SMTPRecipientsRefused({ADDRESS: (451, b"try later ada@voorbeeld.example")}),
    smtplib.SMTPDataError(451, b"busy ada@voorbeeld.example"),
    smtplib.SMTPSenderRefused(550, b"no", "noreply@eigenkracht.example"),
    smtplib.SMTPServerDisconnected("gone"),
    smtplib.SMTPAuthenticationError(535, b"who are you"),
    ConnectionRefusedError(),
    TimeoutError(),
    RuntimeError("ada@voorbeeld.example"),
]
NEVER = [
    smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such user ada@voorbeeld.example")}),
    smtplib.SMTPDataError(554, b"rejected ada@voorbeeld.example"),
    smtplib.SMTPNotSupportedError("SMTPUTF8"),
    ValueError("Invalid address ada@voorbeeld.example"),
]


def _name(error: Exception) -> str:
    return f"{type(error).__name__}-{getattr(error, 'smtp_code', '')}"


@pytest.mark.parametrize("error", LATER, ids=_name)
def test_fault_that_passes_is_tried_again(db, server, error):
    server.append(error)
    queue()
    send_messages()
    waiting = only()
    assert (waiting.state, waiting.attempts) == (MessageState.WAITING, 1)
    assert dt.timedelta(seconds=50) < waiting.next_try_at - timezone.now() <= dt.timedelta(minutes=1)
    with time_machine.travel(waiting.next_try_at, tick=False):
        assert send_messages() == 1
    assert (only().state, only().last_error) == (MessageState.SENT, "")


@pytest.mark.parametrize("error", NEVER, ids=_name)
def test_refusal_for_ever_fails_at_once(db, server, error):
    server.append(error)
    queue()
    send_messages()
    assert (only().state, only().attempts) == (MessageState.FAILED, 1)


@pytest.mark.parametrize("error", LATER + NEVER, ids=_name)
def test_reason_is_a_dutch_sentence_without_an_address_and_so_is_the_log(db, server, error, caplog):
    server.append(error)
    queue()
    with caplog.at_level(logging.DEBUG):
        send_messages()
    reason = only().last_error
    assert reason.endswith(".")
    assert reason.startswith(("De mailserver", "Dit e-mailadres", "Er ging iets mis"))
    assert "@" not in reason + "".join(record.getMessage() for record in caplog.records if record.name[:3] == "ekc")


def test_mail_without_address_fails_where_a_person_sees_it(db):
    queue(to="")
    send_messages()
    assert (only().state, only().last_error) == (MessageState.FAILED, "Er is geen e-mailadres bekend.")


def test_mail_fails_after_the_last_attempt(db, server):
    server.extend(smtplib.SMTPDataError(451, b"busy") for _ in range(MOST_ATTEMPTS))
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        queue()
    for minutes in (0, *BACKOFF):
        now += dt.timedelta(minutes=minutes)
        assert only().state == MessageState.WAITING
        with time_machine.travel(now, tick=False):
            send_messages()
    assert (only().state, only().attempts, server) == (MessageState.FAILED, MOST_ATTEMPTS, [])


def test_one_refused_mail_does_not_stop_the_others(db, server):
    server.append(smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no")}))
    queue("een")
    queue("twee")
    assert send_messages() == 1


def test_server_that_is_away_is_asked_once_and_the_other_mails_wait_untouched(db, server):
    server.extend([ConnectionRefusedError(), ConnectionRefusedError()])
    queue("een")
    queue("twee")
    send_messages()
    assert len(server) == 1
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 1]


# --- after the commit ---------------------------------------------------------------------------------


def test_act_never_breaks_on_a_broker_that_is_away_and_knocks_once(db, monkeypatch, django_capture_on_commit_callbacks):
    knocks: list[dict[str, object]] = []

    def away(**options: object) -> None:
        knocks.append(options)
        raise ConnectionError

    monkeypatch.setattr("ekc.outbox.tasks.send_messages.apply_async", away)
    with django_capture_on_commit_callbacks(execute=True):
        queue("een")
        queue("twee")
    assert len(knocks) == 1
    assert Message.objects.count() == 2


def test_commit_asks_a_worker_to_send(db, monkeypatch, django_capture_on_commit_callbacks):
    asked: list[dict[str, object]] = []
    monkeypatch.setattr("ekc.outbox.tasks.send_messages.apply_async", lambda **options: asked.append(options))
    with django_capture_on_commit_callbacks(execute=True):
        queue()
        assert asked == []
    assert asked == [{"retry": False, "expires": 60}]
