"""The login of a research project reads its own tables and nothing else (R18). It connects here as itself."""

import uuid
from contextlib import closing
from io import StringIO

import pghistory
import psycopg2
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from pghistory.models import Events
from psycopg2 import errors, sql

from cases.models import Case
from ekc.accounts.codes import Role
from ekc.dates import local_today
from reports.acts.objections import record_objection
from reports.acts.research import renew_schemas
from reports.catalogue import Selection
from reports.codes import ObjectionWay, Objector
from reports.models import ResearchProvision
from reports.research import own_schema
from reports.research.sets import build_set
from tests.factories import make_research, make_user
from tests.reports.conftest import PILOT_FOLDER, PILOT_NAME

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def project(transactional_db):
    """A project with a name that no other run has: logins are of the whole server."""
    call_command("import_registrations", str(PILOT_FOLDER), programme_name=PILOT_NAME, verbosity=0)
    found = make_research(slug=f"proef-{uuid.uuid4().hex[:12]}")
    yield found
    with connection.cursor() as cursor:
        if own_schema.has_login(found):
            login = sql.Identifier(own_schema.name_in_database(found))
            own_schema.drop(found)
            cursor.execute(sql.SQL("DROP OWNED BY {}").format(login))
            cursor.execute(sql.SQL("DROP ROLE {}").format(login))


def opened(project):
    """What the command says, and a connection as the login that it made."""
    said = StringIO()
    call_command("research_database", project.slug, stdout=said)
    password = said.getvalue().split("password ")[1].split(". ")[0]
    return said.getvalue(), connect(project, password)


def connect(project, password):
    home = connection.get_connection_params()
    whole = {"host": home.get("host"), "port": home.get("port"), "dbname": home["dbname"]}
    found = psycopg2.connect(**whole, user=own_schema.name_in_database(project), password=password)
    found.autocommit = True
    return closing(found)


def rows(there, table):
    with there.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
        return cursor.fetchall()


def refused(there, statement):
    with there.cursor() as cursor, pytest.raises((errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)):
        cursor.execute(statement)


def every_table():
    """All tables of all models, of their history, those between two models, and whatever else there is."""
    # That of all history together is no table but a question to the others.
    models = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'S')"
        )
        found = {name for (name,) in cursor.fetchall()}
    assert models <= found | {Events._meta.db_table}
    return sorted(found)


def test_the_login_is_refused_every_table_of_every_model(project):
    _said, opened_ = opened(project)
    with opened_ as there:
        for table in every_table():
            refused(there, sql.SQL("SELECT * FROM public.{} LIMIT 1").format(sql.Identifier(table)))
        assert len(every_table()) > 150


def test_the_login_has_the_right_to_read_its_own_tables_and_no_other_right(project):
    _said, opened_ = opened(project)
    name = own_schema.name_in_database(project)
    with opened_ as there, there.cursor() as cursor:
        cursor.execute("SELECT DISTINCT table_schema, privilege_type FROM information_schema.role_table_grants")
        assert {row for row in cursor.fetchall() if row[0] not in ("pg_catalog", "information_schema")} == {
            (name, "SELECT")
        }
        cursor.execute("SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles "
                       "WHERE rolname = current_user")  # fmt: skip
        assert cursor.fetchone() == (False,) * 5
        cursor.execute("SET default_transaction_read_only = off")
        for statement in ("DELETE FROM aanvragen", "CREATE TABLE eigen (a int)", "CREATE SCHEMA eigen"):
            refused(there, statement)
    assert own_schema.reached_besides(project) == []


def test_the_tables_hold_what_the_files_hold(project):
    _said, opened_ = opened(project)
    found = build_set(project, Selection())
    with opened_ as there:
        for file in found.files:
            assert len(rows(there, file.name)) == len(file.rows)
        told = {row[0] for row in rows(there, "aanvragen")}
        assert told == {row[0] for file in found.files if file.name == "aanvragen" for row in file.rows}
        assert len(rows(there, "codeboek")) > 300
        assert rows(there, "keuze")[0][0]["bescherming"]["minste_gezinnen"] == 5
        # An eighth of a byte of what identifies is too much.
        everything = str([rows(there, file.name) for file in found.files])
    numbers = [number for pair in Case.objects.values_list("number", "external_id") for number in pair]
    assert not [number for number in numbers if f"'{number}'" in everything]
    assert ResearchProvision.objects.filter(project=project).count() == Case.objects.count()


