"""The log says which page and where in the program, and never about whom (design 4.8)."""

import logging
import logging.config
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client

from cases.models import MainPerson
from ekc.logs import PageFormatter
from tests.conferences.invited import page_of, prepared
from tests.factories import make_case


class Lines(logging.Handler):
    """Keeps what the console of production would show."""

    def __init__(self) -> None:
        super().__init__()
        plain = settings.LOGGING["formatters"]["plain"]
        self.setFormatter(logging.config.DictConfigurator(settings.LOGGING).configure_formatter(plain))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Lines]:
    handler = Lines()
    logging.getLogger("django").addHandler(handler)
    yield handler
    logging.getLogger("django").removeHandler(handler)


@pytest.mark.django_db
def test_a_personal_link_and_a_case_number_are_not_in_the_log(log: Lines) -> None:
    invitation = prepared().invite()
    case = make_case()
    strict = Client(enforce_csrf_checks=True)

    strict.put(page_of(invitation))
    strict.post(page_of(invitation), {"answer": "komt"})
    strict.post(f"/zaken/{case.number}/verloop/")
    strict.get(f"/zaken/{case.number}/bestaat-niet/")

    text = "\n".join(log.lines)
    assert len(log.lines) >= 3
    assert "/uitnodiging/<str:token>/" in text
    assert page_of(invitation).split("/")[2] not in text
    assert case.number not in text


@pytest.mark.django_db
def test_an_error_of_the_database_is_logged_without_the_row(log: Lines) -> None:
    person = MainPerson(case=make_case(), kind="onbekend", email="sem.bakker@voorbeeld.example", gender="onbekend")
    with pytest.raises(IntegrityError, match="sem.bakker@voorbeeld.example") as caught:
        person.save()

    logging.getLogger("django.request").error("%s: %s", "Internal Server Error", "/x", exc_info=caught.value)

    assert "IntegrityError" in log.lines[-1]
    assert "test_logs.py" in log.lines[-1]
    assert "sem.bakker" not in log.lines[-1]


def test_another_handler_that_wrote_the_whole_error_first_gives_nothing_away() -> None:
    error = ValueError("Sem Bakker")
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "fout", None, (ValueError, error, None))
    logging.Formatter().format(record)

    assert "Sem Bakker" in str(record.exc_text)
    assert "Sem Bakker" not in PageFormatter().format(record)


def test_the_page_of_an_error_shows_no_word_of_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("Sem Bakker")

    monkeypatch.setattr("cases.home.render", break_down)
    client.raise_request_exception = False

    answer = client.get("/")

    assert answer.status_code == 500
    assert "Sem Bakker" not in answer.content.decode()
    assert "Er ging iets mis bij ons" in answer.content.decode()
