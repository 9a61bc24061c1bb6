"""An empty database is filled a dozen times faster than Django does it, with the same outcome (`ekc/migrating.py`)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations import (
    AddField,
    AlterField,
    DeleteModel,
    RemoveField,
    RenameField,
    RenameModel,
    RunPython,
    RunSQL,
)
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.registry import registered

from ekc.embedded import ROOT
from ekc.migrating import Blueprint, EmptyDatabaseState, QuickExecutor, QuickModel, leaves_others_alone
from tests import database

COLUMNS = """
    SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, is_identity
    FROM information_schema.columns WHERE table_schema = 'public'
"""
RULES = """
    SELECT conrelid::regclass::text, contype, CASE contype WHEN 'n' THEN '' ELSE pg_get_constraintdef(oid) END
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 't' AND contype <> 'n'
"""
INDEXES = """
    SELECT tablename, regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON') FROM pg_indexes WHERE schemaname = 'public'
"""


TRIGGERS = """
    SELECT tgrelid::regclass::text, pg_get_triggerdef(trigger.oid), prosrc
    FROM pg_trigger AS trigger JOIN pg_proc AS act ON act.oid = tgfoid WHERE tgname LIKE 'pgtrigger%'
"""
OURS = tuple(f"{app.label}_" for app in apps.get_app_configs() if Path(app.path).parent in (ROOT, ROOT / "ekc"))


def found(sql: str) -> list[tuple[Any, ...]]:
    """What the catalogue says of our own tables. The order of the values of a set tells nothing."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = [tuple(_in_order(str(value)) for value in row) for row in cursor.fetchall()]
    return sorted(row for row in rows if row[0].startswith(OURS))


def _in_order(text: str) -> str:
    return re.sub(r"ARRAY\[([^]]*)\]", lambda match: f"ARRAY[{sorted(match[1].split(', '))}]", text)


@pytest.fixture
def drawn_from_models(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database with the tables as the models of today ask for them, without any migration."""
    name = f"{connection.settings_dict['NAME']}_models"
    with django_db_blocker.unblock():
        database.make_empty(name)
        with database.turned_to(name):
            with connection.schema_editor() as editor:
                for model in apps.get_models():
                    if model._meta.managed and not model._meta.proxy:
                        editor.create_model(model)
            # The tables of many-to-many came along without theirs.
            for model, trigger in registered():
                if model._meta.auto_created or model._meta.proxy:
                    trigger.install(model)
        yield name
        database.drop(name)


@pytest.mark.parametrize("sql", [COLUMNS, RULES, INDEXES, TRIGGERS], ids=["columns", "rules", "indexes", "triggers"])
def test_migrations_leave_the_tables_that_the_models_ask_for(drawn_from_models: str, sql: str) -> None:
    migrated = found(sql)
    assert len(migrated) > 100
    with database.turned_to(drawn_from_models):
        assert found(sql) == migrated


def far_reaching_steps() -> list[Operation]:
    return [
        RenameField("case", "region", "area"),
        RenameModel("Case", "File"),
        DeleteModel("Case"),
        AlterField("case", "region", models.TextField()),
        AlterField("case", "situation", models.ForeignKey("cases.Case", models.CASCADE)),
        AlterField("case", "region", models.ForeignKey("cases.Case", models.CASCADE)),
        AlterField("case", "region", models.OneToOneField("accounts.Region", models.CASCADE)),
        RemoveField("agreement", "questions"),
        RunSQL("SELECT 1", state_operations=[DeleteModel("Case")]),
        AlterField("case", "id", models.TextField(primary_key=True)),
    ]


def steps_of_one_model() -> list[Operation]:
    return [
        AddField("case", "weight", models.TextField()),
        AlterField("case", "situation", models.TextField()),
        AlterField("case", "region", models.ForeignKey("accounts.Region", models.CASCADE, null=True)),
        RemoveField("case", "region"),
        RenameField("case", "situation", "what_is_the_matter"),
        RunSQL("SELECT 1"),
        RunPython(RunPython.noop),
    ]


@pytest.fixture(scope="module")
def state() -> ProjectState:
    """The models as the last migrations leave them."""
    return MigrationLoader(None, ignore_no_migrations=True).project_state()


@pytest.mark.parametrize("step", far_reaching_steps(), ids=lambda step: step.describe())
def test_step_that_others_may_feel_goes_djangos_way(state: ProjectState, step: Operation) -> None:
    app = "plans" if getattr(step, "model_name", "") == "agreement" else "cases"

    assert not leaves_others_alone(step, app, state)


@pytest.mark.parametrize("step", steps_of_one_model(), ids=lambda step: step.describe())
def test_step_that_nobody_else_feels_draws_one_model(state: ProjectState, step: Operation) -> None:
    assert leaves_others_alone(step, "cases", state)


def test_a_field_that_is_copied_is_what_django_builds_anew(state: ProjectState) -> None:
    fields = [field for model in state.models.values() for field in model.fields.values()]
    assert len(fields) > 1_000
    # Asked once, they remember which model they point at; a copy must ask again.
    assert all(field.related_model for field in fields if field.is_relation)

    # Those that hold a field are built anew.
    for field in (each for each in fields if not hasattr(each, "base_field")):
        built, copied = field.clone(), Blueprint(field).clone()
        assert copied is not field
        assert copied.deconstruct() == built.deconstruct()
        assert "related_model" not in vars(copied)
        assert vars(copied).keys() == vars(built).keys()
        assert copied.validators == built.validators


@pytest.mark.django_db
def test_database_that_holds_anything_goes_djangos_way() -> None:
    executor = QuickExecutor(connection)

    assert not executor.began_empty
    state = executor._create_project_state(with_applied_migrations=True)
    assert not isinstance(state, EmptyDatabaseState)
    assert {type(model) for model in state.models.values()} == {QuickModel}
