"""Who gets into the database from where: an engine under `deploy/pg_hba.conf`, asked by the network with passwords."""

import secrets
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from ekc.embedded import ROOT, run_postgres_tool
from ekc.engine_account import hand_over, service_user

pytestmark = pytest.mark.long
LOGINS = ("ekc", "ekc_app", "ekc_backup")


@dataclass
class Engine:
    port: int
    folder: Path
    passwords: dict[str, str]

    def refusal(self, login: str, *, database: str = "ekc", password: str = "", **more: str) -> str:
        """Why this login does not get in over the network; empty where it does."""
        asked = {"host": "127.0.0.1", "port": self.port, "user": login, "dbname": database, "connect_timeout": 5}
        try:
            psycopg2.connect(**asked, password=password or self.passwords[login], **more).close()
        except psycopg2.OperationalError as fault:
            return str(fault)
        return ""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory(prefix="ekc-doors-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        user = service_user(folder)
        data = folder / "data"
        data.mkdir(mode=0o700)
        if user:
            hand_over(folder, user)
        run_postgres_tool("initdb", "-U", "ekc", "--auth=trust", "--no-sync", "-D", str(data), user=user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        rules = folder / "pg_hba.conf"
        rules.write_text((ROOT / "deploy" / "pg_hba.conf").read_text())
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c hba_file={rules} -c fsync=off"
        run_postgres_tool("pg_ctl", "start", "-w", "-D", str(data), "-l", str(folder / "log"), "-o", options, user=user)
        try:
            yield _with_logins(Engine(port, folder, {}))
        finally:
            run_postgres_tool("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(data), user=user)


def _with_logins(engine: Engine) -> Engine:
    for login in (*LOGINS, "research_x", "stranger"):
        engine.passwords[login] = secrets.token_hex(16)
    inside = psycopg2.connect(host=str(engine.folder), port=engine.port, user="ekc", dbname="postgres")
    inside.autocommit = True
    with inside.cursor() as cursor:
        cursor.execute("CREATE DATABASE ekc")
        cursor.execute("CREATE ROLE research")
        for login, password in engine.passwords.items():
            kind = "ALTER" if login == "ekc" else "CREATE"
            cursor.execute(f"{kind} ROLE {login} LOGIN PASSWORD '{password}'")
        cursor.execute("ALTER ROLE ekc_backup REPLICATION")
        cursor.execute("GRANT research TO research_x")
    inside.close()
    return engine


@pytest.mark.parametrize("login", LOGINS)
def test_each_login_of_the_house_gets_into_its_database_with_its_password_alone(engine: Engine, login: str) -> None:
    assert engine.refusal(login) == ""
    assert "password authentication failed" in engine.refusal(login, password="of-somebody-else")
    for database in ("postgres", "template1"):
        assert "no pg_hba.conf entry" in engine.refusal(login, database=database)


@pytest.mark.parametrize("login", ["research_x", "stranger"])
def test_who_is_not_of_the_house_gets_in_from_nowhere_until_an_address_is_named(engine: Engine, login: str) -> None:
    assert "no pg_hba.conf entry" in engine.refusal(login)


def test_only_the_login_of_the_copies_takes_copies(engine: Engine) -> None:
    as_a_copy = "no pg_hba.conf entry for replication connection"

    assert as_a_copy not in engine.refusal("ekc_backup", replication="true")
    assert engine.refusal("ekc_backup", replication="true") == ""
    for login in ("ekc", "ekc_app"):
        assert as_a_copy in engine.refusal(login, replication="true")
