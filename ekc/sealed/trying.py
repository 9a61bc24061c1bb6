"""Whether the keys that the program was given open what lies in the database."""

import time
from functools import lru_cache

from django.db import connection

from .columns import SealedColumn
from .keys import MARK, KeyRing, is_sealed, ring
from .rekeying import tables_with_sealed_text

NEWEST = 20
"""Rows of a table that are looked at: the whole of it would take longer than a question of health may."""
HOLDS_FOR = 60.0
"""Seconds that a process remembers that its keys open all: they are asked for every few seconds."""
_opened: tuple[KeyRing, float] | None = None


def keys_open() -> None:
    """Open the newest sealed texts, at most once a minute as long as they open. Raises `KeyAway`."""
    global _opened
    now = time.monotonic()
    if _opened is not None and _opened[0] is ring() and now < _opened[1]:
        return
    open_one_of_each()
    _opened = ring(), now + HOLDS_FOR


def open_one_of_each() -> None:
    """Open the newest sealed text of every column. Raises `KeyAway` where one does not open."""
    statement, tables = _asked()
    seen: set[tuple[int, int]] = set()
    with connection.cursor() as cursor:
        cursor.execute(statement)
        for number, texts in cursor.fetchall():
            for place, (field, text) in enumerate(zip(tables[number], texts, strict=True)):
                if text and is_sealed(text) and (number, place) not in seen:
                    field.plain_of(text)
                    seen.add((number, place))


@lru_cache(maxsize=1)
def _asked() -> tuple[str, list[list[SealedColumn]]]:
    """One statement for all tables, and the columns of each in its order. A row is a list of texts: with a row for
    each text the database would plan four times as long."""
    quote = connection.ops.quote_name
    # A history is written with what its rows were.
    found = [each for each in tables_with_sealed_text() if not hasattr(each[0], "pgh_tracked_model")]
    parts = []
    for number, (model, fields) in enumerate(found):
        texts = ", ".join(field.text_in_sql(quote(str(field.column))) for field in fields)
        key, table = quote(model._meta.pk.column), quote(model._meta.db_table)
        newest = f"ORDER BY {key} DESC LIMIT {NEWEST}"
        parts.append(f"(SELECT {number}, ARRAY[{texts}]::text[] FROM {table} {newest})")  # noqa: S608
    return " UNION ALL ".join(parts), [fields for _model, fields in found]


def key_ids_in_use() -> set[str]:
    """The letters of every key that a text in the database is sealed with."""
    quote, found = connection.ops.quote_name, set()
    with connection.cursor() as cursor:
        for model, fields in tables_with_sealed_text():
            texts = ", ".join(field.text_in_sql(quote(str(field.column))) for field in fields)
            cursor.execute(
                f"SELECT DISTINCT substr(said.words, {len(MARK) + 1}, 6) FROM {quote(model._meta.db_table)} AS line,"  # noqa: S608  our own tables
                f" unnest(ARRAY[{texts}]) AS said (words) WHERE starts_with(said.words, %s)",
                [MARK],
            )
            found |= {letters for (letters,) in cursor.fetchall()}
    return found
