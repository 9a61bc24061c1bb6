"""The engine's own tools, and the way to the database for them."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from ekc.embedded import postgres_tool
from ekc.engine_account import EngineError

SLOT = "ekc_backup"


def tool(name: str) -> str:
    """Where a tool of PostgreSQL is: in EKC_POSTGRES_TOOLS, or that of the embedded engine."""
    if settings.EKC_POSTGRES_TOOLS:
        found = shutil.which(name, path=settings.EKC_POSTGRES_TOOLS)
        if found is None:
            raise EngineError(f"{name} is not in EKC_POSTGRES_TOOLS ({settings.EKC_POSTGRES_TOOLS}).")
        return found
    return str(postgres_tool(name))


def way() -> dict[str, Any]:
    """Arguments for subprocess that lead its tool to the database; the password is on no command line."""
    known = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment |= {name: str(known[key]) for name, key in names.items() if str(known.get(key) or "")}
    return {"env": environment, "stdin": subprocess.DEVNULL}


def run(*command: str) -> None:
    """Run a tool to its end. Raises EngineError with what it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **way())
    if done.returncode:
        raise EngineError(f"{Path(command[0]).name} failed:\n{done.stderr.strip()}")


def segment_size() -> int:
    return int(ask("SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size'"))


def ask(sql: str, *values: str) -> Any:
    """The one value that a statement answers with; None where there is no row."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None
