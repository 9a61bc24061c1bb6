"""One number for all that a request sets in motion: its lines in the log, its task, the mail that it left behind.

It says nothing of anybody: a number of chance, made here, never taken from outside.
"""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from celery.signals import before_task_publish, task_postrun, task_prerun
from django.core.signals import request_finished
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
_IN_TASK = "ekc_request"
_number: ContextVar[str] = ContextVar("request_number", default="")


def new_number() -> str:
    return secrets.token_hex(8)


def current_number() -> str:
    """The number of what is being done now; empty outside a request and a task."""
    return _number.get()


@contextmanager
def numbered(number: str) -> Iterator[None]:
    """What is done in here belongs to the request of this number; without one, to what was being done."""
    token = _number.set(number or _number.get())
    try:
        yield
    finally:
        _number.reset(token)


class RequestNumberMiddleware:
    """Gives each request its number, and says it in the answer: who reports a fault can name it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = new_number()
        # Not only until the answer is there: what Django says of it comes after.
        _number.set(number)
        response = self.get_response(request)
        response[HEADER] = number
        return response


class NumberFilter(logging.Filter):
    """Puts the number on each line of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_number = current_number() or "-"
        return True


@before_task_publish.connect
def _send_along(headers: dict[str, Any] | None = None, **_: Any) -> None:
    if headers is not None and current_number():
        headers[_IN_TASK] = current_number()


@task_prerun.connect
def _take_over(task: Any = None, **_: Any) -> None:
    # What beat asks for has none: a task is then the beginning.
    _number.set(getattr(task.request, _IN_TASK, None) or new_number())


@task_postrun.connect
def _let_go(**_: Any) -> None:
    _number.set("")


request_finished.connect(_let_go, dispatch_uid="request_number.let_go")
