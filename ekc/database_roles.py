"""Who may do what in the database (docs/adr/0059): the owner changes tables, the program works in them.

`ekc_app` reads and writes rows. It makes, changes and empties no table, and of the read log and the history it changes
and removes nothing. `ekc_backup` reads everything and marks what it did. A research project has its own login, in
the group `research` (docs/adr/0050).
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from psycopg2 import sql
from psycopg2.extensions import encrypt_password

from ekc.audit.append_only import append_only_tables
from ekc.turns import Turn, wait_for

APP, BACKUP, RESEARCH = "ekc_app", "ekc_backup", "research"
_WRITTEN_BY_COPIES = ("backups_backupmark", "outbox_databaseplace", "outbox_duerow", "outbox_message")
_GROWN_BY_COPIES = ("outbox_duerowdueatstateattemptslasterrorevent", "outbox_messagestateattemptslasterrorevent")
_ONLY_READ = ("django_migrations", "django_content_type", "auth_permission")


class NotTheOwner(Exception):
    """Who asks may not make roles, or the tables are not theirs; the message says what to do."""


@transaction.atomic
def make_roles(passwords: dict[str, str]) -> list[str]:
    """Make the roles, or their rights anew: what was said of each. May be repeated. Raises NotTheOwner.

    `passwords`: of each role that logs in over the network; one without can log in only where the server asks none.
    """
    _must_own()
    # Roles are of the whole server: of two that change one at once, the second would fail and not wait.
    wait_for(Turn.ROLES)
    said = [_make(name, passwords.get(name, "")) for name in (APP, BACKUP)]
    _run(_rights_of_all())
    _run(_rights_of_the_program())
    _run(_rights_of_copies())
    _hand_over_research()
    return said


def _must_own() -> None:
    if not _ask("SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreaterole)"):
        raise NotTheOwner("This login of the database may make no roles. Call it with DATABASE_URL of the owner.")
    others = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND NOT pg_has_role(tableowner, 'MEMBER')"
    if found := _ask(f"{others} LIMIT 1"):
        raise NotTheOwner(f"{found[0][0]} belongs to another login. Call it with DATABASE_URL of the owner.")


def _make(name: str, password: str) -> str:
    role = sql.Identifier(name)
    there = _ask("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    kind = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE"
    _run([sql.SQL(f"{'ALTER' if there else 'CREATE'} ROLE {{}} {kind}").format(role)])
    if name == BACKUP:
        _run([sql.SQL("ALTER ROLE {} REPLICATION").format(role)])
    if password:
        connection.ensure_connection()
        # Only what it is checked by goes over the line, and into a log of the server.
        sealed = encrypt_password(password, name, scope=connection.connection, algorithm="scram-sha-256")
        _run([sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(sealed))])
    return f"{name}: {'was there, its rights are given anew' if there else 'made'}"


def _rights_of_all() -> Iterator[sql.Composable]:
    yield sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    for name in (APP, BACKUP):
        role = sql.Identifier(name)
        yield sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(role)
        yield sql.SQL("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {}").format(role)
        yield sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(_database(), role)
        yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role)
    yield sql.SQL("REVOKE ALL ON FUNCTION audit_forget(text, bigint[], timestamptz) FROM PUBLIC")


def _rights_of_the_program() -> Iterator[sql.Composable]:
    role = sql.Identifier(APP)
    grown = append_only_tables()
    for table in _tables():
        if table in _ONLY_READ:
            rights = "SELECT"
        elif table == "audit_forgotten":
            # The function alone writes it.
            rights = "SELECT"
        elif table in grown:
            rights = "SELECT, INSERT"
        else:
            rights = "SELECT, INSERT, UPDATE, DELETE"
        yield sql.SQL(f"GRANT {rights} ON {{}} TO {{}}").format(sql.Identifier("public", table), role)
        if _maintains(table):
            yield sql.SQL("GRANT MAINTAIN ON {} TO {}").format(sql.Identifier("public", table), role)
    yield sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role)
    yield sql.SQL("GRANT EXECUTE ON FUNCTION audit_forget(text, bigint[], timestamptz) TO {}").format(role)
    # Schemas of research projects are its own to fill; in the schema of the house it makes nothing.
    yield sql.SQL("GRANT CREATE ON DATABASE {} TO {}").format(_database(), role)


def _maintains(table: str) -> bool:
    """Whether the server can let somebody reckon statistics, and put rows in order, who does not own the table."""
    return int(getattr(connection, "pg_version", 0)) >= 170000 and table in {
        model._meta.db_table for model in apps.get_models(include_auto_created=True)
    }


def _rights_of_copies() -> Iterator[sql.Composable]:
    role = sql.Identifier(BACKUP)
    yield sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {}").format(role)
    yield sql.SQL("GRANT SELECT, USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(role)
    yield sql.SQL("GRANT EXECUTE ON FUNCTION pg_catalog.pg_switch_wal() TO {}").format(role)
    for table in _WRITTEN_BY_COPIES:
        yield sql.SQL("GRANT INSERT, UPDATE ON {} TO {}").format(sql.Identifier("public", table), role)
    for table in (*_GROWN_BY_COPIES, "pghistory_context"):
        yield sql.SQL("GRANT INSERT ON {} TO {}").format(sql.Identifier("public", table), role)


def _hand_over_research() -> None:
    """Schemas that were filled by the owner are filled by the program from now on."""
    mine = "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s) AND pg_has_role(nspowner, 'MEMBER')"
    for (schema,) in _ask(mine, [f"{RESEARCH}_"]):
        _run([sql.SQL("ALTER SCHEMA {} OWNER TO {}").format(sql.Identifier(schema), sql.Identifier(APP))])
        for (table,) in _ask("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]):
            place = sql.Identifier(schema, table)
            _run([sql.SQL("ALTER TABLE {} OWNER TO {}").format(place, sql.Identifier(APP))])


def work_as_the_program() -> None:
    """What the owner makes until the end of this transaction is the program's, where it has a role of its own here."""
    has_rights = "SELECT 1 FROM pg_roles WHERE rolname = %s AND has_table_privilege(oid, 'django_session', 'INSERT')"
    may = " AND current_user <> rolname AND pg_has_role(current_user, oid, 'MEMBER') AND NOT rolsuper"
    if _ask(has_rights + may, [APP]):
        _run([sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(APP))])


