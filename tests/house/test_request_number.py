"""One number leads from an answer to the lines of the log, the task and the mail that came of it."""

import json
import logging
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from ekc.logs import JsonFormatter, PageFormatter
from ekc.outbox.acts import queue_message, send_messages
from ekc.outbox.models import Message
from ekc.outbox.tasks import send_messages as task
from ekc.request_number import HEADER, current_number, let_go, numbered, send_along, take_over


class Lines(logging.Handler):
    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.mark.django_db
def test_an_answer_says_its_number_and_its_lines_in_the_log_hold_it(client: Client) -> None:
    lines = Lines(PageFormatter("[%(request_number)s] %(message)s"))
    logging.getLogger("django").addHandler(lines)
    try:
        first = client.get("/bestaat-niet/", headers={HEADER: "van-buiten"})
        second = client.get("/bestaat-niet/")
    finally:
        logging.getLogger("django").removeHandler(lines)

    assert re.fullmatch(r"[0-9a-f]{16}", first[HEADER])
    assert first[HEADER] != second[HEADER]
    assert lines.lines[0].startswith(f"[{first[HEADER]}] ")
    assert current_number() == ""


@pytest.mark.django_db
def test_a_mail_keeps_the_number_of_the_request_that_made_it(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with numbered("00112233aabbccdd"):
        queue_message(key="a", to="a@voorbeeld.example", subject="x", body="y")
    assert Message.objects.get().request_number == "00112233aabbccdd"

    send_messages()

    assert mail.outbox[-1].extra_headers[HEADER] == "00112233aabbccdd"


@pytest.mark.django_db
def test_a_mail_that_fails_is_found_in_the_log_by_that_number(settings: Any) -> None:
    settings.EMAIL_BACKEND = "nergens.Backend"
    lines = Lines(PageFormatter("[%(request_number)s] %(message)s"))
    logging.getLogger("ekc.outbox").addHandler(lines)
    try:
        with numbered("00112233aabbccdd"):
            queue_message(key="a", to="a@voorbeeld.example", subject="x", body="y")
        send_messages()
    finally:
        logging.getLogger("ekc.outbox").removeHandler(lines)

    assert lines.lines[0].startswith("[00112233aabbccdd] message ")
    assert "voorbeeld" not in lines.lines[0]


def test_a_task_goes_on_with_the_number_of_who_asked_for_it() -> None:
    headers: dict[str, Any] = {}
    with numbered("00112233aabbccdd"):
        send_along(headers)
    task.push_request(**headers)
    try:
        take_over(task.request)
        assert current_number() == "00112233aabbccdd"
    finally:
        let_go()
        task.pop_request()
    assert current_number() == ""


def test_a_task_that_nobody_asked_for_begins_a_number() -> None:
    task.push_request()
    try:
        take_over(task.request)
        assert re.fullmatch(r"[0-9a-f]{16}", current_number())
    finally:
        let_go()
        task.pop_request()


def test_a_line_as_an_object_holds_the_same_and_no_word_of_an_error() -> None:
    error = ValueError("Sem Bakker")
    record = logging.LogRecord("ekc.x", logging.ERROR, __file__, 1, "fout %s", (3,), (ValueError, error, None))
    with numbered("00112233aabbccdd"):
        told = json.loads(JsonFormatter("%(message)s").format(record))

    assert (told["level"], told["room"], told["request"]) == ("ERROR", "ekc.x", "00112233aabbccdd")
    assert told["text"].startswith("fout 3")
    assert "Sem Bakker" not in told["text"]


def test_a_task_that_fails_writes_where_and_no_word_of_its_error() -> None:
    lines = Lines(PageFormatter("%(message)s"))
    logging.getLogger("celery.app.trace").addHandler(lines)

    @task.app.task(name="ekc.outbox.tasks.fails")
    def fails(word: str) -> None:
        raise ValueError(word)

    try:
        fails.apply(args=["Sem Bakker"])
    finally:
        logging.getLogger("celery.app.trace").removeHandler(lines)
        del task.app.tasks["ekc.outbox.tasks.fails"]

    (line,) = lines.lines
    assert "Task ekc.outbox.tasks.fails" in line
    assert "ValueError" in line
    assert "Sem Bakker" not in line
