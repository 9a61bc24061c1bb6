"""Production starts with everything in order, or not at all; and then it says what is wrong."""

import os
import secrets
import subprocess
import sys

import pytest

from ekc.embedded import ROOT

MANAGE = [sys.executable, "-W", "error", "manage.py"]
REQUIRED = ["SECRET_KEY", "EKC_FIELD_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"]


def complete() -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "ekc.settings.prod",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "EKC_FIELD_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "zaken.eigenkracht.example",
        "DATABASE_URL": f"postgres://ekc:{secrets.token_hex(32)}@127.0.0.1:1/ekc",
        "REDIS_URL": "redis://:a-password@127.0.0.1:1/0",
        "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
    }


def start(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120)


def load(**changed: str) -> subprocess.CompletedProcess[str]:
    return start(complete() | changed, sys.executable, "-c", "import ekc.settings.prod")


def test_complete_environment_passes_the_deployment_check_without_a_warning():
    checked = start(complete(), *MANAGE, "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr
    assert "no issues (0 silenced)" in checked.stdout


def test_everything_that_is_missing_is_named_at_once_without_a_traceback():
    refused = start({"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "ekc.settings.prod"}, *MANAGE, "check")
    assert refused.returncode == 1
    assert [name for name in REQUIRED if f"- {name} is not set." not in refused.stderr] == []
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": "change-me-" + secrets.token_urlsafe(50)}, "SECRET_KEY is too short, too simple or a default"),
        ({"EKC_FIELD_KEY": "a" * 60}, "EKC_FIELD_KEY is too short, too simple or a default"),
        ({"SECRET_KEY": "Xq7" * 4 + "k" * 40}, "SECRET_KEY is too short, too simple"),
        ({"DEBUG": "1"}, "DEBUG is on"),
        ({"DEBUG": "anything"}, "DEBUG is on"),
        ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is '*'"),
        ({"DATABASE_URL": "sqlite:///ekc.db"}, "DATABASE_URL is not that of a PostgreSQL"),
        ({"DATABASE_URL": "postgres://ekc:ekc@db/ekc"}, "password in DATABASE_URL is missing or a default"),
        ({"DATABASE_URL": "postgres://ekc:Xy@db:port/ekc"}, "DATABASE_URL is not that of a PostgreSQL"),
        ({"PROXY_COUNT": "twee"}, "PROXY_COUNT is not a number"),
        ({"EMAIL_URL": "mail.example"}, "EMAIL_URL is not the address of a mail server"),
    ],
)
def test_unsafe_value_is_refused_with_a_sentence(changed, said):
    refused = load(**changed)
    assert refused.returncode == 1
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


WHO_ASKS = """
import django
django.setup()
from allauth.account.adapter import get_adapter
from django.test import RequestFactory
seen = {"REMOTE_ADDR": "172.18.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 198.51.100.7"}
print(get_adapter().get_client_ip(RequestFactory().get("/", **seen)))
"""


def test_visitors_are_told_apart_by_what_the_proxy_says_and_not_by_what_they_say_themselves():
    asked = start(complete(), sys.executable, "-c", WHO_ASKS)
    assert asked.stdout.strip() == "198.51.100.7", asked.stderr


def test_one_secret_for_two_purposes_is_refused():
    same = secrets.token_urlsafe(50)
    assert "EKC_FIELD_KEY is the same as SECRET_KEY" in load(SECRET_KEY=same, EKC_FIELD_KEY=same).stderr


@pytest.mark.parametrize(
    "command",
    [["gunicorn", "-c", "python:ekc.gunicorn"], ["celery", "-A", "ekc", "worker"], ["celery", "-A", "ekc", "beat"]],
    ids=["web", "worker", "beat"],
)
def test_each_program_is_refused_alike_and_ends(command, tmp_path):
    environment = complete() | {"SECRET_KEY": "short", "BIND": f"unix:{tmp_path}/web"}
    refused = start(environment, sys.executable, "-m", *command)
    assert refused.returncode != 0
    assert refused.stderr.count("SECRET_KEY is too short") == 1
    assert "Traceback" not in refused.stderr