def test_who_objects_is_out_at_once_and_the_night_fills_the_rest_again(project):
    _said, opened_ = opened(project)
    with opened_ as there:
        before = {row[0] for row in rows(there, "aanvragen")}
        case = Case.objects.filter(conferences__isnull=False).first()
        who = build_set(project, Selection())
        mine = {
            row[0]
            for file in who.files
            if file.name == "aanvragen"
            for row, owner in zip(file.rows, file.owners, strict=True)
            if owner == case.pk
        }

        # As on a page, where it is noted who changes something.
        with pghistory.context(user=1):
            record_objection(
                case,
                by=make_user(Role.NATIONAL),
                objector=Objector.PARENT,
                way=ObjectionWay.MAIL,
                received_on=local_today(),
            )

        for file in who.files:
            if file.name.startswith("enquete_"):
                continue
            assert rows(there, file.name) == []
        assert renew_schemas() == 1
        assert {row[0] for row in rows(there, "aanvragen")} == before - mine
        assert len(mine) == 1
        assert mine.isdisjoint(value for file in who.files for row in rows(there, file.name) for value in row)


def test_a_project_that_ended_leaves_nothing_to_read(project):
    _said, opened_ = opened(project)
    project.starts_on = project.ends_on = local_today().replace(year=2020, day=1)
    project.save()

    assert renew_schemas() == 0

    with opened_ as there, there.cursor() as cursor, pytest.raises(errors.UndefinedTable):
        cursor.execute("SELECT * FROM aanvragen")
    with pytest.raises(CommandError, match="runs from 2020"):
        call_command("research_database", project.slug)


def test_two_projects_do_not_reach_each_other(project):
    _said, opened_ = opened(project)
    other = make_research(slug=f"ander-{uuid.uuid4().hex[:12]}")
    call_command("research_database", other.slug, stdout=StringIO())
    try:
        with opened_ as there:
            refused(
                there,
                sql.SQL("SELECT 1 FROM {}").format(sql.Identifier(own_schema.name_in_database(other), "aanvragen")),
            )
    finally:
        with connection.cursor() as cursor:
            own_schema.drop(other)
            cursor.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(own_schema.name_in_database(other))))


def test_a_login_that_was_given_more_is_filled_nothing(project):
    _said, opened_ = opened(project)
    login = sql.Identifier(own_schema.name_in_database(project))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("GRANT SELECT (name) ON cases_mainperson TO {}").format(login))

    with pytest.raises(CommandError, match="cases_mainperson"):
        call_command("research_database", project.slug)

    renew_schemas()
    with opened_ as there:
        assert rows(there, "aanvragen") == []


def test_where_the_program_may_make_no_logins_it_says_what_to_run(project):
    limited = sql.Identifier(f"beperkt_{uuid.uuid4().hex[:12]}")
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE ROLE {}").format(limited))
        cursor.execute(sql.SQL("GRANT SELECT ON reports_researchproject TO {}").format(limited))
        try:
            cursor.execute(sql.SQL("SET ROLE {}").format(limited))
            with pytest.raises(CommandError, match="may not make logins") as said:
                call_command("research_database", project.slug)
        finally:
            cursor.execute("RESET ROLE")
        # Who keeps the database runs what was said; then the same command fills the tables.
        statements = str(said.value).split(":\n")[1].replace("CHOOSE A PASSWORD", "een-eigen-wachtwoord")
        cursor.execute(statements.replace("%", "%%"))
        cursor.execute(sql.SQL("DROP OWNED BY {}").format(limited))
        cursor.execute(sql.SQL("DROP ROLE {}").format(limited))

    call_command("research_database", project.slug, stdout=StringIO())

    with connect(project, "een-eigen-wachtwoord") as there:
        assert len(rows(there, "aanvragen")) == Case.objects.count()
