"""The step of a migration that seals columns, with what stands in them, and the way back."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import _add_trigger, _remove_trigger

from .columns import ComparedTextField, SealedCharField, SealedColumn, SealedJSONField, SealedTextField
from .rekeying import Turn, one_round, to_plain_text, to_this_key

Columns = Mapping[str, Collection[str]]


def _sealed(field: Any, place: str, is_compared: bool) -> SealedColumn:
    _name, _path, args, kwargs = field.deconstruct()
    kinds = {models.CharField: SealedCharField, models.TextField: SealedTextField, models.JSONField: SealedJSONField}
    kind = ComparedTextField if is_compared else kinds[type(field)]
    return kind(*args, **kwargs, place=place)


@contextmanager
def triggers_off(editor: BaseDatabaseSchemaEditor, table: str) -> Iterator[None]:
    """Within this no trigger of a table works: what says the same may change where it is fixed, and leaves no copy.

    Foreign keys are checked at once: PostgreSQL alters no table for which a check still waits.
    """
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


class SealColumns(Operation):
    """Seals these columns, by model. Those of `with_history` have a history, which is sealed along.

    Columns of `compared` (as `model.column`) are compared by a rule of the database.
    """

    reduces_to_sql = False
    reversible = True

    def __init__(self, columns: Columns, with_history: Collection[str] = (), compared: Collection[str] = ()) -> None:
        self.columns, self.with_history, self.compared = columns, with_history, compared

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.columns], {"with_history": self.with_history, "compared": self.compared}

    def describe(self) -> str:
        return f"Seal text in {', '.join(self.columns)}"

    def _tables(self) -> Iterator[tuple[str, str, Collection[str]]]:
        """Each table, of which table its text is bound to the columns, and which these are."""
        for model, names in self.columns.items():
            yield model, model, names
            if model in self.with_history:
                yield f"{model}event", model, names

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        for model, origin, names in self._tables():
            fields = state.models[app_label, model].fields
            for name in names:
                is_compared = f"{origin}.{name}" in self.compared
                fields[name] = _sealed(fields[name], f"{app_label}_{origin}.{name}", is_compared)
        state.reload_models([(app_label, model) for model, *_rest in self._tables()], delay=True)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self._alter(app_label, schema_editor, from_state, to_state)
        self._turn(app_label, schema_editor, to_state, to_this_key())

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self._turn(app_label, schema_editor, from_state, to_plain_text())
        self._alter(app_label, schema_editor, from_state, to_state)

    def _alter(self, app_label: str, editor: Any, before: ProjectState, after: ProjectState) -> None:
        for name, _origin, columns in self._tables():
            old, new = (state.apps.get_model(app_label, name) for state in (before, after))
            # Rules are taken away and made again: PostgreSQL would write them down anew in words of its own.
            rules = [each for each in old._meta.constraints if isinstance(each, models.CheckConstraint)]
            triggers = list(getattr(old._meta, "triggers", ()))
            for trigger in triggers:
                _remove_trigger(editor, old, trigger)
            for rule in rules:
                editor.remove_constraint(old, rule)
            for column in columns:
                editor.alter_field(old, old._meta.get_field(column), new._meta.get_field(column))
            for rule in rules:
                editor.add_constraint(new, rule)
            for trigger in triggers:
                _add_trigger(editor, new, trigger)

    def _turn(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: ProjectState, turn: Turn) -> None:
        using = editor.connection.alias
        for name, _origin, columns in self._tables():
            model = state.apps.get_model(app_label, name)
            if not model._base_manager.using(using).exists():
                continue
            fields = [model._meta.get_field(column) for column in columns]
            table = editor.quote_name(model._meta.db_table)
            with triggers_off(editor, table):
                last = None
                while True:
                    keys = one_round(model, fields, turn, after=last, using=using)
                    if not keys:
                        break
                    last = keys[-1]
