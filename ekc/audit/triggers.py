"""Triggers that sleep while somebody writes what they would write; until the end of the transaction at most."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def triggers_asleep(names: Iterable[str]) -> Iterator[None]:
    """Within this the triggers of these names (`Trigger.get_pgid`) do nothing.

    Where it ends with an exception the transaction is rolled back, and this with it.
    """
    _ignore(names)
    yield
    wake_triggers()


def wake_triggers() -> None:
    """Let every trigger work, said aloud: where the setting is absent, each row costs an exception inside the
    database."""
    _ignore(())


def _ignore(names: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + ",".join(sorted(names)) + "}"])
