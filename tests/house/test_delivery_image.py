"""What docker-compose.yml and the Dockerfile ask of engines and tools, as far as that shows without Docker."""

import re
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from ekc import gunicorn
from ekc.embedded import ROOT, run_postgres_tool
from ekc.engine_account import hand_over, service_user
from ekc.settings import base

BESIDE = [".env", "ekc.key", "copies/base/database.tar.gz.age", "destroyed.jsonl", ".git/config", "var/x"]
"""What lies beside the program on the machine of a house, and is nobody's but theirs."""


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_the_engine_takes_what_the_recipe_asks_of_an_empty_database(compose):
    """As the image of PostgreSQL begins: what initdb refuses is a house that never starts."""
    asked = shlex.split(compose["services"]["db"]["environment"]["POSTGRES_INITDB_ARGS"])
    with tempfile.TemporaryDirectory(prefix="ekc-first-time-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        user = service_user(folder)
        if user:
            hand_over(folder, user)
        run_postgres_tool("initdb", "-U", "ekc", "--no-sync", *asked, "-D", str(folder / "data"), user=user)

        assert (folder / "data" / "PG_VERSION").exists()


def test_only_what_the_program_is_made_of_goes_into_the_image():
    """At night the private key and the copies lie beside the Dockerfile, and an image is shown to others."""
    first, *rest = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    let_in = {line.removeprefix("!") for line in rest if line.startswith("!")}
    # The demo world is for a laptop: these settings of the tests have it, production has not.
    apps = {app.partition(".")[0] for app in base.INSTALLED_APPS} - {"demo"}

    assert first == "*"
    assert let_in >= {name for name in apps if (ROOT / name).is_dir()} | {"manage.py", "templates", "static", "locale"}
    assert {line for line in rest if not line.startswith("!")} == {"**/__pycache__", "**/.*_cache"}
    assert not {"demo", "tests", "."} & let_in
    assert [name for name in BESIDE if any(Path(name).is_relative_to(each) for each in let_in)] == []
    assert [name for name in let_in if not (ROOT / name).exists()] == []


def test_what_is_called_in_the_image_is_in_it(compose):
    let_in = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}
    recipe = (ROOT / "docker-compose.yml").read_text() + (ROOT / "Dockerfile").read_text()
    called = set(re.findall(r"\b(?:scripts/[\w-]+|manage\.py|requirements/[\w.]+txt)", recipe))

    assert len(called) == 3
    assert [name for name in called if not any(Path(name).is_relative_to(each) for each in let_in)] == []


@pytest.mark.parametrize("name", BESIDE[:4])
def test_what_is_of_one_house_does_not_come_into_the_repository(name):
    if not (ROOT / ".git").exists():
        lines = (ROOT / ".gitignore").read_text().splitlines()
        assert {".env", "*.key", "/copies/", "/destroyed.jsonl"} <= set(lines)
        return
    asked = subprocess.run(["git", "check-ignore", "--quiet", "--no-index", name], cwd=ROOT)
    assert asked.returncode == 0


def test_one_part_builds_the_image_that_all_start_from(compose):
    """Once, and not once for each part; and nobody asks a registry for an image of ours."""
    ours = {name: part for name, part in compose["services"].items() if str(part["image"]).startswith("ekc:")}
    at_once = [name for name, part in ours.items() if "build" in part and "restore" not in part.get("profiles", [])]

    assert at_once == ["migrate"]
    assert {part["pull_policy"] for part in ours.values()} == {"never"}
    # On another machine, where none of the others was ever built.
    assert all("build" in ours[name] for name in ("restore", "drill"))


def test_who_is_told_to_stop_gets_the_time_that_it_takes(compose):
    seconds = {name: part.get("stop_grace_period", "10s") for name, part in compose["services"].items()}

    assert int(seconds["web"].removesuffix("s")) > gunicorn.graceful_timeout
    # PostgreSQL writes everything down first.
    assert seconds["db"] == "2m"


def test_every_setting_of_the_example_and_of_the_sentences_reaches_the_program(compose):
    """Also those of a library, which no row of the table names."""
    passed = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    example = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    sentences = set(re.findall(r"`(OTEL_[A-Z_]+)=", (ROOT / "docs" / "deploy.md").read_text()))

    assert len(sentences) == 2
    assert example | sentences <= passed


def test_an_upgrade_migrates_while_the_program_of_before_goes_on():
    page = (ROOT / "docs" / "deploy.md").read_text()
    steps = page[page.index("## Upgrading") : page.index("## More than one machine")]
    called = re.findall(r"docker compose (build|run --rm migrate|up -d --no-deps web|up -d)(?= *(?:#|\n))", steps)

    assert called[-4:] == ["build", "run --rm migrate", "up -d --no-deps web", "up -d"]
