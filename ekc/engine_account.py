"""Under which account an embedded engine runs, and who may read what it writes."""

import contextlib
import os
import pwd
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil

# PostgreSQL refuses to run as root. Whoever is root gets this account made for it.
SERVICE_USER = "ekc"


class EngineError(RuntimeError):
    """An embedded engine cannot start; the message says why and what to do."""


def service_user(folder: Path) -> str | None:
    """The account an engine runs under: nobody else than we, or for root the owner of its data."""
    if os.geteuid() != 0:
        return None
    if folder.exists() and folder.stat().st_uid != 0:
        return owner_of(folder)
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


def as_user(user: str | None) -> dict[str, Any]:
    """Arguments for subprocess: out of the terminal's reach, without settings meant for other servers."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    common: dict[str, Any] = {"env": environment, "cwd": "/", "start_new_session": True}
    if user is None:
        return common
    account = pwd.getpwnam(user)
    return {**common, "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def hand_over(folder: Path, user: str) -> None:
    account = pwd.getpwnam(user)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.pw_uid, account.pw_gid)
    let_reach(folder, user)


def let_reach(path: Path, user: str, *, tree: Path | None = None) -> None:
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


def owner_of(path: Path) -> str:
    try:
        return pwd.getpwuid(path.stat().st_uid).pw_name
    except KeyError:
        raise EngineError(f"{path} belongs to an account that does not exist on this machine.") from None


def runs(pid_file: Path, in_command: str) -> bool:
    """Whether the process named in the file is alive and is the one meant; numbers are reused."""
    pid = pid_in(pid_file)
    if not pid:
        return False
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and in_command in " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def pid_in(pid_file: Path) -> int:
    first = read_text(pid_file).partition("\n")[0].strip()
    return int(first) if first.isdigit() else 0


def read_text(path: Path) -> str:
    with contextlib.suppress(FileNotFoundError):
        return path.read_text().strip()
    return ""


def write_private(path: Path, text: str) -> str:
    """Write a file that only this account can read, and return what was written."""
    path.unlink(missing_ok=True)
    with open(path, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(text)
    return text


def tail_of(log: Path) -> str:
    return "\n".join(read_text(log).splitlines()[-10:])


def package_folder(package: str) -> Path:
    """Where a package lies, without importing it: the import of one warns, and neither is needed."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EngineError(f"The package {package} is not installed. Run `make run`, or set DATABASE_URL and REDIS_URL.")
    return Path(spec.submodule_search_locations[0]).resolve()
