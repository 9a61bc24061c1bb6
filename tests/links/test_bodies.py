"""A mail that left keeps no link, whatever became of it: also not in a copy of the database."""

import pytest
from django.core import mail
from django.db import IntegrityError, connection
from django.test import Client

from ekc.outbox.acts import let_message_lapse, queue_message, send_messages
from ekc.outbox.acts.again import LinkWithoutRow
from ekc.outbox.codes import COMING_MESSAGE_STATES, MessageState
from ekc.outbox.models import LINK_HERE, DeliveredMail, Message
from tests.factories import make_user

from .sent import BUILDERS, KINDS

pytestmark = pytest.mark.django_db


def everything_in_the_database(word: str) -> list[str]:
    """The tables in which a text stands somewhere, history and letter box included."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*) FROM {quoted} AS row WHERE row::text LIKE %s", [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


@pytest.mark.parametrize("name", KINDS)
def test_after_sending_the_link_stands_nowhere(name: str) -> None:
    sent = BUILDERS[name]()
    token = sent.paths[0].strip("/").rsplit("/", 1)[-1]
    assert everything_in_the_database(token) == ["outbox_message"]

    send_messages()

    assert everything_in_the_database(token) == []
    assert LINK_HERE in Message.objects.latest("pk").body


@pytest.mark.parametrize("state", sorted(set(MessageState.values) - set(COMING_MESSAGE_STATES)))
def test_the_database_takes_the_link_out_in_every_state_that_is_no_waiting(state: str) -> None:
    BUILDERS["plans.distribution"]()
    moment = {"sent_at": "2026-01-01T00:00Z"} if state == MessageState.SENT else {}

    Message.objects.update(state=state, **moment)

    assert "://" not in Message.objects.get().body


def test_the_database_refuses_a_mail_that_left_with_a_link() -> None:
    BUILDERS["plans.distribution"]()
    Message.objects.update(state=MessageState.FAILED)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE outbox_message DISABLE TRIGGER USER")
        with pytest.raises(IntegrityError, match="message_that_left_holds_no_link"):
            cursor.execute("UPDATE outbox_message SET body = 'https://voorbeeld.example/plan/openen/x/'")


def test_a_mail_that_somebody_let_lapse_keeps_no_link() -> None:
    BUILDERS["plans.distribution"]()
    Message.objects.update(state=MessageState.FAILED)

    let_message_lapse(Message.objects.get(), by=make_user("regiomanager"))

    assert "://" not in Message.objects.get().body


def test_a_page_behind_the_login_is_found_again() -> None:
    queue_message(
        key="een",
        to="ada@voorbeeld.example",
        subject="Er wacht iets",
        body="Log in:\n\nhttps://eigenkracht.example/zaken/EK-1/\n",
    )

    assert Message.objects.get().page == "/zaken/EK-1/"


def test_a_personal_link_without_saying_of_whom_is_an_error_of_the_program() -> None:
    sent = BUILDERS["plans.distribution"]()

    with pytest.raises(LinkWithoutRow):
        queue_message(key="een", to="a@b.example", subject="Iets", body=f"https://eigenkracht.example{sent.paths[0]}")


def test_the_letter_box_of_the_demo_world_is_sealed_and_still_read(settings) -> None:
    settings.EMAIL_BACKEND, settings.EKC_DEMO = "ekc.outbox.mail.MailboxBackend", True
    sent = BUILDERS["plans.distribution"]()
    token = sent.paths[0].strip("/").rsplit("/", 1)[-1]

    send_messages()

    assert everything_in_the_database(token) == []
    letter = DeliveredMail.objects.get()
    assert sent.paths[0] in letter.body
    assert token in Client().get(f"/demo/post/{letter.pk}/").content.decode()
    assert mail.outbox == []
