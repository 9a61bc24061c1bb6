"""Rows that many tests begin with are written by the program once per worker, and put back as they lay after that.

For what takes long to write and is not what the test is about. Who writes first keeps its rows for the others; who
comes after gets the same, with the same keys, past every trigger: what those wrote is among the rows.
"""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection

from ekc.dates import local_today

# The names in these statements are the catalogue's own.
# ruff: noqa: S608
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations' ORDER BY 1"
COLUMNS = """
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
KEY = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attidentity <> ''"


class Added(NamedTuple):
    """What one table got."""

    before: int
    is_all: bool
    """Whether nothing is left of what stood there."""
    columns: str
    rows: str
    key: str | None
    """The column that the database counts on."""


class PutBack:
    """`write` writes the rows, in the transaction of a test. Call this in its place."""

    def __init__(self, write: Callable[[], None]) -> None:
        self._write = write
        self._day: dt.date | None = None
        self._added: dict[str, Added] = {}

    def __call__(self) -> None:
        if self._day == local_today() and self._finds_what_it_found():
            self._put_back()
            return
        before, since = counted(_listed(TABLES)), _asked("SELECT pg_current_xact_id()::text::bigint & 4294967295")
        self._write()
        if self._day is None:
            self._keep(before, since)

    def _finds_what_it_found(self) -> bool:
        return counted(list(self._added)) == {table: added.before for table, added in self._added.items()}

    def _keep(self, before: dict[str, int], since: int) -> None:
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
                kept[table] = Added(before[table], added == count, columns, rows.getvalue(), _asked(KEY, table))
        self._day, self._added = local_today(), kept

    def _put_back(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table, added in self._added.items():
                if added.is_all and added.before:
                    cursor.execute(f"DELETE FROM {table}")
                cursor.copy_expert(f"COPY {table} ({added.columns}) FROM STDIN", io.StringIO(added.rows))
            cursor.execute("SET LOCAL session_replication_role = origin")
            for table, added in self._added.items():
                if added.key and added.rows:
                    # Whoever adds a row after these does not meet their keys.
                    sequence = _asked("SELECT pg_get_serial_sequence(%s, %s)", table, added.key)
                    highest = f"(SELECT max({added.key}) FROM {table}), (SELECT last_value FROM {sequence})"
                    cursor.execute(f"SELECT setval('{sequence}', GREATEST({highest}))")


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
