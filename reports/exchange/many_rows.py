"""Many new rows of a model at once, by PostgreSQL's COPY: every column, every check, every default and the whole
history as when they were saved one by one."""

import datetime as dt
import io
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from django.utils import timezone

from cases.models.kept_step import MARKS_NEXT_STEP, StaleStep
from ekc.audit.triggers import triggers_asleep
from ekc.sealed.columns import SealedColumn, SealedJSONField

from .registrations import Values

Write = Callable[[Any], str]
NULL = "\\N"
INSERTED = "insert"
"""The label of the first row of a history."""


@contextmanager
def set_wise(*kinds: Any) -> Iterator[None]:
    """Within this no trigger keeps history or marks next steps row by row: whoever writes does both for all rows at
    once, by `copy_rows` and `mark_cases`. Every other trigger goes on."""
    names = {
        trigger.get_pgid(model)
        for model in kinds
        for trigger in getattr(model._meta, "triggers", ())
        if trigger.name == MARKS_NEXT_STEP or getattr(trigger, "label", None) == INSERTED
    }
    with triggers_asleep(names):
        yield


def mark_cases(keys: Sequence[int]) -> None:
    """Say that the next step of these cases may be another now."""
    copy_rows(StaleStep, [{"case_id": key} for key in keys])


def copy_rows(model: Any, rows: Sequence[Values]) -> list[Any]:
    """Write new rows and their history; gives their keys, in the order of the rows. Only within `set_wise`.

    A row has values by name of the field, and may lack what the model has a default for.
    """
    if not rows:
        return []
    key = model._meta.pk
    keys = [row[key.name] for row in rows] if key.name in rows[0] else _drawn_keys(model, len(rows))
    names = dict.fromkeys(name for row in rows for name in row if name != key.name)
    given = {model._meta.get_field(name): name for name in names}
    others = [field for field in model._meta.concrete_fields if field not in given and field is not key]
    columns = [key, *given, *others]
    cells = [(name, _default(field), _remembered(field)) for field, name in given.items()]
    rest = "".join(f"\t{_writer(field)(_default(field))}" for field in others) + "\n"
    out = io.StringIO()
    for at, row in zip(keys, rows, strict=True):
        texts = [known[row.get(name, default)] for name, default, known in cells]
        out.write("\t".join([str(at), *texts]) + rest)
    out.seek(0)
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        table = f"{quoted(model._meta.db_table)} ({', '.join(quoted(field.column) for field in columns)})"
        cursor.copy_expert(f"COPY {table} FROM STDIN", out)
    _write_history(model, keys)
    return keys


def _drawn_keys(model: Any, number: int) -> list[int]:
    meta = model._meta
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [meta.db_table, meta.pk.column, number],
        )
        return [key for (key,) in cursor.fetchall()]


def _default(field: Any) -> Any:
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return timezone.now()
    return field.get_default()


def _write_history(model: Any, keys: Sequence[Any]) -> None:
    """The first row of the history of each, as the trigger of the model would write it."""
    event = getattr(model, "pgh_event_models", {}).get(INSERTED)
    if event is None:
        return
    quoted = connection.ops.quote_name
    own = ", ".join(
        quoted(field.column) for field in event._meta.concrete_fields if not field.column.startswith("pgh_")
    )
    key, table = quoted(model._meta.pk.column), quoted(model._meta.db_table)
    statement = f"""
        WITH source AS MATERIALIZED (SELECT _pgh_attach_context() AS context)
        INSERT INTO {quoted(event._meta.db_table)} ({own}, pgh_obj_id, pgh_label, pgh_created_at, pgh_context_id)
        SELECT {own}, {key}, %s, %s, source.context FROM {table}, source WHERE {key} = ANY(%s) ORDER BY {key}
    """  # noqa: S608  names of tables and columns only
    with connection.cursor() as cursor:
        cursor.execute(statement, [INSERTED, timezone.now(), list(keys)])


# --- cells of COPY ----------------------------------------------------------------------------
def _escaped(text: str) -> str:
    if text.isalnum():
        return text
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _interval(value: dt.timedelta) -> str:
    return f"{value.days} days {value.seconds}.{value.microseconds:06} seconds"


_BY_TYPE: dict[type, Write] = {
    type(None): lambda _value: NULL,
    bool: lambda value: "t" if value else "f",
    int: str,
    str: _escaped,
    dt.date: dt.date.isoformat,
    dt.datetime: dt.datetime.isoformat,
    dt.timedelta: _interval,
}


def _plain(value: Any) -> str:
    write = _BY_TYPE.get(type(value))
    return write(value) if write else _escaped(str(value))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _array(value: Any) -> str:
    return NULL if value is None else _escaped("{" + ",".join(_quoted(str(item)) for item in value) + "}")


def _lexemes(value: Any) -> str:
    # They hold letters and digits only: nothing in them can close the quotes.
    return NULL if value is None else " ".join(f"'{word}'" for word in value)


def _json(value: Any) -> str:
    return NULL if value is None else _escaped(json.dumps(value, ensure_ascii=False))


def _key(value: Any) -> str:
    return _plain(value.pk if isinstance(value, models.Model) else value)


class _Texts(dict[Any, str]):
    """The texts of the values of one column that were written before: most cells repeat."""

    def __init__(self, write: Write) -> None:
        super().__init__()
        self.write = write

    def __missing__(self, value: Any) -> str:
        text = self[value] = self.write(value)
        return text


class _NotRemembered:
    """The same for values that cannot be looked up: lists and dictionaries."""

    def __init__(self, write: Write) -> None:
        self.write = write

    def __getitem__(self, value: Any) -> str:
        return self.write(value)


def _remembered(field: Any) -> _Texts | _NotRemembered:
    """Values of one column are of one type, so that equal ones are written alike."""
    write = _writer(field)
    # Of two equal texts nothing shows, once they are sealed.
    never = isinstance(field, SealedColumn) or write in (_array, _json, _lexemes)
    return _NotRemembered(write) if never else _Texts(write)


def _writer(field: Any) -> Write:
    if isinstance(field, SealedJSONField):
        raise NotImplementedError(f"{field} has no way into a COPY yet.")
    if isinstance(field, SealedColumn):
        return lambda value: NULL if value is None else _escaped(field.seal_text(value))
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, ArrayField):
        return _array
    if isinstance(field, SearchVectorField):
        return _lexemes
    return _key if field.is_relation else _plain
