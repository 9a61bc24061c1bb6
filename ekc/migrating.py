"""The migrations on an empty database, a dozen times faster, with the same tables, rules and rows as Django's own way.

Django draws the models as they stood at each step. After every field, constraint and trigger that a migration adds it
draws again whatever hangs together with that model, which in this house is nearly everything: that is where its time
goes. What only adds to one model needs that model alone, as long as nobody follows its relations before they are drawn
anew. A step that may follow them (a field that others point at, something that gets another name) goes Django's way.

A database that holds anything goes Django's way from beginning to end.
"""

import copy
from functools import partial
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddField, AlterField, AlterModelOptions, CreateModel, Migration, RemoveField
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ProjectState
from django.db.migrations.utils import field_is_referenced

ADDS_TO_ONE_MODEL = (CreateModel, AddField, AlterModelOptions, IndexOperation)


class EmptyDatabaseState(ProjectState):
    """The models as they stand; while `one_by_one`, a change draws its own model only."""

    one_by_one = False

    def clone(self) -> ProjectState:
        same: ProjectState = super().clone()
        same.__class__ = type(self)
        return same

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        if not self.one_by_one:
            super().reload_model(app_label, model_name, delay)
        elif "apps" in self.__dict__:
            # So Django draws all of them anew before anybody looks around, as after delays of its own.
            self.is_delayed = True
            self._reload({(app_label, model_name)})


class EmptyDatabaseExecutor(MigrationExecutor):
    """Runs the migrations as `MigrationExecutor` does, and faster where the database was empty."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.began_empty = not self.loader.applied_migrations

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        state = super()._create_project_state(with_applied_migrations)
        if self.began_empty:
            state.__class__ = EmptyDatabaseState
        return state

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        if isinstance(state, EmptyDatabaseState):
            in_parts = copy.copy(migration)
            in_parts.apply = partial(_apply_step_by_step, migration)
            migration = in_parts
        return super().apply_migration(state, migration, fake, fake_initial)


def _apply_step_by_step(
    migration: Migration, state: EmptyDatabaseState, editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
) -> EmptyDatabaseState:
    for operation in migration.operations:
        state.one_by_one = leaves_others_alone(operation, migration.app_label, state)
        if not state.one_by_one:
            state.clear_delayed_apps_cache()
        step = copy.copy(migration)
        step.operations = [operation]
        state = Migration.apply(step, state, editor, collect_sql)
    return state


def leaves_others_alone(operation: Operation, app_label: str, state: ProjectState) -> bool:
    """Whether nobody needs to follow relations to or from its model, before the operation or after it."""
    if isinstance(operation, ADDS_TO_ONE_MODEL):
        return True
    if isinstance(operation, AlterField | RemoveField):
        key = app_label, operation.model_name_lower
        before = state.models[key].get_field(operation.name)
        after = operation.field or before
        is_seen = before.is_relation or after.is_relation or before.primary_key
        return not is_seen and not field_is_referenced(state, key, (operation.name, before))
    return False
