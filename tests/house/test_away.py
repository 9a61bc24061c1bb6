"""Something that the program stands on is away for a moment: people wait, log in, and see no traceback."""

import logging

import psycopg2
import pytest
from django.core.cache import caches
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from ekc import steady_cache
from ekc.accounts.codes import Role
from ekc.away import is_away
from ekc.logs import PageFormatter
from ekc.outbox.models import Message
from ekc.steady_cache import steady_caches
from tests.factories import make_user
from tests.factories.people import PASSWORD

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def no_valkey(settings, monkeypatch):
    monkeypatch.setattr(steady_cache, "_away_until", 0.0)
    settings.CACHES = steady_caches(NOBODY)
    settings.CELERY_BROKER_URL = NOBODY


def log_in(client: Client, email: str, password: str, **headers: str):
    return client.post("/account/login/", {"login": email, "password": password}, **headers)


@pytest.mark.django_db
def test_people_log_in_and_reset_a_password_while_valkey_is_away(no_valkey):
    user = make_user(Role.COORDINATOR)

    assert log_in(Client(), user.email, PASSWORD).status_code == 302
    assert Client().post("/account/password/reset/", {"email": user.email}).status_code == 302
    assert Message.objects.filter(to=user.email).exists()


@pytest.mark.django_db
def test_wrong_passwords_are_counted_in_the_database_while_valkey_is_away(no_valkey):
    user = make_user(Role.COORDINATOR)
    client = Client()
    for _try in range(5):
        assert "te vaak" not in log_in(client, user.email, "niet dit wachtwoord").content.decode()

    assert "te vaak" in log_in(client, user.email, PASSWORD).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["add", "get", "set", "touch", "delete", "has_key"])
def test_every_question_to_the_cache_is_answered_while_valkey_is_away(no_valkey, name):
    values = {"add": ("k", 1), "set": ("k", 1)}.get(name, ("k",))
    getattr(caches["default"], name)(*values)
    assert caches["default"].get("k") == (1 if name in ("add", "set") else None)


@pytest.mark.django_db
def test_others_cannot_shut_an_account_for_its_owner():
    user = make_user(Role.COORDINATOR)
    for _try in range(8):
        answer = log_in(Client(), user.email, "niet dit wachtwoord", REMOTE_ADDR="192.0.2.66")
    assert "te vaak" in answer.content.decode()

    assert log_in(Client(), user.email, PASSWORD, REMOTE_ADDR="198.51.100.7").status_code == 302


def gone(*_args, **_named):
    try:
        raise psycopg2.OperationalError("server closed the connection unexpectedly")
    except psycopg2.OperationalError as error:
        raise OperationalError("server closed the connection") from error


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/account/login/", "/zaken/", "/vragenlijst/x/", "/aanmelden/"])
def test_page_says_to_wait_while_the_database_is_away(monkeypatch, caplog, path):
    client = Client(raise_request_exception=False)
    client.force_login(make_user(Role.REGIONAL_MANAGER))
    monkeypatch.setattr(connection, "cursor", gone)

    answer = client.get(path)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "Even geduld" in answer.content.decode()
    said = "\n".join(PageFormatter("%(message)s").format(record) for record in caplog.records)
    assert "the database is away" in said
    assert "File " not in said


def test_database_that_refuses_something_is_not_away():
    refused = OperationalError("deadlock")
    refused.__cause__ = type("E", (Exception,), {"pgcode": "40P01"})()
    assert not is_away(refused)
    assert not is_away(ValueError("x"))
    assert is_away(InterfaceError("connection already closed"))


def test_error_of_our_own_keeps_its_place_in_the_log():
    try:
        raise ValueError("secret")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "p", 1, "failed", (), info)
    assert "File " in PageFormatter("%(message)s").format(record)
