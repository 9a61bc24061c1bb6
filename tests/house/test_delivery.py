"""What is delivered with the program: pinned packages, the production recipe, the documents."""

import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from django.core.management import get_commands

from ekc.embedded import ROOT

# Not of this project: the tests look for it, so it is put together from parts.
ADDRESS = re.compile("http" + r"s?://|--(extra-)?index-url|--find-links|--trusted-host")
PASSWORDS = ["POSTGRES_PASSWORD", "EKC_APP_PASSWORD", "EKC_COPIES_PASSWORD", "VALKEY_PASSWORD"]
NIGHT = ["restore", "drill"]
SERVICES = ["db", "valkey", "migrate", "web", "worker", "beat", "backup", *NIGHT]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return {line.split("==")[0]: line for line in lines}


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_every_package_is_pinned_with_hashes_and_without_an_address(name):
    assert [line for line in pins(name).values() if "==" not in line or "--hash=sha256:" not in line] == []
    assert not ADDRESS.search((ROOT / "requirements" / name).read_text())


def test_packages_of_the_program_have_the_same_pins_in_the_tests():
    assert pins("runtime.txt").items() <= pins("dev.txt").items()


def test_pins_hold_for_the_oldest_python_of_the_promise():
    """Debian 12 has Python 3.11.2, which still needs this one; a lock made on a newer 3.11 leaves it out."""
    assert "async-timeout" in pins("runtime.txt")


def test_every_part_of_production_is_there_and_says_how_it_is(compose):
    assert sorted(compose["services"]) == sorted(SERVICES)
    assert [name for name in SERVICES if "healthcheck" not in compose["services"][name]] == []
    for name in ("migrate", *NIGHT):
        assert compose["services"][name]["healthcheck"] == {"disable": True}


def test_compose_file_is_one_by_the_schema_of_its_makers(compose):
    schema = json.loads((files("check_jsonschema.builtin_schemas.vendor") / "compose-spec.json").read_text())
    faults = jsonschema.Draft7Validator(schema).iter_errors(compose)

    assert [f"{fault.json_path}: {fault.message}" for fault in faults] == []


def test_parts_of_the_night_start_only_when_called_and_may_do_little(compose):
    for name in NIGHT:
        part = compose["services"][name]
        assert part["profiles"] == ["restore"]
        assert (part["restart"], part["cap_drop"], part["read_only"]) == ("no", ["ALL"], True)
        bound = {each["target"]: each for each in part["volumes"] if isinstance(each, dict)}
        assert set(bound) == {"/copies", "/ekc.key"}
        # A folder that is made where the key was expected is a key that cannot be read.
        assert all(each["read_only"] and not each["bind"]["create_host_path"] for each in bound.values())
    assert compose["services"]["restore"]["cap_add"] == ["CHOWN", "DAC_OVERRIDE", "FOWNER"]


def test_what_comes_back_lies_where_the_engine_looks_for_it(compose):
    """What restore writes down in its settings is read by another container, under the same name."""
    restore, engine = (compose["services"][name] for name in ("restore", "db"))
    places = dict(each.split(":")[:2] for each in restore["volumes"] if isinstance(each, str))
    asked = dict(zip(restore["entrypoint"][3::2], restore["entrypoint"][4::2], strict=True))

    assert f"database:{places['database']}" in engine["volumes"]
    version = engine["image"].partition(":")[2]
    assert asked["--into"] == f"{places['database']}/{version}/docker"
    assert asked["--wal"].startswith(places["database"])
    assert asked["--files"] == places["media"] == compose["x-app"]["environment"]["MEDIA_ROOT"]
    assert "--from" in compose["services"]["drill"]["entrypoint"]


def test_the_night_page_calls_what_is_there(compose):
    """Each line of the list at the top of the papers is a command of this house, in an order that can be followed."""
    page = (ROOT / "docs" / "deploy.md").read_text()
    night = page[page.index("## At night") : page.index("## First time")]
    called = re.findall(
        r"^.*docker compose (?:run|exec|up|logs)(?: -\S+)* ([a-z]+)(.*?)(?:  #|; do|$)", night, re.MULTILINE
    )
    commands = re.findall(r"manage\.py (\w+)", night)

    assert page.index("## At night") < 600
    assert {name for name, _rest in called} <= set(compose["services"])
    assert [name for name, _rest in called][:2] == ["restore", "db"]
    assert commands == ["destroy_due", "end_sessions", "check_log"]
    assert set(commands) <= set(get_commands())
    assert len(night.split()) < 800


