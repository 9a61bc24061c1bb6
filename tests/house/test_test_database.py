"""The database that tests get: a fresh copy of what the migrations leave (`tests/database.py`)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from ekc.accounts.codes import RegionKind
from ekc.accounts.models import Municipality, Region
from surveys.models import Questionnaire
from tests import database
from tests.as_it_was import AsItWas


def numbers() -> tuple[object, ...]:
    return (
        list(Region.objects.order_by("pk").values_list("pk", "code", "name")),
        list(Municipality.objects.order_by("pk").values_list("pk", "name")),
        list(Questionnaire.objects.order_by("pk").values_list("pk", "form", "version")),
        list(ContentType.objects.order_by("pk").values_list("pk", "app_label", "model")),
    )


@pytest.fixture
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The server without a transaction: these tests make databases."""
    with django_db_blocker.unblock():
        yield


def test_database_begins_as_the_migrations_left_it(server: None) -> None:
    executor = MigrationExecutor(connection)
    home, name = numbers(), f"{connection.settings_dict['NAME']}_fresh"

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    database.copy_to(name, database.template())
    with database.turned_to(name):
        fresh = numbers()
    database.drop(name)
    assert fresh == home


@pytest.fixture(scope="module")
def at_first(django_db_setup: None, django_db_blocker: Any) -> tuple[object, ...]:
    with django_db_blocker.unblock():
        return numbers()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_for_the_next(at_first: tuple[object, ...], turn: int) -> None:
    assert numbers() == at_first

    Municipality.objects.all().delete()
    Region.objects.create(code="elders", name="Elders", kind=RegionKind.PROVINCE)
    ContentType.objects.all().delete()


@pytest.fixture
def elsewhere(server: None) -> Iterator[AsItWas]:
    """A database that this test may leave as it likes, and the connection leads there."""
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    found = AsItWas(name, database.template())
    with database.turned_to(name):
        yield found
    database.drop(name)


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows, and where each sequence counts on."""
    found = {}
    with connection.cursor() as cursor:
        for table in [*connection.introspection.table_names(cursor), "pg_sequences"]:
            cursor.execute(f"SELECT x::text FROM {table} x ORDER BY 1")  # noqa: S608
            found[table] = cursor.fetchall()
    return found


def test_rows_that_were_added_changed_and_deleted_are_as_they_were_and_so_are_their_numbers(
    elsewhere: AsItWas, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()
    monkeypatch.setattr(database, "copy_to", lambda *_args: pytest.fail("copied all of it"))

    for _again in range(2):
        Region.objects.create(code="elders", name="Elders", kind=RegionKind.PROVINCE)
        Municipality.objects.filter(name__startswith="A").delete()
        changed = Municipality.objects.get(name="Baarn")
        changed.name = "Soest en Baarn"
        changed.save()
        ContentType.objects.all().delete()
        assert everything() != before

        assert elsewhere.bring_back()
        assert everything() == before


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE left_behind (number int)",
        "CREATE VIEW left_behind AS SELECT 1 AS number",
        "ALTER TABLE accounts_region DISABLE TRIGGER ALL",
        "ALTER TABLE accounts_region ADD COLUMN left_behind text",
        "CREATE FUNCTION left_behind() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "TRUNCATE django_session",
        'ALTER DATABASE "{name}" SET lock_timeout = 1',
    ],
)
def test_what_changes_more_than_rows_gets_a_fresh_copy(elsewhere: AsItWas, change: str) -> None:
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute(change.format(name=connection.settings_dict["NAME"]))

    assert not elsewhere.bring_back()

    assert everything() == before
    assert elsewhere.bring_back()


def test_whoever_is_still_connected_is_sent_away_and_leaves_nothing(elsewhere: AsItWas) -> None:
    before = everything()
    other = connections.create_connection("default")
    other.settings_dict["NAME"] = connection.settings_dict["NAME"]
    with other.cursor() as cursor:
        cursor.execute("BEGIN; DELETE FROM django_content_type; LOCK TABLE accounts_region")

    assert elsewhere.bring_back()

    assert everything() == before
    with pytest.raises(DatabaseError), other.cursor() as cursor:
        cursor.execute("SELECT 1")
    other.close()


def test_template_is_made_once(server: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_make", lambda *_args: pytest.fail("made again"))
    assert database.template() == database.template()


def test_change_in_a_migration_or_in_what_it_reads_makes_a_new_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, before = database.sources(), database.fingerprint()
    names = {str(path.relative_to(database.ROOT)) for path in read}
    assert {"cases/migrations/0001_initial.py", "ekc/accounts/data/regions.json", "cases/spoken_languages.py"} <= names

    for changed in read:
        other = tmp_path / changed.name
        other.write_bytes(changed.read_bytes() + b"\n")
        monkeypatch.setattr(database, "sources", lambda one=changed, by=other: [by if p == one else p for p in read])
        assert database.fingerprint() != before, changed


def test_template_half_made_is_made_again(server: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody pulled the plug while the migrations ran: the name of a whole template was not there yet."""
    monkeypatch.setattr(database, "PREFIX", f"ekc_half_{connection.settings_dict['NAME']}_")
    monkeypatch.setattr(database, "call_command", lambda *_args, **_options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        database.template()
    monkeypatch.setattr(database, "call_command", lambda *_args, **_options: None)

    name = database.template()

    database.drop(name)
    assert name.startswith(database.PREFIX)
