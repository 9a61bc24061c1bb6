"""`make run` from the outside: it starts, says so, and leaves nothing behind; and the small parts of it."""

import contextlib
import io
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psutil
import psycopg2
import pytest

from ekc import embedded, run, run_engines
from ekc.database_roles import APP


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Program:
    """`python -m ekc.run` in a var folder of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.said = folder.parent / "said"
        self.port = free_port()
        own = {"EKC_VAR": str(folder), "PORT": str(self.port), "DJANGO_SETTINGS_MODULE": "tests.house.run_settings"}
        with self.said.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ekc.run"],
                cwd=embedded.ROOT,
                env={**_clean_environment(), **own, **environment},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def wait_for(self, text: str) -> None:
        deadline = time.monotonic() + 300
        while text not in self.said.read_text():
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < deadline, self.said.read_text()
            time.sleep(0.1)

    def parts(self) -> list[psutil.Process]:
        found = psutil.Process(self.process.pid).children()
        return [each for each in found if each.status() != psutil.STATUS_ZOMBIE]

    def part(self, name: str) -> psutil.Process:
        wanted = {"web": "gunicorn", "worker": "worker", "beat": "beat"}[name]
        deadline = time.monotonic() + 30
        while True:
            found = [each for each in self.parts() if wanted in each.cmdline()]
            if found:
                return found[0]
            assert time.monotonic() < deadline, self.said.read_text()
            time.sleep(0.1)

    def family(self) -> list[psutil.Process]:
        engines = [self.folder / "postgres" / "postmaster.pid", self.folder / "valkey" / "valkey.pid"]
        pids = [int(path.read_text().split()[0]) for path in engines]
        return [*psutil.Process(self.process.pid).children(recursive=True), *map(psutil.Process, pids)]


def _clean_environment() -> dict[str, str]:
    ours = ("EKC_", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty for whoever starts first; the second finds the database and the demo world that stand there."""
    return tmp_path_factory.mktemp("run") / "var"


@pytest.fixture
def started(home: Path) -> Iterator[Program]:
    program = Program(home)
    yield program
    if program.process.poll() is None:
        program.process.send_signal(signal.SIGTERM)
        program.process.wait(150)


@pytest.mark.worker
def test_everything_starts_answers_and_is_gone_after_ctrl_c(started):
    started.wait_for("Ctrl-C stops everything")
    assert f"http://127.0.0.1:{started.port}/" in started.said.read_text()
    with urllib.request.urlopen(f"http://127.0.0.1:{started.port}/gezondheid/klaar") as answer:
        assert answer.status == 200
    family = started.family()
    assert logins_of_the_parts(started) == {APP}
    assert {"web", "worker", "beat"} <= {path.stem for path in (started.folder / "log").iterdir()}

    started.process.send_signal(signal.SIGINT)

    assert started.process.wait(60) == 0, started.said.read_text()
    assert psutil.wait_procs(family, timeout=10)[1] == []


def logins_of_the_parts(program: Program) -> set[str]:
    """As whom web server, worker and clock are in the database, asked of the database itself."""
    names = set()
    for name in ("web", "worker", "beat"):
        address = urlsplit(program.part(name).environ()["DATABASE_URL"])
        names.add(address.username or "")
    folder = unquote(address.path.removeprefix("/").rpartition("/")[0])
    owner = psycopg2.connect(host=folder, port=5432, user="postgres", dbname="ekc")
    try:
        with owner.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'ekc' AND pid <> pg_backend_pid()"
            )
            return names | {name for (name,) in cursor.fetchall()}
    finally:
        owner.close()


def test_the_parts_and_the_roles_call_the_program_the_same() -> None:
    assert run_engines.APP == APP


def test_a_database_of_ones_own_is_used_as_who_its_address_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://zelf:x@db/ekc")
    monkeypatch.setenv("REDIS_URL", "redis://:x@valkey/0")

    with run_engines.engines(lambda: None) as kept:
        assert run_engines.addresses_of_the_program()["DATABASE_URL"] == "postgres://zelf:x@db/ekc"

    assert kept == []


