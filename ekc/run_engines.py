"""The engines that `make run` stands on, and as whom its parts log in there."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from urllib.parse import urlsplit

from ekc import embedded

# Named in `ekc.database_roles` too, which needs Django; a test holds them together.
APP = "ekc_app"
_embedded: set[str] = set()
"""Which of the two addresses are those of an engine that the program brings itself."""


@contextmanager
def engines(before_stopping: Callable[[], None]) -> Iterator[list[Callable[[], bool]]]:
    """The embedded engines, unless the environment names others; only those started here are stopped.

    Yields for each of them what starts it again where it is gone: on the same socket, or the same port. That says
    whether it is somewhere else now, because another program has its port.
    """
    known: list[tuple[str, str, Callable[[], bool], Callable[[], str], Callable[[], None]]] = [
        ("DATABASE_URL", "PostgreSQL", embedded.postgres_runs, embedded.start_postgres, embedded.stop_postgres),
        ("REDIS_URL", "Valkey", embedded.valkey_runs, embedded.start_valkey, embedded.stop_valkey),
    ]
    started: list[Callable[[], None]] = []
    kept: list[Callable[[], bool]] = []
    try:
        for variable, name, runs, start, stop in known:
            if os.environ.get(variable):
                say(f"{name}: the one in {variable}")
                continue
            if not runs():
                started.append(stop)
            say(f"{name}: embedded")
            os.environ[variable] = start()
            _embedded.add(variable)
            kept.append(partial(_keep_up, name, variable, runs, start))
        yield kept
    finally:
        before_stopping()
        for stop in reversed(started):
            stop()
        _embedded.clear()


def _keep_up(name: str, variable: str, runs: Callable[[], bool], start: Callable[[], str]) -> bool:
    if runs():
        return False
    say(f"{name} stopped by itself, and is started again.")
    before, os.environ[variable] = os.environ[variable], start()
    return os.environ[variable] != before


def is_embedded() -> bool:
    """Whether the database is the one that the program brings itself: of another, its keeper makes the roles."""
    return "DATABASE_URL" in _embedded


def addresses_of_the_program() -> dict[str, str]:
    """Where the parts find the engines: in the embedded database as the program, and not as owner of its tables."""
    database, broker = os.environ["DATABASE_URL"], os.environ["REDIS_URL"]
    if is_embedded():
        parts = urlsplit(database)
        database = parts._replace(netloc=f"{APP}@{parts.netloc.rpartition('@')[2]}").geturl()
    return {"DATABASE_URL": database, "REDIS_URL": broker}


def say(text: str) -> None:
    with suppress(OSError):  # the terminal may be gone; stopping goes on without it
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
