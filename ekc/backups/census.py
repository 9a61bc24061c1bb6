"""What a database holds, counted so that a restored one can be held against it."""

import hashlib
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

Tables = dict[str, list[Any]]
"""How many rows a table has, and a sum over them in which their order does not count."""

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
_DEFINITIONS = """
SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || convalidated || ' ' || pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
UNION ALL
SELECT 'trigger ' || tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text || ' ' || pg_get_triggerdef(oid)
FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT 'index ' || indexrelid::regclass || ' ' || indisvalid || ' ' || pg_get_indexdef(indexrelid)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = current_schema()::regnamespace
ORDER BY 1
"""


def count_tables() -> Tables:
    """Every table of the house: [rows, sum]. One moment for all of them."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # How a moment is written depends on the session.
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        cursor.execute(_TABLES)
        return {name: _count(cursor, name) for (name,) in cursor.fetchall()}


def _count(cursor: CursorWrapper, table: str) -> list[Any]:
    name = connection.ops.quote_name(table)
    cursor.execute(f"SELECT count(*), coalesce(bit_xor(hashtextextended(row::text, 0)), 0)::text FROM {name} AS row")  # noqa: S608  names of our own tables
    return list(cursor.fetchone())


def definitions() -> str:
    """A digest of all constraints, triggers and indexes, and whether they hold."""
    with connection.cursor() as cursor:
        cursor.execute(_DEFINITIONS)
        lines = [line for (line,) in cursor.fetchall()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def differences(before: Tables, after: Tables, found: Tables) -> list[str]:
    """Where a database does not hold what it held at a moment between two counts.

    A table that was the same in both must be the same; of one in which people worked meanwhile the number of rows must
    lie between the two.
    """
    faults = [f"{table} is missing" for table in sorted(before.keys() - found.keys())]
    for table in sorted(before.keys() & found.keys()):
        first, last, rows = before[table], after.get(table, before[table]), found[table]
        if first == last and rows != first:
            faults.append(f"{table}: {rows[0]} rows in place of {first[0]}, or other ones")
        elif not min(first[0], last[0]) <= rows[0] <= max(first[0], last[0]):
            faults.append(f"{table}: {rows[0]} rows, outside {first[0]} to {last[0]}")
    return faults
