"""The program works with the rights of its own role alone, and that role cannot make, change or empty a table."""

import datetime as dt
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from cases.codes import CaseState
from cases.tasks import bring_steps_up_to_date, send_weekly_digests
from ekc.accounts.codes import Role
from ekc.audit.chain_check import check_log
from ekc.audit.forgetting import forget
from ekc.audit.models import ReadLine
from ekc.audit.tasks import seal_log
from ekc.database_roles import APP, BACKUP, make_roles, too_much, work_as_the_program
from ekc.outbox.acts.restored import hold_after_restore
from ekc.outbox.models import Message
from ekc.outbox.tasks import run_due_rows, send_messages
from ekc.retention.tasks import forget_what_is_over
from reports.tasks import bring_counts_up_to_date, make_downloads
from surveys.acts.mixing import mix_answers
from tests.access.matrix import ROUTES, CaseRoute
from tests.access.test_crawler import ARGUMENTS, signed_in
from tests.accounts.people import make_person
from tests.database import ROLES_LOCK
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def roles(db: None) -> Iterator[None]:
    """The roles, with their rights on this database. They are of the whole server, so one at a time makes them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ROLES_LOCK])
    make_roles({})
    yield
    act_as("postgres")


def act_as(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}" if role != "postgres" else "RESET ROLE")


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return getattr(error.__cause__, "pgcode", "") == "42501"
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE cases_contact CASCADE",
        "DROP TABLE cases_contact",
        "CREATE TABLE public.mine (id int)",
        "ALTER TABLE cases_contact ADD COLUMN mine int",
        "ALTER TABLE audit_readline DISABLE TRIGGER ALL",
        "DROP TRIGGER append_only_rows ON audit_readline",
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        "SET session_replication_role = replica",
        "UPDATE audit_readline SET what = 'niets'",
        "DELETE FROM audit_readline",
        "DELETE FROM cases_caseevent",
        "UPDATE accounts_userevent SET role = 'onderzoeker'",
        "DELETE FROM audit_seal",
        "INSERT INTO audit_forgotten (table_name, keys, at) VALUES ('audit_readline', '{1}', '2026-01-01')",
        "DELETE FROM django_migrations",
        "CREATE ROLE somebody",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY cases_contact TO PROGRAM 'cat'",
    ],
)
def test_the_program_is_refused_what_it_never_does(roles: None, statement: str) -> None:
    act_as(APP)

    assert refused(statement)


@pytest.mark.parametrize("state", [CaseState.ACTIVATION, CaseState.PLAN_SENT])
def test_every_page_opens_with_the_rights_of_the_program(roles: None, world_in: Any, state: str) -> None:
    world: World = world_in(state)
    act_as(APP)
    number, opened = world.own.case.number, 0
    for person in world.people.values():
        client = signed_in(person)
        for name, arguments in ARGUMENTS.items():
            if not arguments or (isinstance(ROUTES[name], CaseRoute) and arguments == ("number",)):
                address = reverse(name, kwargs={"number": number} if arguments else None)
                opened += client.get(address).status_code == 200

    assert opened > 150


def test_what_happens_by_itself_happens_with_the_rights_of_the_program(roles: None, world: World) -> None:
    act_as(APP)
    for task in (run_due_rows, send_messages, bring_steps_up_to_date, bring_counts_up_to_date, make_downloads):
        task()
    for task in (send_weekly_digests, forget_what_is_over, mix_answers, seal_log):
        task()

    assert ReadLine.objects.count() >= 0
    assert check_log(None).faults == []


def test_lines_of_which_the_term_is_over_go_by_the_one_way(roles: None) -> None:
    line = ReadLine.objects.create(action="R", what="zaak", route="", outcome="getoond")
    act_as(APP)
    seal_log()

    assert forget(ReadLine, [line.pk]) == 1
    assert not ReadLine.objects.exists()


def test_copies_are_made_with_rights_to_read_and_to_say_so(roles: None) -> None:
    person = make_person(Role.COORDINATOR)
    act_as(BACKUP)

    assert hold_after_restore() == 0
    assert Message.objects.count() == 0
    assert refused(f"UPDATE accounts_user SET role = 'onderzoeker' WHERE id = {person.pk}")
    assert refused("DELETE FROM audit_readline")
    assert refused("TRUNCATE cases_contact CASCADE")


def test_the_roles_may_be_made_again_and_are_looked_over(roles: None) -> None:
    said = make_roles({})

    assert said == [f"{name}: was there, its rights are given anew" for name in (APP, BACKUP)]
    assert too_much(APP) == too_much(BACKUP) == []
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT TRUNCATE ON cases_contact TO {APP}; GRANT DELETE ON audit_readline TO {APP}")
    assert too_much(APP) == ["it may change or remove rows of audit_readline", "it may truncate cases_contact"]
    with pytest.raises(CommandError, match="ekc_app: it may truncate cases_contact"):
        call_command("database_roles", check=True, stdout=StringIO())


def test_who_does_not_own_the_tables_makes_no_roles(roles: None) -> None:
    act_as(APP)

    with pytest.raises(CommandError, match="Call it with DATABASE_URL of the owner"):
        call_command("database_roles", stdout=StringIO())


def test_over_the_network_each_role_needs_a_password(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "HOST", "db")

    with pytest.raises(CommandError, match="EKC_APP_PASSWORD and EKC_COPIES_PASSWORD"):
        call_command("database_roles", stdout=StringIO())


def test_a_table_that_comes_later_is_the_programs_to_work_in(roles: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.later (id int)")
    make_roles({})
    act_as(APP)

    assert not refused("INSERT INTO later VALUES (1)")
    assert refused("DROP TABLE later")


def test_what_the_owner_fills_for_researchers_is_the_programs(roles: None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        work_as_the_program()
        cursor.execute("SELECT current_user, %s", [dt.date.min])
        assert cursor.fetchone()[0] == APP
        cursor.execute("CREATE SCHEMA research_later")
    act_as("postgres")
    act_as(APP)

    assert not refused("DROP SCHEMA research_later")
