"""Whether the keys that the program was given open what lies in the database."""

from django.db import connection

from .keys import MARK
from .rekeying import tables_with_sealed_text


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
            # Of the newest rows: the whole table would take longer than a question of health may.
            newest = f"SELECT * FROM {quote(model._meta.db_table)} ORDER BY {key} DESC LIMIT 20"  # noqa: S608
            cursor.execute(f"SELECT {', '.join(texts)} FROM ({newest}) AS newest")  # noqa: S608
            for row in cursor.fetchall():
                for field, text in zip(fields, row, strict=True):
                    if text and text.startswith(MARK):
                        field.plain_of(text)
