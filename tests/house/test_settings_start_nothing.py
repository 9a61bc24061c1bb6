"""Reading the settings starts no engine and writes nothing; the first who needs one has it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ekc import embedded

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = sorted(f"ekc.settings.{path.stem}" for path in (ROOT / "ekc" / "settings").glob("[a-z]*.py"))
# What a server elsewhere is called by; `prod` refuses to start without.
PRODUCTION = {
    "SECRET_KEY": "k3y-" + "".join(map(chr, range(65, 115))),
    "EKC_FIELD_KEY": "f1eld-" + "".join(map(chr, range(65, 115))),
    "ALLOWED_HOSTS": "zaken.example.nl",
    "DATABASE_URL": "postgres://ekc:q7Tz0pLxW2mVb9Ra@127.0.0.1:1/ekc",
    "REDIS_URL": "redis://:a-password@127.0.0.1:1/0",
    "EMAIL_URL": "smtp+tls://mail:q7Tz0pLxW2@127.0.0.1:1",
}


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "var"
    monkeypatch.setenv("EKC_VAR", str(folder))
    yield folder
    embedded.stop_postgres()
    embedded.stop_valkey()


def run(var: Path, settings: str, *command: str, **more: str) -> str:
    """Run Python as a person would who has set nothing; returns what it says."""
    ours = ("EKC_", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_", "PYTEST_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment |= {"EKC_VAR": str(var), "EKC_DURABLE": "0", "DJANGO_SETTINGS_MODULE": settings, **more}
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def written(var: Path) -> list[str]:
    return sorted(path.name for path in var.iterdir()) if var.exists() else []


@pytest.mark.parametrize("settings", SETTINGS)
def test_importing_the_settings_leaves_the_folder_empty(settings: str, var: Path) -> None:
    more = PRODUCTION if settings.endswith("prod") else {}

    run(var, settings, "-c", "import django; django.setup(); from ekc.celery import app; import ekc.urls", **more)

    assert written(var) == []


@pytest.mark.parametrize("command", [["check"], ["makemigrations", "--help"], ["help"]])
def test_a_command_that_needs_no_engine_starts_none(command: list[str], var: Path) -> None:
    run(var, "ekc.settings.dev", "manage.py", *command)

    assert written(var) == []


def test_the_first_query_starts_the_database_and_not_the_broker(var: Path) -> None:
    setup = "import django; django.setup(); from django.db import connection; c = connection.cursor()"
    ask = "c.execute('SHOW port'); print(c.fetchone()[0])"

    assert run(var, "ekc.settings.dev", "-c", f"{setup}; {ask}").strip() == str(embedded.POSTGRES_PORT)

    assert embedded.postgres_runs()
    assert not embedded.valkey_runs()


NEEDS_A_BROKER = {
    "a task": "from ekc.outbox.tasks import send_messages; print(bool(send_messages.delay().id))",
    "the cache": "from django.core.cache import cache; cache.set('a', 'b'); print(cache.get('a') == 'b')",
    "a worker": "from ekc.celery import app; app.connection_for_read().ensure_connection(max_retries=1); print(True)",
    "beat": "from ekc.celery import app; app.connection_for_write().ensure_connection(max_retries=1); print(True)",
}


@pytest.mark.parametrize("need", NEEDS_A_BROKER)
def test_the_first_who_needs_the_broker_starts_it_and_not_the_database(need: str, var: Path) -> None:
    said = run(var, "ekc.settings.dev", "-c", f"import django; django.setup(); {NEEDS_A_BROKER[need]}")

    assert said.strip() == "True"
    assert embedded.valkey_runs()
    assert not embedded.postgres_runs()


def test_the_secret_of_this_machine_is_made_once(var: Path) -> None:
    tell = "from django.conf import settings; print(str(settings.SECRET_KEY)); print(settings.EKC_FIELD_KEY)"

    first, second = (run(var, "ekc.settings.dev", "-c", tell) for _ in range(2))

    assert first == second
    assert len(set(first.split())) == 1
    assert (var / "secret-key").read_text() == first.split()[0]


def test_an_engine_that_cannot_start_ends_a_command_with_its_reason_alone(var: Path) -> None:
    (var / "postgres").mkdir(parents=True)
    (var / "postgres" / "PG_VERSION").write_text("9")
    command = [sys.executable, "manage.py", "migrate"]
    environment = {**os.environ, "EKC_VAR": str(var), "DJANGO_SETTINGS_MODULE": "ekc.settings.dev"}

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert done.returncode == 1
    assert "was made by PostgreSQL 9" in done.stderr
    assert "Traceback" not in done.stderr
