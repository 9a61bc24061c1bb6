"""Rows brought to another key, some hundreds at a time, while people work.

A round takes rows that nobody holds at that moment, and gives them back within milliseconds. What somebody holds is
for the next pass, so nothing that is written meanwhile is lost. Whatever was done is done: whoever begins again goes on
where it was left.
"""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import connections, transaction

from ekc.audit.chain import seal_anew
from ekc.audit.forgetting import only_grows, rewriting
from ekc.audit.triggers import triggers_asleep

from .columns import SealedColumn, sealed_columns
from .keys import GONE, MARK, ring, says_nothing

AT_ONCE = 200
MOST_PASSES = 5
_STARTS = len(MARK) + 7
"""The signs that say with which key a text is sealed."""


@dataclass(frozen=True)
class Turn:
    """What is done to each text: which are still to be done, in SQL, and what they become."""

    waiting: str
    becomes: Callable[[SealedColumn, str], str]

    def of(self, fields: list[SealedColumn], quote: Callable[[str], str]) -> str:
        """Rows with a text that is still to be done."""
        return " OR ".join(
            f"({self.waiting.format(text=field.text_in_sql(quote(str(field.column))))})" for field in fields
        )


def _resealed(field: SealedColumn, text: str) -> str:
    return text if text.startswith(ring().begins) else field.seal_anew(text)


def to_this_key() -> Turn:
    """Every text sealed with the key that writes, also what was written before columns were sealed."""
    begins = ring().begins
    return Turn(f"left({{text}}, {_STARTS}) <> '{begins}' AND {{text}} ~ '\\S' AND {{text}} <> '{GONE}'", _resealed)


def to_plain_text() -> Turn:
    """No text sealed any more."""
    return Turn(f"left({{text}}, {len(MARK)}) = '{MARK}'", lambda field, text: field.plain_of(text))


def tables_with_sealed_text() -> list[tuple[Any, list[SealedColumn]]]:
    """All tables of the house with a sealed column, and those columns."""
    kinds = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    return [(model, fields) for model in kinds if (fields := sealed_columns(model))]


def bring_over(model: Any, fields: list[SealedColumn], turn: Turn, *, using: str = "default") -> Iterator[int]:
    """Bring the rows of a table over, each round in a transaction of its own; gives how many each round took."""
    names = {trigger.get_pgid(kind) for kind, trigger in pgtrigger.registered()}
    # A history may say the same in other signs; the chain over it is told (docs/adr/0058).
    grows = only_grows(model)
    for _pass in range(MOST_PASSES):
        last = None
        while True:
            with transaction.atomic(using=using), triggers_asleep(names), rewriting(model) if grows else nullcontext():
                keys = one_round(model, fields, turn, after=last, using=using)
                if keys and grows:
                    seal_anew(model, keys)
            if not keys:
                break
            last = keys[-1]
            yield len(keys)
        if not how_many_wait(model, fields, turn, using=using):
            return


def one_round(model: Any, fields: list[SealedColumn], turn: Turn, *, after: Any, using: str = "default") -> list[Any]:
    """Bring over the next rows behind the key `after`: their keys, in order; none when there were none."""
    quote = connections[using].ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    texts = ", ".join(field.text_in_sql(quote(str(field.column))) for field in fields)
    behind = "" if after is None else f"{key} > %s AND "
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {texts} FROM {table} WHERE {behind}({turn.of(fields, quote)})"  # noqa: S608  names of our own tables
            f" ORDER BY {key} LIMIT {AT_ONCE} FOR NO KEY UPDATE SKIP LOCKED",
            None if after is None else [after],
        )
        rows = cursor.fetchall()
        if not rows:
            return []
        values: list[Any] = []
        for pk, *before in rows:
            values += [pk, *(_turned(turn, *each) for each in zip(fields, before, strict=True))]
        new = ", ".join(
            f"{column} = {field.column_in_sql(f'new.c{n}', f'{table}.{column}')}"
            for n, field in enumerate(fields)
            for column in [quote(str(field.column))]
        )
        cells = ", ".join([f"({', '.join(['%s'] * (len(fields) + 1))})"] * len(rows))
        named = ", ".join(["key", *(f"c{n}" for n, _field in enumerate(fields))])
        cursor.execute(
            f"UPDATE {table} SET {new} FROM (VALUES {cells}) AS new ({named}) WHERE {table}.{key} = new.key",  # noqa: S608
            values,
        )
    return [pk for pk, *_texts in rows]


def _turned(turn: Turn, field: SealedColumn, text: str | None) -> str | None:
    return text if text is None or says_nothing(text) else turn.becomes(field, text)


def how_many_wait(model: Any, fields: list[SealedColumn], turn: Turn, *, using: str = "default") -> int:
    """How many rows of a table are still to be brought over."""
    quote = connections[using].ops.quote_name
    with connections[using].cursor() as cursor:
        waiting = turn.of(fields, quote)
        cursor.execute(f"SELECT count(*) FROM {quote(model._meta.db_table)} WHERE {waiting}")  # noqa: S608
        return int(cursor.fetchone()[0])