def is_ready(program: Program) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{program.port}/gezondheid/klaar", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def kill(program: Program, name: str) -> None:
    file = {"PostgreSQL": "postgres/postmaster.pid", "Valkey": "valkey/valkey.pid"}.get(name)
    head = psutil.Process(int((program.folder / file).read_text().split()[0])) if file else program.part(name)
    for each in [*head.children(recursive=True), head]:
        # It ends with its parent, if that is quicker.
        with contextlib.suppress(psutil.NoSuchProcess):
            each.kill()


@pytest.mark.worker
def test_whatever_dies_is_named_and_started_again(started):
    started.wait_for("Ctrl-C stops everything")
    for name in ("beat", "worker", "web", "PostgreSQL", "Valkey"):
        kill(started, name)

        started.wait_for(f"{name} stopped by itself, and is started again.")
        deadline = time.monotonic() + 180
        while not is_ready(started):
            assert started.process.poll() is None, started.said.read_text()
            assert time.monotonic() < deadline, started.said.read_text()
            time.sleep(0.2)

    assert {"gunicorn", "worker", "beat"} <= {word for each in started.parts() for word in each.cmdline()}


@pytest.mark.worker
def test_part_that_does_not_stay_up_is_named_and_the_rest_is_stopped(started):
    started.wait_for("Ctrl-C stops everything")
    family = started.family()

    for number in range(1, run.MOST_STARTS + 1):
        started.part("beat").kill()
        deadline = time.monotonic() + 180
        while started.said.read_text().count("The beat stopped by itself") < number:
            assert time.monotonic() < deadline, started.said.read_text()
            time.sleep(0.1)

    assert started.process.wait(120) == 1
    assert "The beat stopped by itself (exit code" in started.said.read_text()
    assert psutil.wait_procs(family, timeout=10)[1] == []


def test_step_that_fails_is_named_and_the_engines_are_stopped(tmp_path):
    program = Program(tmp_path / "var", DATABASE_URL="postgres://nobody:x@127.0.0.1:1/none")
    assert program.process.wait(60) == 1
    assert "The step 'database' failed" in program.said.read_text()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int((tmp_path / "var" / "valkey" / "port").read_text()))) != 0


def test_taken_port_is_said_before_anything_is_made(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        program = Program(tmp_path / "var", PORT=str(other.getsockname()[1]))
        assert program.process.wait(60) == 1
    assert "is taken by another program" in program.said.read_text()
    assert "Database..." not in program.said.read_text()


@pytest.mark.parametrize("port", ["", "abc", "0", "65536", "-1"])
def test_port_that_is_none_is_refused(port):
    with pytest.raises(run.StartError, match="PORT is"):
        run._chosen_port(port)


def test_a_log_that_grows_large_begins_anew_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "LARGEST_LOG", 1_000)
    monkeypatch.setattr(run, "_log_folder", lambda: tmp_path)

    with run._open_log("worker") as log:
        for number in range(400):
            log.write(f"line {number}\n")

    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert set(sizes) == {"worker.log", "worker.log.1"}
    assert max(sizes.values()) < 1_100
    assert (tmp_path / "worker.log").read_text().endswith("line 399\n")


def test_log_gets_every_line_and_the_screen_only_the_errors():
    said = [
        "[INFO] Booting worker",
        "2026-01-01 ERROR django.request Internal Server Error",
        "Traceback (most recent call last):",
        '  File "x.py", line 1, in f',
        "ValueError: no",
        "[INFO] goes on",
    ]
    log: Any = io.StringIO()
    shown: list[str] = []
    run._copy_lines(io.StringIO("\n".join(said) + "\n"), log, show=shown.append)
    assert log.getvalue().splitlines() == said
    assert shown == said[1:5]
