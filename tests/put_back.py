"""Rows that many tests begin with are written by the program once per worker, and put back as they lay after that.

For what takes long to write and is not what the test is about. Who writes first keeps its rows for the others; who
comes after gets the same, with the same keys, past every trigger: what those wrote is among the rows.
"""

import datetime as dt
import io
import pickle
from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection, transaction

from ekc.dates import local_today

# The names in these statements are the catalogue's own.
# ruff: noqa: S608
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations' ORDER BY 1"
COLUMNS = """
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
KEY = """
    SELECT ARRAY[attname::text, pg_get_serial_sequence(%s, attname)] FROM pg_attribute
    WHERE attrelid = %s::regclass AND attidentity <> ''
"""
Written = TypeVar("Written")


class Added(NamedTuple):
    """What one table got."""

    before: int
    is_all: bool
    """Whether nothing is left of what stood there."""
    columns: str
    rows: str
    key: list[str] | None
    """The column that the database counts on, and what it counts with."""


class PutBack(Generic[Written]):
    """`write` writes the rows, in the transaction of a test. Call this in its place; it gives what `write` gave.

    Keeping rows costs as much as writing a few hundred: what many tests begin with, and others only once in a worker,
    is kept when it is written for the `kept_at`th time.
    """

    def __init__(self, write: Callable[[], Written], *, kept_at: int = 1) -> None:
        self._write = write
        self._writings_to_go = kept_at
        self._day: dt.date | None = None
        self._added: dict[str, Added] = {}
        # A text of bytes: each test gets objects of its own to write on.
        self._gave = b""

    def __call__(self) -> Written:
        if self._day == local_today() and self._finds_what_it_found():
            self._put_back()
            return pickle.loads(self._gave)  # type: ignore[no-any-return]
        self._writings_to_go -= 1
        if self._day is not None or self._writings_to_go > 0:
            return self._write()
        before, since = counted(_listed(TABLES)), _asked("SELECT pg_current_xact_id()::text::bigint & 4294967295")
        gave = self._write()
        self._keep(before, since, gave)
        return gave

    def _finds_what_it_found(self) -> bool:
        return counted(list(self._added)) == {table: added.before for table, added in self._added.items()}

    def _keep(self, before: dict[str, int], since: int, gave: Written) -> None:
        kept = {}
        for table, count in counted(list(before)).items():
            written = f"FROM {table} WHERE xmin::text::bigint >= {since}"
            added = _asked(f"SELECT count(*) {written}")
            if added not in (count, count - before[table]):
                # It changed some of what the migrations left: that is not put back as rows.
                return
            if added or count < before[table]:
                columns, rows = _asked(COLUMNS, table), io.StringIO()
                with connection.cursor() as cursor:
                    cursor.copy_expert(f"COPY (SELECT {columns} {written}) TO STDOUT", rows)
                kept[table] = Added(before[table], added == count, columns, rows.getvalue(), _asked(KEY, table, table))
        self._day, self._added, self._gave = local_today(), kept, pickle.dumps(gave)

    def _put_back(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table, added in self._added.items():
                if added.is_all and added.before:
                    cursor.execute(f"DELETE FROM {table}")
                cursor.copy_expert(f"COPY {table} ({added.columns}) FROM STDIN", io.StringIO(added.rows))
            cursor.execute("SET LOCAL session_replication_role = origin")
            keys = [(table, *added.key) for table, added in self._added.items() if added.key and added.rows]
            if keys:
                # Whoever adds a row after these does not meet their keys.
                cursor.execute("SELECT " + ", ".join(_past_the_last(*each) for each in keys))


def _past_the_last(table: str, key: str, sequence: str) -> str:
    return f"setval('{sequence}', GREATEST((SELECT max({key}) FROM {table}), (SELECT last_value FROM {sequence})))"


def counted(tables: list[str]) -> dict[str, int]:
    """How many rows each of these tables has."""
    if not tables:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables))
        return dict(cursor.fetchall())


def _listed(statement: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [name for (name,) in cursor.fetchall()]


def _asked(statement: str, *parameters: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        found = cursor.fetchone()
        return found[0] if found else None
