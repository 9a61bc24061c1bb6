"""What the outbox's tests stand on: purposes of their own, a committed database, a broker and real workers."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection, connections

from ekc import claims
from ekc.accounts.models import Region
from ekc.outbox.acts import HANDLERS, Handler
from ekc.outbox.acts.due import Act
from ekc.outbox.codes import Purpose
from ekc.outbox.models import DeliveredMail, DueRow, Message

from .engines import Broker, Workers


@pytest.fixture(autouse=True)
def _no_pause_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "_broker_away_until", 0.0)


@pytest.fixture
def purpose() -> Iterator[Callable[[Purpose, Act], None]]:
    """Register an act for the time of one test."""
    with ExitStack() as stack:

        def register(purpose: Purpose, act: Act) -> None:
            stack.enter_context(HANDLERS.standing_in(purpose, Handler(purpose.label, act)))

        yield register


@pytest.fixture
def server(monkeypatch) -> list[Exception]:
    """A mail server that answers with the errors on this list, one per mail, and then accepts."""
    answers: list[Exception] = []
    accept = mail.EmailMessage.send

    def send(message: mail.EmailMessage, fail_silently: bool = False) -> int:
        if answers:
            raise answers.pop(0)
        return accept(message, fail_silently)

    monkeypatch.setattr(mail.EmailMessage, "send", send)
    return answers


@pytest.fixture
def region(db: None) -> Region:
    """Any row will do as the thing that a term is about."""
    return Region.objects.get(code="utrecht")


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Region]:
    """A database where commits are real, so that other processes see them; the outbox is empty again after."""
    with django_db_blocker.unblock():
        _empty()
        yield Region.objects.get(code="utrecht")
        _empty()
        connections.close_all()


def _empty() -> None:
    for model in (DueRow, Message):
        # Truncated, for the history hangs on the rows and refuses a delete.
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")
    DeliveredMail.objects.all().delete()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """A Valkey of this test's own, that the test may stop and start."""
    engine = Broker(tmp_path / "valkey")
    engine.start()
    with engine.used_by_this_process():
        yield engine
    engine.stop()


@pytest.fixture
def workers(committed: Region, broker: Broker, tmp_path: Path) -> Iterator[Workers]:
    crew = Workers(database=connection.settings_dict["NAME"], broker=broker.url, folder=tmp_path)
    yield crew
    crew.kill()
