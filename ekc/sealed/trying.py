"""Whether the keys that the program was given open what lies in the database."""

from django.db import connection

from .keys import MARK, key_is_away, ring
from .rekeying import tables_with_sealed_text

NEWEST = 20
"""Of so many rows of each table: the whole of it would take longer than a page or a question of health may."""
_fitting: set[frozenset[str]] = set()


def open_one_of_each() -> None:
    """Open the newest sealed text of every table. Raises `KeyAway` where one does not open."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model, fields in tables_with_sealed_text():
            # A history is written with what its rows were.
            if hasattr(model, "pgh_tracked_model"):
                continue
            texts = [field.text_in_sql(quote(str(field.column))) for field in fields]
            key = quote(model._meta.pk.column)
            newest = f"SELECT * FROM {quote(model._meta.db_table)} ORDER BY {key} DESC LIMIT {NEWEST}"  # noqa: S608
            cursor.execute(f"SELECT {', '.join(texts)} FROM ({newest}) AS newest")  # noqa: S608
            for row in cursor.fetchall():
                for field, text in zip(fields, row, strict=True):
                    if text and text.startswith(MARK):
                        field.plain_of(text)


def key_ids_in_use(*, newest: int = 0) -> set[str]:
    """The letters of every key that a text in the database is sealed with; of the newest rows alone, where asked."""
    quote, found = connection.ops.quote_name, set()
    with connection.cursor() as cursor:
        for model, fields in tables_with_sealed_text():
            table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
            rows = f"(SELECT * FROM {table} ORDER BY {key} DESC LIMIT {newest})" if newest else table  # noqa: S608
            texts = ", ".join(field.text_in_sql(quote(str(field.column))) for field in fields)
            cursor.execute(
                f"SELECT DISTINCT substr(said.words, {len(MARK) + 1}, 6) FROM {rows} AS line,"  # noqa: S608  our own tables
                f" unnest(ARRAY[{texts}]) AS said (words) WHERE starts_with(said.words, %s)",
                [MARK],
            )
            found |= {letters for (letters,) in cursor.fetchall()}
    return found


def refuse_other_keys() -> None:
    """For the first page: that the keys fit what was written last. Asked once, and no more while they do.

    Raises KeyAway with the key that is missing.
    """
    known = frozenset(ring().reads)
    if known not in _fitting:
        if away := sorted(key_ids_in_use(newest=NEWEST) - known):
            raise key_is_away("The database", away[0])
        _fitting.add(known)
