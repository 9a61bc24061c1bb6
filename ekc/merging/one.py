"""Telling the database that two rows are one: what was fixed then says the same, of whoever is kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def two_are_one() -> Iterator[None]:
    """Inside a transaction. Triggers that keep links as they are let a link go from one of the two to the other.

    Where it ends with an exception the transaction is rolled back, and this with it.
    """
    _say("yes")
    yield
    _say("")


def _say(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ekc.two_are_one', %s, true)", [word])
