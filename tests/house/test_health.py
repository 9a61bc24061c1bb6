"""Live and ready (R118): yes or no outside, the reason in the log only."""

import datetime as dt
import logging
from unittest.mock import Mock

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection
from django.utils import timezone

from ekc import health, pulse
from ekc.outbox.codes import MessageState
from ekc.outbox.models import Message
from ekc.outbox.tasks import run_due_rows, send_messages
from ekc.sealed import trying
from ekc.steady_cache import steady_caches
from reports.tasks import make_downloads

LIVE, READY = "/gezondheid/levend", "/gezondheid/klaar"


def waiting_since(age: dt.timedelta) -> Message:
    return Message.objects.create(key="een", to="a@b.example", subject="s", body="b", next_try_at=timezone.now() - age)


def test_live_asks_nothing_of_the_database(client):
    """Without access to the database this test would fail on the first query."""
    response = client.get(LIVE)
    assert (response.status_code, response.content) == (200, b"levend\n")


def test_ready_when_everything_is_there(client, db):
    response = client.get(READY)
    assert (response.status_code, response.content) == (200, b"klaar\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("page", [LIVE, READY])
def test_health_is_only_read(client, db, page):
    assert client.post(page).status_code == 405


def test_database_away_is_not_ready_and_says_so_in_the_log_only(client, db, monkeypatch, caplog):
    away = Mock()
    away.cursor.side_effect = OperationalError("connection to server at db-7.internal failed")
    monkeypatch.setattr(health, "connection", away)
    with caplog.at_level(logging.ERROR, "ekc.health"):
        response = client.get(READY)
    assert (response.status_code, response.content) == (503, b"niet klaar\n")
    assert "db-7.internal" in caplog.text


def test_broker_away_is_not_ready(client, db, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert client.get(READY).status_code == 503


def test_migration_that_is_not_applied_is_not_ready(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'outbox'")
    assert client.get(READY).status_code == 503


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 503)])
def test_mail_that_waits_too_long_is_not_ready(client, db, minutes, status):
    waiting_since(dt.timedelta(minutes=minutes))
    assert client.get(READY).status_code == status


def test_mail_that_was_given_up_does_not_count(client, db):
    message = waiting_since(dt.timedelta(days=3))
    message.state = MessageState.FAILED
    message.save(update_fields=["state"])
    assert client.get(READY).status_code == 200


def test_full_disk_is_not_ready(client, db, monkeypatch):
    monkeypatch.setattr(health, "LEAST_DISK", 10**18)
    assert client.get(READY).status_code == 503


@pytest.fixture
def _own_pulse():
    caches["engine"].delete(pulse.KEY)
    pulse._next = 0.0
    yield
    caches["engine"].delete(pulse.KEY)
    pulse._next = 0.0


@pytest.mark.parametrize(("seconds", "status"), [(90, 200), (110, 503)])
@pytest.mark.usefixtures("_own_pulse")
def test_worker_that_no_longer_comes_is_told_within_two_ticks(client, db, seconds, status):
    caches["engine"].set(pulse.KEY, timezone.now() - dt.timedelta(seconds=seconds), timeout=None)
    assert client.get(READY).status_code == status


@pytest.mark.parametrize("task", [run_due_rows, send_messages, make_downloads])
@pytest.mark.usefixtures("_own_pulse")
def test_every_task_that_claims_rows_says_that_a_worker_is_there(client, db, task):
    caches["engine"].set(pulse.KEY, timezone.now() - dt.timedelta(hours=1), timeout=None)
    task()
    assert client.get(READY).status_code == 200


@pytest.mark.usefixtures("_own_pulse")
def test_worker_goes_on_while_its_pulse_cannot_be_marked(db, settings):
    settings.CACHES = steady_caches("redis://127.0.0.1:1/0")
    message = waiting_since(dt.timedelta(minutes=1))
    send_messages()
    message.refresh_from_db()
    assert message.state == MessageState.SENT


def test_whether_keys_open_is_asked_in_one_statement_and_once_a_minute(db, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(trying, "_opened", None)
    with django_assert_num_queries(1):
        health.keys()
    with django_assert_num_queries(0):
        health.keys()
    ring, _until = trying._opened
    monkeypatch.setattr(trying, "_opened", (ring, 0.0))
    with django_assert_num_queries(1):
        health.keys()


def test_a_whole_question_of_health_asks_little_of_the_database(client, db, django_assert_max_num_queries):
    client.get(READY)

    with django_assert_max_num_queries(25):
        client.get(READY)
