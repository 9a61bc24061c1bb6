"""From where a change came that no page made: a command, an import."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import pghistory

P = ParamSpec("P")
T = TypeVar("T")


def changes_come_from(source: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let the history of every change made in the decorated function name `source`.

    A context for each call: one `pghistory.context` as a decorator serves all calls, and once used, leaving it inside
    another context ends that one and breaks every later query of the connection.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def inner(*args: P.args, **kwargs: P.kwargs) -> T:
            with pghistory.context(source=source):
                return function(*args, **kwargs)

        return inner

    return decorate
