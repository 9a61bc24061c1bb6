"""A database of the benchmark's own, so that it never meets the demo world or anybody's files."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connection

LONGEST_NAME = 63


class BenchDatabaseError(RuntimeError):
    """The benchmark cannot have its own database; the message says why and what to do."""


@contextmanager
def own_database() -> Iterator[str]:
    """Make `<database>_bench` on the same server, migrate it and turn to it; drop it whatever happens.

    Gives its name. What an earlier benchmark left behind because it was killed is dropped first.
    Raises BenchDatabaseError.
    """
    home = str(connection.settings_dict["NAME"])
    name = f"{home}_bench"[-LONGEST_NAME:]
    if connection.in_atomic_block:
        raise BenchDatabaseError("The benchmark cannot run inside a transaction.")
    _create(name)
    _turn_to(name)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        yield name
    finally:
        _turn_to(home)
        _order("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _create(name: str) -> None:
    try:
        # Without FORCE: a benchmark that still runs keeps its database.
        _order("DROP DATABASE IF EXISTS {}", name)
        _order("CREATE DATABASE {}", name)
    except DatabaseError as error:
        reason = str(error).splitlines()[0]
        raise BenchDatabaseError(
            f"The database {name} cannot be made: {reason}. The benchmark needs an account that may make databases, "
            "and one benchmark runs at a time."
        ) from error


def _order(statement: str, name: str) -> None:
    with connection._nodb_cursor() as cursor:  # what Django's own test runner uses for the same purpose
        cursor.execute(statement.format(connection.ops.quote_name(name)))


def _turn_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()
