"""An upgrade goes on while people work: two may migrate at once, one clock ticks, and the program of before can still
work on the tables of after."""

import importlib
import os
import re
import subprocess
import sys
import time
from typing import Any
from urllib.parse import quote

import pytest
from django.db import OperationalError, connection, migrations, models
from django.db.migrations.loader import MigrationLoader

from ekc.database_roles import make_roles
from ekc.embedded import ROOT
from ekc.management.commands import beat
from ekc.sealed.in_migrations import SealColumns
from ekc.turns import Turn
from tests import database

# The last migration of each app from before this rule.
BEFORE = {
    "accounts": 13,
    "audit": 1,
    "backups": 1,
    "cases": 35,
    "conferences": 13,
    "followup": 6,
    "lists": 1,
    "merging": 2,
    "once": 1,
    "outbox": 6,
    "plans": 21,
    "reports": 9,
    "retention": 1,
    "surveys": 5,
}
# The contract of what an earlier version stopped using: which migration, and since which version nobody uses it.
_SEALED = "the program of before cannot read what lies sealed, so it stops first (docs/deploy.md, docs/adr/0052)"
CONTRACTS: dict[tuple[str, str], str] = {
    ("cases", "0036_sealed"): _SEALED,
    ("conferences", "0014_sealed"): _SEALED,
    ("plans", "0022_sealed"): _SEALED,
    ("followup", "0007_sealed"): _SEALED,
    ("surveys", "0006_sealed"): _SEALED,
    ("merging", "0003_sealed"): _SEALED,
    ("retention", "0002_sealed"): _SEALED,
}
SHRINKS = (migrations.RemoveField, migrations.RenameField, migrations.DeleteModel, migrations.RenameModel, SealColumns)


def faults(operation: Any) -> list[str]:
    """Why the program of before cannot work on the tables after this step."""
    if isinstance(operation, SHRINKS):
        return [f"{type(operation).__name__} {getattr(operation, 'name', getattr(operation, 'old_name', ''))}"]
    if isinstance(operation, migrations.AddField | migrations.AlterField):
        field = operation.field
        has_none = (
            field.null or field.has_db_default() or field.primary_key or isinstance(field, models.ManyToManyField)
        )
        if not has_none:
            return [f"{operation.model_name}.{operation.name} takes no row that does not name it: give it a db_default"]
    return []


def asked_as_much(loader: MigrationLoader, app: str, name: str, operation: Any) -> bool:
    """Whether a column that is altered had to be named before as well: another code in its list asks nothing more."""
    if not isinstance(operation, migrations.AlterField):
        return False
    before = loader.project_state((app, name), at_end=False).models.get((app, operation.model_name_lower))
    field = before.fields.get(operation.name) if before else None
    return field is not None and not field.null and not field.has_db_default()


def test_every_migration_since_the_rule_only_expands() -> None:
    found, loader = {}, MigrationLoader(None, ignore_no_migrations=True)
    for (app, name), migration in loader.disk_migrations.items():
        is_ours = migration.__module__.split(".")[0] in ("ekc", *BEFORE)
        number = int(re.match(r"\d+", name)[0]) if re.match(r"\d+", name) else 0
        if is_ours and number > BEFORE.get(app, 0) and (app, name) not in CONTRACTS:
            operations = [each for each in migration.operations if not asked_as_much(loader, app, name, each)]
            told = [fault for operation in operations for fault in faults(operation)]
            if told:
                found[f"{app} {name}"] = told

    assert found == {}


@pytest.mark.parametrize(
    ("operation", "is_refused"),
    [
        (migrations.RemoveField("case", "x"), True),
        (migrations.RenameField("case", "x", "y"), True),
        (migrations.DeleteModel("Case"), True),
        (migrations.AddField("case", "x", models.TextField(default="")), True),
        (migrations.AddField("case", "x", models.TextField(db_default="")), False),
        (migrations.AddField("case", "x", models.DateField(null=True)), False),
        (migrations.AlterField("case", "x", models.DateField()), True),
        (migrations.AlterField("case", "x", models.DateField(null=True)), False),
        (migrations.CreateModel("Thing", []), False),
    ],
)
def test_what_the_program_of_before_stumbles_over_is_known(operation: Any, is_refused: bool) -> None:
    assert bool(faults(operation)) is is_refused


def test_the_rule_reads_migrations_at_all() -> None:
    assert importlib.import_module("ekc.outbox.migrations.0007_request_number")


@pytest.mark.long
def test_two_that_migrate_at_once_make_one_database(django_db_setup: None, django_db_blocker: Any) -> None:
    name = f"{connection.settings_dict['NAME']}_at_once"
    known = connection.settings_dict
    address = f"postgres://postgres@:{known['PORT']}/{quote(str(known['HOST']))}/{name}"
    with django_db_blocker.unblock():
        database.make_empty(name)
        try:
            both = [
                subprocess.Popen(
                    [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"],
                    cwd=ROOT,
                    env={**os.environ, "DATABASE_URL": address},
                    stderr=subprocess.PIPE,
                    text=True,
                )
                for _each in range(2)
            ]
            said = [each.communicate(timeout=300)[1] for each in both]
            assert [each.returncode for each in both] == [0, 0], said
            with database.turned_to(name), connection.cursor() as cursor:
                cursor.execute("SELECT count(*), count(DISTINCT (app, name)) FROM django_migrations")
                every, apart = cursor.fetchone()
            assert every == apart > 100
        finally:
            database.drop(name)


@pytest.mark.django_db(transaction=True)
def test_two_that_give_rights_at_once_wait_for_each_other() -> None:
    """Roles are of the whole server: without waiting the second fails, and nothing starts."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [Turn.ROLES.value])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        with pytest.raises(OperationalError, match="lock timeout"):
            make_roles({})
    finally:
        other.close()
        connection.close()


class Clock:
    """Stands in for celery beat."""

    started = 0

    def __init__(self, command: list[str]) -> None:
        type(self).started += 1
        self.is_running = "beat" in command

    def poll(self) -> int | None:
        return None if self.is_running else 0

    def terminate(self) -> None:
        self.is_running = False

    def wait(self, _seconds: float) -> None:
        return None


@pytest.mark.django_db(transaction=True)
def test_of_two_clocks_one_ticks_and_the_other_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beat.subprocess, "Popen", Clock)
    Clock.started = 0
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [Turn.CLOCK.value])
    clock = beat.Command()
    clock._clock = None

    clock._round()
    assert (Clock.started, clock._clock) == (0, None)
    other.close()
    # The server lets the lock go when it has seen that nobody is there any more.
    end = time.monotonic() + 30
    while not Clock.started and time.monotonic() < end:
        time.sleep(0.05)
        clock._round()
    clock._round()
    assert Clock.started == 1
    assert clock._clock.is_running

    # The line breaks: the lock is the server's again, so this one stops before it tries anew.
    ticking = clock._clock
    connection.close()
    monkeypatch.setattr(clock, "_holds", lambda: False)
    clock._round()
    assert not ticking.is_running
    assert clock._clock is None
