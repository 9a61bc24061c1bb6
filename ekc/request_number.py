"""One number for all that a request sets in motion: its lines in the log, its task, the mail that it left behind.

It says nothing of anybody: a number of chance, made here, never taken from outside.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
_IN_TASK = "ekc_request"
_number: ContextVar[str] = ContextVar("request_number", default="")


def nothing_around(number: str) -> AbstractContextManager[None]:
    return nullcontext()


goes_on: Callable[[str], AbstractContextManager[None]] = nothing_around
"""What surrounds work that goes on under a number of before; traces put themselves here (`ekc/traces.py`)."""


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
        with goes_on(number):
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


def send_along(headers: dict[str, Any]) -> None:
    """The number goes along with a task that is asked for."""
    if current_number():
        headers[_IN_TASK] = current_number()


def take_over(asked: Any) -> None:
    """A task goes on under the number of whoever asked for it. What beat asks for has none, and begins one."""
    _number.set(getattr(asked, _IN_TASK, None) or new_number())


def let_go() -> None:
    """What comes after belongs to nothing that was."""
    _number.set("")
