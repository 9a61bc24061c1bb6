"""Mail that comes back marks the message that it is about, and nothing else (RFC 3464)."""

import io
import mailbox
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from cases.codes import CaseState
from conferences.models import Invitation
from ekc.accounts.codes import Role
from ekc.outbox.acts import message_id, queue_message, retry_message, send_messages
from ekc.outbox.codes import MessageState
from ekc.outbox.models import Message
from tests.conferences.invited import prepared
from tests.factories import make_user

ADDRESS = "ada@voorbeeld.example"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_stays_here(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def sent() -> Message:
    queue_message(key="een", to=ADDRESS, subject="Onderwerp", body="Tekst")
    send_messages()
    return Message.objects.get()


def bounce(
    message: Message, *, action: str = "failed", status: str = "5.1.1", to: str = "", headers: str = ""
) -> bytes:
    """A notification as Postfix writes it."""
    to = to or message.to
    headers = headers or f"Message-ID: {message_id(message.key)}"
    return f"""\
From: MAILER-DAEMON@mail.example
To: terug@eigenkracht.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

--grens
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{to}>: Recipient address rejected

--grens
Content-Type: text/rfc822-headers

From: noreply@eigenkracht.example
To: {to}
Subject: Onderwerp
{headers}

--grens--
""".encode()


def read(monkeypatch: pytest.MonkeyPatch, content: bytes) -> str:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    out = io.StringIO()
    call_command("read_bounces", stdout=out)
    return out.getvalue().strip()


def test_a_mail_that_came_back_is_marked_and_says_why_without_the_address(sent, monkeypatch) -> None:
    assert read(monkeypatch, bounce(sent)) == "read 1, marked 1"

    sent.refresh_from_db()
    assert sent.state == MessageState.FAILED
    assert "bestaat niet" in sent.last_error
    assert ADDRESS not in sent.last_error


def test_a_mail_that_came_back_can_be_sent_again(sent, monkeypatch) -> None:
    read(monkeypatch, bounce(sent))

    retry_message(Message.objects.get(), by=make_user(Role.NATIONAL))
    send_messages()

    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"to": "iemand.anders@voorbeeld.example"},
        {"headers": "Message-ID: <0000000000000000000000000000000000000000@eigenkracht.example>"},
        {"headers": "X-Nothing: here"},
    ],
)
def test_a_delay_another_address_or_a_strange_id_marks_nothing(sent, monkeypatch, changed) -> None:
    assert read(monkeypatch, bounce(sent, **changed)) == "read 1, marked 0"

    assert Message.objects.get().state == MessageState.SENT


@pytest.mark.parametrize("content", [b"", b"Hallo", b"From: a@b.example\n\nIk ben met vakantie.", b"\xff\xfe\x00"])
def test_mail_that_is_no_notification_does_no_harm(sent, monkeypatch, content) -> None:
    assert read(monkeypatch, content) == "read 1, marked 0"


def test_a_mailbox_is_read_once(sent, tmp_path) -> None:
    box = mailbox.Maildir(tmp_path / "terug", create=True)
    box.add(bounce(sent))
    box.add(b"From: a@b.example\n\nIk ben met vakantie.")
    outputs = []

    for _time in range(2):
        out = io.StringIO()
        call_command("read_bounces", maildir=tmp_path / "terug", stdout=out)
        outputs.append(out.getvalue().strip())

    assert outputs == ["read 2, marked 1", "read 0, marked 0"]


def test_a_folder_that_is_no_mailbox_is_refused(tmp_path) -> None:
    with pytest.raises(CommandError, match="no Maildir"):
        call_command("read_bounces", maildir=tmp_path)


def test_mail_comes_back_to_the_mailbox_for_it_and_still_has_its_sender(sent, settings) -> None:
    settings.EKC_BOUNCE_EMAIL = "terug@eigenkracht.example"
    queue_message(key="twee", to=ADDRESS, subject="Onderwerp", body="Tekst")
    send_messages()

    letter: EmailMessage = mail.outbox[1]
    assert letter.from_email == "terug@eigenkracht.example"
    assert letter.message()["From"] == settings.DEFAULT_FROM_EMAIL


def test_the_coordinator_sees_with_the_invitation_that_the_mail_came_back(monkeypatch, client) -> None:
    family = prepared()
    invitation = family.invite()
    send_messages()

    read(monkeypatch, bounce(Message.objects.get(key__startswith="invitation-")))

    assert "bestaat niet" in Invitation.objects.get(pk=invitation.pk).mail_fault
    client.force_login(family.coordinator)
    page = client.get(f"/zaken/{family.case.number}/conferentie/uitnodigingen/").content.decode()
    assert "De mail kwam terug" in page
    assert family.case.state == CaseState.ACTIVATION


def test_a_server_that_refuses_the_address_at_once_shows_with_the_invitation_too(monkeypatch) -> None:
    import smtplib

    def refuse(self, fail_silently: bool = False) -> int:
        raise smtplib.SMTPRecipientsRefused({"ria@voorbeeld.example": (550, b"no such user")})

    family = prepared()
    invitation = family.invite()
    monkeypatch.setattr(mail.EmailMessage, "send", refuse)

    send_messages()

    assert "weigert dit e-mailadres" in Invitation.objects.get(pk=invitation.pk).mail_fault
