"""What Prometheus reads: pages by the name of their route, what waits and what failed, and nothing of anybody."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from prometheus_client import REGISTRY, generate_latest

from ekc.backups.models import BackupMark, Done
from ekc.embedded import ROOT
from ekc.metrics import HouseCollector, everything
from ekc.outbox.acts import queue_message
from ekc.outbox.codes import MessageState
from ekc.outbox.models import Message
from tests.world import World

pytestmark = pytest.mark.django_db
COUNT = "import os, django; django.setup(); from ekc.metrics import ANSWERS, SECONDS; "


def of_the_house() -> dict[str, float]:
    return {
        f"{sample.name}{sorted(sample.labels.values())}": sample.value
        for family in HouseCollector().collect()
        for sample in family.samples
    }


def test_a_page_is_counted_by_its_route_and_no_number_of_a_case_is_told(client, world: World):
    client.force_login(world.carla)
    number = world.own.case.number
    before = REGISTRY.get_sample_value("ekc_request_seconds_count", {"view": "cases:case"}) or 0
    assert client.get(reverse("cases:case", args=[number])).status_code == 200
    client.get(f"/zaken/{number}/dat-is-er-niet/")

    told = generate_latest(REGISTRY).decode()

    assert REGISTRY.get_sample_value("ekc_request_seconds_count", {"view": "cases:case"}) == before + 1
    assert REGISTRY.get_sample_value("ekc_answers_total", {"status": "4xx"}) >= 1
    assert 'view="none"' in told
    assert number not in told


def test_what_waits_and_what_failed_is_told_with_how_long():
    queue_message(key="a", to="a@voorbeeld.example", subject="x", body="y")
    queue_message(key="b", to="b@voorbeeld.example", subject="x", body="y")
    Message.objects.filter(key="a").update(next_try_at=timezone.now() - timezone.timedelta(minutes=7))
    Message.objects.filter(key="b").update(state=MessageState.FAILED)
    BackupMark.objects.create(done=Done.BASE, at=timezone.now() - timezone.timedelta(hours=2))

    told = of_the_house()

    assert told["ekc_waiting['message']"] == 1
    assert 419 < told["ekc_waiting_seconds['message']"] < 430
    assert told["ekc_failed['message']"] == 1
    assert told["ekc_waiting['duerow']"] == told["ekc_waiting_seconds['duerow']"] == 0
    assert 7199 < told["ekc_backup_seconds['basis']"] < 7210
    assert told["ekc_amiss['files that no active user reaches']"] == 0
    assert told["ekc_fault['database']"] == 0


def test_a_database_that_is_away_is_told_too(monkeypatch):
    from ekc import health

    def database() -> None:
        raise OSError

    monkeypatch.setattr(health, "database", database)
    monkeypatch.setattr(health, "CHECKS", (database, *health.CHECKS[1:]))

    assert of_the_house()["ekc_fault['database']"] == 1


def test_all_processes_of_the_web_server_are_counted_together_on_a_port_of_its_own(tmp_path: Path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    known = connection.settings_dict
    database = f"postgres://postgres@:{known['PORT']}/{quote(str(known['HOST']))}/{known['NAME']}"
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "EKC_METRICS": f"127.0.0.1:{port}",
    }
    for seconds in (0.2, 0.4):
        code = f"{COUNT} ANSWERS.labels('2xx').inc(3); SECONDS.labels('home').observe({seconds})"
        subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True)
    server = subprocess.Popen([sys.executable, "manage.py", "metrics"], env=environment, cwd=ROOT)
    try:
        told = _read(port)
    finally:
        server.terminate()
        server.wait(20)

    assert 'ekc_answers_total{status="2xx"} 6.0' in told
    assert 'ekc_request_seconds_sum{view="home"} 0.6' in told
    assert 'ekc_fault{check="database"}' in told
    assert server.returncode == 0


def _read(port: int) -> str:
    for _attempt in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("nobody answers")


def test_where_to_listen_must_be_said():
    told = subprocess.run(
        [sys.executable, "manage.py", "metrics", "--bind", "9464"], cwd=ROOT, capture_output=True, text=True
    )

    assert told.returncode == 1
    assert "EKC_METRICS says where to listen" in told.stderr


def test_every_alarm_asks_for_figures_that_are_told():
    BackupMark.objects.create(done=Done.BASE, at=timezone.now())
    rules = yaml.safe_load((ROOT / "deploy" / "prometheus" / "alarms.yml").read_text())["groups"][0]["rules"]
    names = {family.name for family in HouseCollector().collect()} | {family.name for family in REGISTRY.collect()}
    endings = ("_total", "_bucket", "_count", "_sum")

    assert len(rules) >= 10
    for rule in rules:
        assert {"alert", "expr", "labels", "annotations"} <= set(rule), rule
        assert rule["labels"]["severity"] in ("page", "look")
        for name in re.findall(r"\bekc_\w+", rule["expr"]):
            assert {name, *(name.removesuffix(end) for end in endings)} & names, name
    assert everything() is not None
