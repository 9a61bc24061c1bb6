"""The chain over the read log and the history: each minute the rows that came are sealed, with the hash of before.

Whoever writes a row waits for nobody: sealing comes after, and one at a time.
"""

import json
import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from ekc.turns import Turn, is_free, wait_for

from .append_only import append_only_tables
from .models import Seal, SealedUpTo

log = logging.getLogger(__name__)
BEGINNING = "0" * 64
MOST = 5_000
"""Rows in one seal."""
_BYTES = 32


def _models() -> dict[str, type[models.Model]]:
    """What is sealed, by table: all that only grows but the seals themselves, which seal each other."""
    wanted = set(append_only_tables()) - {Seal._meta.db_table}
    return {model._meta.db_table: model for model in apps.get_models() if model._meta.db_table in wanted}


def seal_new_rows() -> int:
    """Seal what came in since the last time: how many rows. Does nothing while somebody else does it."""
    with transaction.atomic():
        if not is_free(Turn.CHAIN):
            return 0
        count = 0
        while found := sum(_seal_some(model) for model in _models().values()):
            count += found
        return count


def _seal_some(model: type[models.Model]) -> int:
    point, _made = SealedUpTo.objects.get_or_create(table_name=model._meta.db_table)
    before = list(point.beyond)
    oldest, newest = _snapshot()
    keys = list(
        model._base_manager.filter(pk__gt=point.upto)
        .exclude(pk__in=point.beyond)
        .order_by("pk")
        .values_list("pk", flat=True)[:MOST]
    )
    if keys:
        add_seal(model, keys)
        point.beyond = sorted([*point.beyond, *keys])
    # Where more wait, the lowest of them may not be among these.
    moved = len(keys) < MOST and _settle(point, oldest, newest)
    if moved or point.beyond != before:
        point.save()
    return len(keys)


def _snapshot() -> tuple[int, int]:
    """The oldest transaction that is not ready, and the one that comes next."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,"
            " pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        )
        oldest, newest = cursor.fetchone()
        return int(oldest), int(newest)


def _settle(point: SealedUpTo, oldest: int, newest: int) -> bool:
    """Move up what is settled, so that what lies below need not be looked at again. Whether anything changed."""
    changed = False
    if point.candidate and point.candidate_ends <= oldest:
        point.upto, point.candidate, changed = max(point.upto, point.candidate), 0, True
    while point.beyond and point.beyond[0] <= point.upto + 1:
        point.upto, changed = max(point.upto, point.beyond.pop(0)), True
    # Of another server, whose count of transactions was ahead.
    is_of_another = point.candidate_ends > newest
    if point.beyond and (not point.candidate or is_of_another):
        point.candidate, point.candidate_ends, changed = point.beyond[-1], newest, True
    return changed


def seal_anew(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Seal these rows once more, which say the same in other signs: the last seal of a row is the one that counts.

    Called in the transaction that wrote them anew (`forgetting.rewriting`).
    """
    found = sorted(keys)
    wait_for(Turn.CHAIN)
    for begin in range(0, len(found), MOST):
        add_seal(model, found[begin : begin + MOST], is_anew=True)


def add_seal(model: type[models.Model], keys: Sequence[int], *, is_anew: bool = False) -> Seal:
    """Add a link. Whoever calls it holds the lock of the chain."""
    last = Seal.objects.order_by("-number").values("number", "hash").first() or {"number": 0, "hash": BEGINNING}
    columns = [field.column for field in model._meta.concrete_fields]
    found = digests_of(model, columns, keys)
    seal = Seal(
        number=last["number"] + 1,
        table_name=model._meta.db_table,
        columns=columns,
        keys=sorted(found),
        digests=b"".join(found[key] for key in sorted(found)),
        is_anew=is_anew,
        at=timezone.now(),
        previous=last["hash"],
    )
    seal.hash = seal.reckoned()
    seal.save(force_insert=True)
    return seal


def digests_of(model: type[models.Model], columns: Sequence[str], keys: Sequence[int]) -> dict[int, bytes]:
    """SHA-256 of what these columns of these rows say, by key; of a row of the history with who did it."""
    quoted = connection.ops.quote_name
    said = [f"line.{quoted(name)}" for name in columns]
    if "pgh_context_id" in columns:
        said.append("(SELECT metadata ->> 'user' FROM pghistory_context AS context WHERE context.id = pgh_context_id)")
    key = quoted(model._meta.pk.column)
    statement = (
        f"SELECT {key}, sha256(convert_to(ROW({', '.join(said)})::text, 'UTF8'))"  # noqa: S608  names of our own tables
        f" FROM {quoted(model._meta.db_table)} AS line WHERE {key} = ANY (%s)"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        # How a moment is written depends on the session.
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        cursor.execute(statement, [list(keys)])
        return {found: bytes(digest) for found, digest in cursor.fetchall()}


def parts(seal: Seal) -> dict[int, bytes]:
    """What a seal says of each of its rows."""
    whole = bytes(seal.digests)
    return {key: whole[place * _BYTES : (place + 1) * _BYTES] for place, key in enumerate(seal.keys)}


def as_line(seal: Seal) -> str:
    """A seal as a line of the copy in the second place."""
    told = {
        "number": seal.number,
        "table": seal.table_name,
        "columns": seal.columns,
        "keys": seal.keys,
        "digests": bytes(seal.digests).hex(),
        "anew": seal.is_anew,
        "at": seal.at.isoformat(),
        "previous": seal.previous,
        "hash": seal.hash,
    }
    return json.dumps(told)
