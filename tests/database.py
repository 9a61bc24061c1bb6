"""The database of the tests: a copy of one template, in which the migrations ran once.

The template stays on the server and has the fingerprint of the migrations in its name. As long as they are what they
were, the next run and every worker take a copy. What a test commits is undone in that copy (`tests/as_it_was.py`).
"""

import hashlib
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections

from ekc.embedded import DATABASE_NAME, POSTGRES_PORT, postgres_tool

ROOT = Path(__file__).resolve().parent.parent
IMPORTED = re.compile(r"^(?:from|import) ([\w.]+)", re.MULTILINE)
PREFIX = "ekc_template_"
LOCK = 4_620_601
"""A number that nobody else locks on this server: no `Turn`."""
ROLES_LOCK = 4_620_603
"""Another one, of whoever makes the roles of the server."""


def fingerprint() -> str:
    """What the migrated database depends on: the migrations, what they read and use of the house, and the packages."""
    found = hashlib.sha256((ROOT / "requirements" / "runtime.txt").read_bytes())
    for path in sources():
        found.update(str(path).encode() + path.read_bytes())
    return found.hexdigest()[:16]


def sources() -> list[Path]:
    """The files by which the migrated database may change; of packages the pins say enough."""
    homes = [Path(app.path) for app in apps.get_app_configs() if _is_ours(Path(app.path))]
    migrations = sorted(path for home in homes for path in home.glob("migrations/*.py"))
    data = sorted(path for home in homes for path in home.glob("data/*.json"))
    used = {module for path in migrations for module in IMPORTED.findall(path.read_text(encoding="utf-8"))}
    origins = {Path(find_spec(module).origin or "") for module in {*used, "ekc.migrating", __name__}}
    return [*migrations, *data, *sorted(filter(_is_ours, origins))]


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(ROOT) and not path.is_relative_to(ROOT / ".venv")


def template() -> str:
    """The name of the template; made first where there is none. Whoever comes meanwhile waits for it."""
    name = PREFIX + fingerprint()
    with connection._nodb_cursor() as cursor:
        # Making it takes longer than a test may wait for a lock.
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if name not in _templates(cursor):
            # A run on migrations of a moment ago may still be going on.
            for old in _templates(cursor)[:-2]:
                _drop(cursor, old)
            _make(cursor, name)
    return name


def _templates(cursor: Any) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", [PREFIX])
    return [name for (name,) in cursor.fetchall()]


def _make(cursor: Any, name: str) -> None:
    """Under another name until it is whole: half a template is never met."""
    beginning = f"half_{name}"
    _drop(cursor, beginning)
    cursor.execute(f'CREATE DATABASE "{beginning}"')
    with turned_to(beginning):
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as inside:
            inside.execute("ANALYZE")
    cursor.execute(f'ALTER DATABASE "{beginning}" RENAME TO "{name}"')


@contextmanager
def turned_to(name: str) -> Iterator[None]:
    """The connection leads to the database of this name."""
    home = connection.settings_dict["NAME"]
    _turn(name)
    try:
        yield
    finally:
        _turn(home)


def _turn(name: str) -> None:
    connections.close_all()
    connection.settings_dict["NAME"] = name


def copy_to(name: str, source: str) -> None:
    """Make the database of this name a fresh copy of `source`, whatever stood there and whoever was connected."""
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        _drop(cursor, name)
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY file_copy')


def write_down(file: Path) -> None:
    """All that the template holds, as statements of SQL, for an engine elsewhere on this machine."""
    home = connection.settings_dict
    asked = ["-h", str(home["HOST"]), "-p", str(home["PORT"]), "-U", "postgres", "-f", str(file), template()]
    subprocess.run([str(postgres_tool("pg_dump")), *asked], check=True)


def pour(file: Path, socket: str) -> None:
    """Carry out what `write_down` wrote, in the empty database of the engine of this socket."""
    asked = ["-h", socket, "-p", str(POSTGRES_PORT), "-U", "postgres", "-d", DATABASE_NAME, "-f", str(file)]
    in_one_go = ["--quiet", "--no-psqlrc", "--single-transaction", "-v", "ON_ERROR_STOP=1", "-o", os.devnull]
    subprocess.run([str(postgres_tool("psql")), *in_one_go, *asked], check=True)


def make_empty(name: str) -> None:
    """A database of this name with nothing in it."""
    copy_to(name, "template0")


def drop(name: str) -> None:
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        _drop(cursor, name)


def _drop(cursor: Any, name: str) -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
