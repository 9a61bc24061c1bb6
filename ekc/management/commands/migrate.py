"""Django's `migrate`, which fills an empty database a dozen times faster; see `ekc/migrating.py`. One at a time: of two
that are started at once, the second waits and finds nothing left to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from ekc.migrating import QuickExecutor
from ekc.turns import Turn, hold, let_go

# The command takes the executor from its own module; there is no setting for it.
migrate.MigrationExecutor = QuickExecutor


class Command(migrate.Command):
    """The command as Django's own documentation describes it."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        with _alone(options["database"]):
            super().handle(*arguments, **options)


@contextmanager
def _alone(alias: str) -> Iterator[None]:
    """The lock hangs on the connection that migrates: it goes with it, whatever happens."""
    with connections[alias].cursor() as cursor:
        # However long the other takes.
        cursor.execute("SELECT set_config('lock_timeout', '0', false) WHERE current_setting('lock_timeout') <> '0'")
        hold(Turn.MIGRATING, cursor)
    try:
        yield
    finally:
        with connections[alias].cursor() as cursor:
            let_go(Turn.MIGRATING, cursor)
