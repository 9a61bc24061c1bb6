"""The database of the tests is put back as it was after a test that commits: a whole copy costs a second of
the processor (2,200 files), what one test wrote a twentieth of that.

What was written is found by the transactions that the rows themselves name, so nothing has to be said beforehand. A
test that changed what tables, triggers or functions there are gets the next one a fresh copy.
"""

import io
from typing import Any, NamedTuple

from django.db import connection, connections, transaction

from . import database
from .put_back import COLUMNS

# The names in these statements are the catalogue's own.
# ruff: noqa: S608
TABLES = """
    SELECT c.oid::regclass::text, c.relnamespace = 'pg_catalog'::regnamespace
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND NOT c.relisshared AND n.nspname NOT IN ('pg_toast', 'information_schema')
    ORDER BY 1
"""
COUNTED = """
    SELECT {number}, count(*) FILTER (WHERE xmin::text::bigint < {since}),
        count(*) FILTER (WHERE xmin::text::bigint >= {since}) FROM {table}
"""
NEXT = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint & 4294967295"
SEQUENCES = """
    SELECT c.oid::regclass::text, s.seqstart, pg_sequence_last_value(c.oid)
    FROM pg_class c JOIN pg_sequence s ON s.seqrelid = c.oid ORDER BY 1
"""
SETTINGS = "SELECT count(*) FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase WHERE d.datname = %s"
OTHERS = """
    SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Rows(NamedTuple):
    """What stands in one table of a fresh copy."""

    count: int
    columns: str
    text: str


class AsItWas:
    """Knows what a fresh copy of `source` holds, and brings the database of this name back to that."""

    def __init__(self, name: str, source: str) -> None:
        self.name, self.source = name, source
        database.copy_to(name, source)
        with database.turned_to(name):
            found = _asked(TABLES)
            self._tables = [table for table, is_catalogue in found if not is_catalogue]
            self._catalogues = [table for table, is_catalogue in found if is_catalogue]
            self._since = _asked(NEXT)[0][0]
            self._sequences = _asked(SEQUENCES)
            self._kept = {table: _rows(table, count) for table, count, _added in self._counted(self._tables)}
            self._kept_catalogues = self._counted(self._catalogues)

    def bring_back(self) -> bool:
        """Undo what was committed, whoever is still connected; whether that could be done without a new copy."""
        connections.close_all()
        _asked(OTHERS)
        can_be_put_back = not _asked(SETTINGS, self.name)[0][0] and (
            self._counted(self._catalogues) == self._kept_catalogues
        )
        if can_be_put_back:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
                for table, old, added in self._counted(self._tables):
                    if added or old != self._kept[table].count:
                        self._put_back(table, all_of_it=old != self._kept[table].count)
            self._count_on()
            self._since = _asked(NEXT)[0][0]
            connections.close_all()
        else:
            database.copy_to(self.name, self.source)
        return bool(can_be_put_back)

    def _counted(self, tables: list[str]) -> list[tuple[str, int, int]]:
        """Of each table how many rows are as old as the copy, and how many came after it."""
        parts = [COUNTED.format(number=at, since=self._since, table=table) for at, table in enumerate(tables)]
        # A process of its own for the largest of them costs more than it counts, and answers out of turn.
        found = _asked("SET max_parallel_workers_per_gather = 0; " + " UNION ALL ".join(parts))
        return [(tables[at], old, added) for at, old, added in sorted(found)]

    def _put_back(self, table: str, *, all_of_it: bool) -> None:
        kept = self._kept[table]
        with connection.cursor() as cursor:
            if all_of_it:
                cursor.execute(f"DELETE FROM {table}")
                cursor.copy_expert(f"COPY {table} ({kept.columns}) FROM STDIN", io.StringIO(kept.text))
            else:
                cursor.execute(f"DELETE FROM {table} WHERE xmin::text::bigint >= {self._since}")

    def _count_on(self) -> None:
        """The database goes on counting where a fresh copy would."""
        changed = [was for was, now in zip(self._sequences, _asked(SEQUENCES), strict=True) if was != now]
        for name, start, last in changed:
            _asked("SELECT setval(%s::regclass, %s, %s)", name, start if last is None else last, last is not None)


def _rows(table: str, count: int) -> Rows:
    columns, rows = _asked(COLUMNS, table)[0][0], io.StringIO()
    if count:
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY (SELECT {columns} FROM {table}) TO STDOUT", rows)
    return Rows(count, columns, rows.getvalue())


def _asked(statement: str, *parameters: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return list(cursor.fetchall())