def too_much(name: str) -> list[str]:
    """What a role may do that it must not, a line each."""
    asked = """
        SELECT 'it may ' || lower(privilege) || ' ' || tablename FROM pg_tables, unnest(%s) AS privilege
        WHERE schemaname = 'public' AND has_table_privilege(%s, format('public.%%I', tablename), privilege)
        UNION ALL
        SELECT 'it may change or remove rows of ' || tablename FROM pg_tables WHERE schemaname = 'public'
        AND tablename = ANY (%s) AND has_table_privilege(%s, format('public.%%I', tablename), 'UPDATE, DELETE')
        UNION ALL
        SELECT 'it may make tables in the schema of the house' WHERE has_schema_privilege(%s, 'public', 'CREATE')
        UNION ALL
        SELECT 'it has the rights of whoever keeps the server' FROM pg_roles
        WHERE rolname = %s AND (rolsuper OR rolcreaterole OR rolcreatedb)
        UNION ALL
        SELECT 'it owns ' || tablename FROM pg_tables
        WHERE schemaname = 'public' AND pg_has_role(%s, tableowner, 'MEMBER')
        ORDER BY 1
    """
    never = ["TRUNCATE", "TRIGGER", "REFERENCES"]
    return [line for (line,) in _ask(asked, [never, name, append_only_tables(), *[name] * 4])]


def _database() -> sql.Identifier:
    return sql.Identifier(str(connection.settings_dict["NAME"]))


def _tables() -> list[str]:
    return [name for (name,) in _ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]


def _ask(asked: Any, values: Any = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(asked if isinstance(asked, str) else sql_text(asked), values)
        return list(cursor.fetchall())


def _run(statements: Any) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(sql_text(statement))


def sql_text(statement: sql.Composable) -> str:
    """What was put together, as text: where changes are noted with who makes them (pghistory), nothing else is read."""
    connection.ensure_connection()
    return str(statement.as_string(connection.connection))
