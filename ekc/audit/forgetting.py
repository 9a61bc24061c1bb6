"""The one way by which rows of the read log and the history go, and the one by which they are written anew."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from .append_only import append_only_tables


def only_grows(model: type[models.Model]) -> bool:
    """Whether rows of this table go by `forget` alone."""
    return model._meta.db_table in append_only_tables()


def forget(model: type[models.Model], keys: Iterable[Any]) -> int:
    """Destroy these rows, and write down that they were: how many there were. `check_log` takes them for no gap."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_forget(%s, %s, %s)", [model._meta.db_table, list(keys), timezone.now()])
        return int(cursor.fetchone()[0])


@contextmanager
def rewriting(model: type[models.Model]) -> Iterator[None]:
    """Within this, rows of this history may be written anew in other signs that say the same (another key).

    Whoever does it calls `chain.seal_anew` with the keys in the same transaction, or they count as changed.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ekc.rewriting', %s, true)", [model._meta.db_table])
        yield
        cursor.execute("SELECT set_config('ekc.rewriting', '', true)")
