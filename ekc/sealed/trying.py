"""Whether the keys that the program was given open what lies in the database."""

from django.db import connection

from .columns import SealedColumn
from .keys import MARK
from .rekeying import tables_with_sealed_text

NEWEST = 20
"""Rows of a table that are looked at: the whole of it would take longer than a question of health may."""


def open_one_of_each() -> None:
    """Open the newest sealed text of every column. Raises `KeyAway` where one does not open.

    One statement for all tables: the question comes every few seconds, of each process.
    """
    columns, parts = _columns_and_parts()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        for number, text in cursor.fetchall():
            columns[number].plain_of(text)


def _columns_and_parts() -> tuple[list[SealedColumn], list[str]]:
    quote = connection.ops.quote_name
    columns: list[SealedColumn] = []
    parts = []
    for model, fields in tables_with_sealed_text():
        # A history is written with what its rows were.
        if hasattr(model, "pgh_tracked_model"):
            continue
        key, table = quote(model._meta.pk.column), quote(model._meta.db_table)
        texts = ", ".join(
            f"({len(columns) + place}, {field.text_in_sql(quote(str(field.column)))})"
            for place, field in enumerate(fields)
        )
        columns += fields
        newest = f"SELECT * FROM {table} ORDER BY {key} DESC LIMIT {NEWEST}"  # noqa: S608
        parts.append(
            f"(SELECT DISTINCT ON (each.number) each.number, each.text FROM ({newest}) AS newest, "  # noqa: S608
            f"LATERAL (VALUES {texts}) AS each (number, text) "
            f"WHERE left(each.text, {len(MARK)}) = '{MARK}' ORDER BY each.number, newest.{key} DESC)"
        )
    return columns, parts
