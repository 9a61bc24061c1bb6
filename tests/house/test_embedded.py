"""The engines that the program brings itself: started once, found by all, alive again after a crash."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from ekc import embedded

START = "from ekc import embedded as e; print(e.start_postgres(durable=False)); print(e.start_valkey())"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A var folder of this test's own, with a space and a quote in its name as a checkout may have."""
    place = tmp_path / "de zaken's map"
    monkeypatch.setenv("EKC_VAR", str(place))
    yield place
    embedded.stop_valkey()
    embedded.stop_postgres()


def ask(place: Path, query: str) -> object:
    host = (place / "postgres" / "postmaster.pid").read_text().splitlines()[4]
    connection = psycopg2.connect(host=host, port=embedded.POSTGRES_PORT, user="postgres", dbname="ekc")
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        connection.close()


def pid_of(place: Path, name: str) -> int:
    return int((place / name).read_text().split()[0])


def crash(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=10)


def test_two_programs_starting_at_once_share_one_pair_of_engines(folder):
    both = [
        subprocess.Popen([sys.executable, "-c", START], cwd=embedded.ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    first, second = (each.communicate(timeout=90)[0] for each in both)
    assert [each.returncode for each in both] == [0, 0]
    assert first == second != ""


def test_data_stays_when_the_engines_are_stopped_and_started_again(folder):
    embedded.start_postgres()
    ask(folder, "CREATE TABLE kept AS SELECT 7 AS seven")
    url = embedded.start_valkey()
    redis.Redis.from_url(url).set("kept", "yes")
    embedded.stop_postgres()
    embedded.stop_valkey()
    assert not embedded.postgres_runs()
    assert not embedded.valkey_runs()
    embedded.start_postgres()
    assert ask(folder, "SELECT seven FROM kept") == 7
    assert redis.Redis.from_url(embedded.start_valkey()).get("kept") == b"yes"


def test_engines_come_back_after_a_crash(folder):
    embedded.start_postgres()
    ask(folder, "CREATE TABLE kept AS SELECT 7 AS seven")
    embedded.start_valkey()
    crash(pid_of(folder, "postgres/postmaster.pid"))
    crash(pid_of(folder, "valkey/valkey.pid"))
    embedded.start_postgres()
    embedded.start_valkey()
    assert ask(folder, "SELECT seven FROM kept") == 7
    assert embedded.valkey_runs()


def test_number_of_a_crashed_server_that_is_another_program_now_is_no_obstacle(folder):
    embedded.start_postgres(durable=False)
    pid_file = folder / "postgres" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    embedded.stop_postgres()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert not embedded.postgres_runs()
    embedded.start_postgres(durable=False)
    assert embedded.postgres_runs()


def test_port_that_another_program_took_after_a_crash_is_given_up(folder):
    embedded.start_valkey()
    crash(pid_of(folder, "valkey/valkey.pid"))
    port = int((folder / "valkey" / "port").read_text())
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        assert f":{port}/" not in embedded.start_valkey()


def test_path_too_long_for_a_socket_gets_a_short_private_one(tmp_path, monkeypatch):
    place = tmp_path / ("lang" * 30)
    monkeypatch.setenv("EKC_VAR", str(place))
    try:
        embedded.start_postgres(durable=False)
        socket_folder = Path((place / "postgres" / "postmaster.pid").read_text().splitlines()[4])
        assert ask(place, "SELECT 1") == 1
        assert socket_folder.stat().st_mode & 0o077 == 0
    finally:
        embedded.stop_postgres()


def test_engines_are_out_of_the_reach_of_the_terminal(folder):
    """Ctrl-C goes to the terminal's process group; the engines must outlive those who use them."""
    embedded.start_postgres(durable=False)
    embedded.start_valkey()
    pids = [pid_of(folder, "postgres/postmaster.pid"), pid_of(folder, "valkey/valkey.pid")]
    assert [os.getpgid(pid) == os.getpgrp() or os.getsid(pid) == os.getsid(0) for pid in pids] == [False, False]


def test_engines_never_run_as_root(folder):
    embedded.start_postgres(durable=False)
    embedded.start_valkey()
    pids = [pid_of(folder, "postgres/postmaster.pid"), pid_of(folder, "valkey/valkey.pid")]
    assert [psutil.Process(pid).uids().effective == 0 for pid in pids] == [False, False]


def test_only_who_may_read_the_folder_gets_into_valkey(folder):
    url = embedded.start_valkey()
    port = int((folder / "valkey" / "port").read_text())
    with pytest.raises(redis.AuthenticationError), redis.Redis(port=port) as stranger:
        stranger.ping()
    assert redis.Redis.from_url(url).config_get("appendonly") == {"appendonly": "yes"}
    assert redis.Redis.from_url(url).config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    assert (folder / "valkey" / "password").stat().st_mode & 0o077 == 0


def test_tests_give_up_durability_and_the_demo_world_does_not(folder):
    embedded.start_postgres(durable=False)
    assert ask(folder, "SHOW fsync") == "off"
    embedded.stop_postgres()
    embedded.start_postgres()
    assert ask(folder, "SHOW fsync") == "on"


def test_text_is_ordered_alike_everywhere_and_knows_capitals_with_accents(folder):
    embedded.start_postgres(durable=False)
    assert ask(folder, "SELECT upper('é') = 'É'") is True
    assert ask(folder, "SELECT datlocale FROM pg_database WHERE datname = 'ekc'") == "C.UTF-8"


def test_data_of_another_version_is_refused_with_what_to_do(folder):
    embedded.start_postgres(durable=False)
    embedded.stop_postgres()
    (folder / "postgres" / "PG_VERSION").write_text("15\n")
    with pytest.raises(embedded.EngineError, match="was made by PostgreSQL 15"):
        embedded.start_postgres()


def test_half_a_cluster_of_an_interrupted_start_is_made_anew(folder):
    (embedded.var_folder() / "postgres.new").mkdir()
    (folder / "postgres.new" / "half").write_text("x")
    began = time.monotonic()
    embedded.start_postgres(durable=False)
    assert ask(folder, "SELECT 1") == 1
    assert time.monotonic() - began < 60