def test_secrets_of_production_come_from_the_environment_and_have_no_default():
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "EKC_FIELD_KEY", "ALLOWED_HOSTS", "EMAIL_URL", *PASSWORDS):
        uses = re.findall(rf"\$\{{{name}\b([^}}]*)\}}", text)
        assert uses, name
        assert [use for use in uses if not use.startswith(":?")] == []


def test_every_setting_of_the_papers_reaches_the_program(compose):
    """What compose does not pass on, is set and changes nothing."""
    papers = (ROOT / "docs" / "deploy.md").read_text()
    rows = re.findall(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|", papers, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    passed = set(compose["x-app"]["environment"])

    assert len(named) > 10
    assert named - passed == set()


def test_example_of_the_environment_holds_no_secret():
    lines = (ROOT / ".env.example").read_text().splitlines()
    values = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    secret = [name for name in values if name.endswith(("KEY", "PASSWORD", "URL"))]
    assert len(secret) >= 5
    assert [name for name in secret if values[name]] == []


def test_production_keeps_what_it_must_keep(compose):
    services = compose["services"]
    assert "--appendonly yes" in services["valkey"]["command"][-1]
    assert "noeviction" in services["valkey"]["command"][-1]
    volumes = [volume for service in services.values() for volume in service["volumes"] if isinstance(volume, str)]
    mounted = {volume.split(":")[0] for volume in volumes}
    kept = {name for name in mounted if not name.startswith("./")}
    assert all((ROOT / name).exists() for name in mounted - kept)
    assert kept == set(compose["volumes"])


def test_only_what_changes_tables_logs_in_as_their_owner(compose):
    logins = {
        name: re.search(r"://(\w+):", service.get("environment", {}).get("DATABASE_URL", "://none:"))[1]
        for name, service in compose["services"].items()
    }
    assert {name for name, login in logins.items() if login == "ekc"} == {"migrate"}
    assert [logins[name] for name in ("web", "worker", "beat", "backup")] == ["ekc_app"] * 3 + ["ekc_backup"]


def test_image_runs_without_root():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert "USER ekc" in lines
    assert "--require-hashes" in (ROOT / "Dockerfile").read_text()


def test_static_files_are_gathered_and_every_page_finds_its_own(tmp_path):
    """In production a page that names a file which is not gathered is a page that fails."""
    gather = (
        "from ekc.settings import build; build.STATIC_ROOT = __import__('sys').argv[1];"
        "import django; django.setup();"
        "from django.core.management import call_command; call_command('collectstatic', interactive=False, verbosity=0)"
    )
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "ekc.settings.build"}
    subprocess.run([sys.executable, "-c", gather, str(tmp_path)], cwd=ROOT, env=environment, check=True)
    gathered = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    named = {
        name
        for page in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"""\{% static ["']([^"']+)["']""", page.read_text())
    }
    assert len(named) > 5
    assert named - set(gathered) == set()


def test_readme_names_only_files_that_are_there():
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        links = re.findall(r"\]\(([^)#]+)\)", page.read_text())
        assert [link for link in links if not (page.parent / link).exists() and "://" not in link] == [], page.name


def test_nothing_points_to_the_machine_it_was_made_on():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode:
        files = [path for path in ROOT.rglob("*.py") if not {".venv", "var"} & set(path.relative_to(ROOT).parts)]
    else:
        files = [ROOT / name for name in listed.stdout.split("\0") if name]
    place = re.compile("/" + r"(work|root|home)/[a-z]+/")
    readable = [path for path in files if path.suffix in {".py", ".md", ".toml", ".yml", ".txt", ".html", ".css", ""}]
    assert len(readable) > 100
    assert [str(path) for path in readable if path.is_file() and place.search(_text(path))] == []


def _text(path: Path) -> str:
    return path.read_text(errors="replace")
