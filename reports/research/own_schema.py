"""The rows of a research project as tables, for a login of the database that sees nothing else (R18; docs/adr/0050).

Login and schema of a project have one name. The tables hold what its files hold, from the same set.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from psycopg2 import sql
from psycopg2.extensions import encrypt_password
from psycopg2.extras import execute_values

from ekc.database_roles import sql_text, work_as_the_program
from ekc.turns import Turn, wait_for

from ..models import ResearchProject
from .anonymity import ANSWERS
from .csv_flavours import PROGRAMS, code_book_rows, shown_as
from .package import selection_of
from .sav import names_of
from .sets import ResearchSet
from .variables import TEXTS, Kind, Variable

GROUP = "research"
"""Every login for research is in this role, which has no right itself: by it the server says from where they come."""
PASSWORD_BYTES = 24
PATIENCE = "10s"
"""So long filling waits for who reads the tables; then it is left to the next night."""


class NotAllowed(Exception):
    """The database does not let us do this; `statements` are for who keeps it."""

    def __init__(self, statements: Sequence[str]) -> None:
        super().__init__("\n".join(statements))
        self.statements = statements


class SeesTooMuch(Exception):
    """The login reaches tables besides its own; their names."""


def name_in_database(project: ResearchProject) -> str:
    """Of its login, and of its schema."""
    return f"{GROUP}_{project.slug}"


def has_login(project: ResearchProject) -> bool:
    return _exists("pg_roles", "rolname", name_in_database(project))


def has_schema(project: ResearchProject) -> bool:
    return _exists("pg_namespace", "nspname", name_in_database(project))


def _exists(catalog: str, column: str, name: str) -> bool:
    asked = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(sql.Identifier(catalog), sql.Identifier(column))
    return bool(_ask(asked, [name]))


def _ask(asked: Any, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(asked if isinstance(asked, str) else sql_text(asked), values)
        return list(cursor.fetchall())


def make_login(project: ResearchProject) -> str:
    """Make the login of a project, and give its new password. Raises NotAllowed where the database does not let us."""
    if not _ask("SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreaterole)"):
        raise NotAllowed([_text(each) for each in _statements(project, sql.Literal("CHOOSE A PASSWORD"))])
    password, name = secrets.token_urlsafe(PASSWORD_BYTES), name_in_database(project)
    connection.ensure_connection()
    # Only what it is checked by goes over the line, and into a log of the server.
    sealed = encrypt_password(password, name, scope=connection.connection, algorithm="scram-sha-256")
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _statements(project, sql.Literal(sealed)):
            cursor.execute(sql_text(statement))
    return password


def _statements(project: ResearchProject, password: sql.Literal) -> Iterator[sql.Composed]:
    """What makes the login: it reads, five at once at most, for ten minutes at a time, until the project ends."""
    login, group = sql.Identifier(name_in_database(project)), sql.Identifier(GROUP)
    if not _exists("pg_roles", "rolname", GROUP):
        yield sql.SQL("CREATE ROLE {} NOLOGIN").format(group)
    yield sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} CONNECTION LIMIT 5 VALID UNTIL {} IN ROLE {}").format(
        login, password, sql.Literal(f"{project.ends_on:%Y-%m-%d} 23:59:59 Europe/Amsterdam"), group
    )
    settings = {
        "search_path": name_in_database(project),
        "default_transaction_read_only": "on",
        "statement_timeout": "10min",
        "idle_in_transaction_session_timeout": "10min",
    }
    for name, value in settings.items():
        yield sql.SQL("ALTER ROLE {} SET {} = {}").format(login, sql.Identifier(name), sql.Literal(value))


def _text(statement: sql.Composed) -> str:
    return f"{sql_text(statement)};"


@contextmanager
def alone() -> Iterator[None]:
    """In a transaction in which nobody else fills or empties the schemas."""
    with transaction.atomic():
        wait_for(Turn.RESEARCH)
        work_as_the_program()
        yield


def fill(found: ResearchSet) -> None:
    """Put a set in the schema of its project, in place of what stood there, for its login to read. Within `alone`.

    Raises SeesTooMuch, and then nothing of it is done.
    """
    name = name_in_database(found.project)
    schema, login = sql.Identifier(name), sql.Identifier(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        cursor.execute(sql_text(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema)))
        cursor.execute(sql_text(sql.SQL("CREATE SCHEMA {}").format(schema)))
        for file in found.files:
            table = sql.Identifier(name, file.name)
            rows = [
                [_stored(variable, value) for variable, value in zip(file.variables, row, strict=True)]
                for row in file.rows
            ]
            names = names_of(variable.name for variable in file.variables)
            _table(cursor, table, list(zip(names, map(_type, file.variables), strict=True)), rows)
            for column, variable in zip(names, file.variables, strict=True):
                about = sql.SQL("COMMENT ON COLUMN {} IS {}")
                place = sql.Identifier(name, file.name, column)
                cursor.execute(sql_text(about.format(place, sql.Literal(variable.label))))
        head, *book = code_book_rows(found)
        _table(cursor, sql.Identifier(name, "codeboek"), [(column, "text") for column in head], book)
        _table(cursor, sql.Identifier(name, "keuze"), [("inhoud", "jsonb")], [[selection_of(found).decode()]])
        cursor.execute(sql_text(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, login)))
        cursor.execute(sql_text(sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {} TO {}").format(schema, login)))
    if reached := reached_besides(found.project):
        raise SeesTooMuch(", ".join(reached))


def _table(cursor: Any, table: sql.Identifier, columns: Sequence[tuple[str, str]], rows: Sequence[Any]) -> None:
    said = [sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(kind)) for column, kind in columns]
    cursor.execute(sql_text(sql.SQL("CREATE TABLE {} ({})").format(table, sql.SQL(", ").join(said))))
    if rows:
        execute_values(cursor.cursor, sql.SQL("INSERT INTO {} VALUES %s").format(table), rows, page_size=1000)


def _type(variable: Variable) -> str:
    return "text" if variable.kind in TEXTS or variable.kind == Kind.TIME else "integer"


def _stored(variable: Variable, value: Any) -> Any:
    shown = shown_as(variable, value, PROGRAMS)
    return str(shown) if _type(variable) == "text" else int(shown)


def reached_besides(project: ResearchProject) -> list[str]:
    """Every table, view and sequence outside its schema of which the login may read or write anything."""
    return [
        table
        for (table,) in _ask(
            """
            SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
              AND n.nspname NOT IN ('pg_catalog', 'information_schema', %s) AND n.nspname NOT LIKE 'pg\\_toast%%'
              AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(%s, c.oid, 'USAGE, SELECT, UPDATE')
                  ELSE has_table_privilege(%s, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
                    OR has_any_column_privilege(%s, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES') END
            ORDER BY 1
            """,
            [name_in_database(project)] * 4,
        )
    ]


def empty(project: ResearchProject) -> None:
    """Take the rows of all cases out of a schema; it is filled again later. Who reads meanwhile is not waited for."""
    name = name_in_database(project)
    with connection.cursor() as cursor:
        for (table,) in _ask("SELECT tablename FROM pg_tables WHERE schemaname = %s", [name]):
            if table not in {"codeboek", "keuze", *ANSWERS}:
                cursor.execute(sql_text(sql.SQL("DELETE FROM {}").format(sql.Identifier(name, table))))


def drop(project: ResearchProject) -> None:
    """Take away the schema of a project, and with it all that its login could read."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql_text(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name_in_database(project))))
        )
