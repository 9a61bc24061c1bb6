"""Mail of before a message said what it is about: the migrations take its link out, and it can be sent again."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from ekc.links import LINKS
from ekc.outbox.acts import retry_message
from ekc.outbox.codes import MessageState
from ekc.outbox.models import LINK_HERE, Message
from tests.factories import make_user

from .sent import BUILDERS, KINDS, OLD, path_to

pytestmark = pytest.mark.django_db
MIGRATIONS = ("ekc.outbox.migrations.0004_links_out_of_bodies", "cases.migrations.0028_old_mail_of_drafts_and_news")
# Kinds that came when every message said already what it is about.
SINCE = {"cases.consentlink", "followup.followupguest", "plans.frameguest"}
OLD_KINDS = sorted(set(KINDS) - SINCE)


def make_old(state: str) -> Message:
    """The newest mail as it stood there before: link and all, about nothing."""
    message = Message.objects.filter(to=OLD).latest("pk")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE outbox_message DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE outbox_message DROP CONSTRAINT message_that_left_holds_no_link")
    Message.objects.filter(pk=message.pk).update(state=state, about_kind="", about_id=None, page="", body=message.body)
    message.refresh_from_db()
    assert re.search(r"https?://", message.body)
    return message


def migrate() -> None:
    for name in MIGRATIONS:
        import_module(name).say_what_it_is_about(apps, None)


@pytest.mark.parametrize("name", OLD_KINDS)
def test_old_mail_that_failed_loses_its_link_and_is_sent_again_with_a_fresh_one(name: str) -> None:
    sent = BUILDERS[name]()
    message = make_old(MessageState.FAILED)

    migrate()

    message.refresh_from_db()
    assert LINK_HERE in message.body
    assert "://" not in message.body
    assert (message.about_kind, message.about_id, message.page) == (name, sent.row.pk, "")
    retry_message(message, by=make_user("regiomanager"))
    assert Client().get(path_to(), follow=True).status_code == 200


@pytest.mark.parametrize("name", OLD_KINDS)
def test_old_mail_that_still_waits_keeps_the_link_that_it_brings(name: str) -> None:
    sent = BUILDERS[name]()
    message = make_old(MessageState.WAITING)

    migrate()

    message.refresh_from_db()
    assert sent.paths[0] in message.body
    assert message.page == ""
    assert message.about_kind in LINKS
