"""The copies that the history keeps of rows: also of rows that were taken away long before their file."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import connection, models

from ekc.audit.append_only import histories
from ekc.audit.forgetting import forget


def history_of(model: type[models.Model]) -> list[Any]:
    """The tables that keep what the rows of this one were."""
    return _by_table().get(model._meta.db_table, [])


@cache
def _by_table() -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for event in histories():
        found.setdefault(event.pgh_tracked_model._meta.db_table, []).append(event)
    return found


@cache
def _columns(event: Any) -> frozenset[str]:
    return frozenset(field.name for field in event._meta.concrete_fields)


def keys_that_were(model: type[models.Model], parent: str, parents: Iterable[Any]) -> set[Any]:
    """The keys of rows of this table that ever hung on one of `parents`, as far as the history knows."""
    found: set[Any] = set()
    for event in history_of(model):
        if {parent, "pgh_obj"} <= _columns(event):
            rows = event._default_manager.filter(**{f"{parent}__in": list(parents)}).order_by()
            found |= set(rows.values_list("pgh_obj_id", flat=True)) - {None}
    return found


def forget_rows(model: type[models.Model], keys: list[Any], parent: str, parents: list[Any]) -> tuple[int, set[Any]]:
    """Destroy what the history keeps of these rows, and of all that ever hung on `parents`: how many copies, and the
    contexts that they were made in."""
    count, contexts = 0, set()
    for event in history_of(model):
        columns = _columns(event)
        mine = models.Q(pk__in=[])
        if "pgh_obj" in columns:
            mine |= models.Q(pgh_obj__in=keys)
        if parent in columns:
            mine |= models.Q(**{f"{parent}__in": parents})
        rows = event._default_manager.filter(mine).order_by()
        found = dict(rows.values_list("pk", "pgh_context_id"))
        contexts |= set(found.values()) - {None}
        count += forget(event, found) if found else 0
    return count, contexts


def delete_raw(rows: Any) -> int:
    """Delete these rows and nothing beside them, and say how many there were."""
    # Of a condition that can hold for no row the database is not asked, and nothing comes back.
    return int(rows._raw_delete(rows.db) or 0)


def drop_contexts(keys: Iterable[Any]) -> int:
    """Destroy these contexts, as far as no row of the history was made in them any more."""
    unused = 'AND NOT EXISTS (SELECT 1 FROM "{}" WHERE pgh_context_id = context.id)'
    still = " ".join(unused.format(event._meta.db_table) for event in histories())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM pghistory_context AS context WHERE id = ANY(%s) {still}", [list(keys)])  # noqa: S608  names of our own tables
        return int(cursor.rowcount)
