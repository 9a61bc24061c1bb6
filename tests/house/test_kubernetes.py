"""The manifests for more than one machine: valid for Kubernetes, and each part as the house means it."""

from typing import Any

import kubernetes_validate
import pytest
import yaml

from ekc.embedded import ROOT
from ekc.queues import QUEUES, ROUTES
from ekc.run import ALONE, _commands
from ekc.settings.base import CELERY_BEAT_SCHEDULE

FILES = sorted((ROOT / "deploy" / "kubernetes").glob("*.yaml"))
THINGS = [thing for file in FILES for thing in yaml.safe_load_all(file.read_text())]
VERSION = "1.31"


def pods() -> dict[str, Any]:
    return {
        thing["metadata"]["name"]: thing["spec"]["template"]["spec"]
        for thing in THINGS
        if "template" in thing.get("spec", {})
    }


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: f"{thing['kind']}-{thing['metadata']['name']}")
def test_every_manifest_is_valid(thing: dict[str, Any]) -> None:
    kubernetes_validate.validate(thing, VERSION, strict=True)


def test_no_part_runs_as_root_or_writes_where_it_need_not() -> None:
    assert len(pods()) == 7
    for name, pod in pods().items():
        assert pod["securityContext"]["runAsNonRoot"], name
        (container,) = pod["containers"]
        assert container["securityContext"]["readOnlyRootFilesystem"], name
        assert not container["securityContext"]["allowPrivilegeEscalation"], name


def test_every_queue_has_a_worker_and_every_task_a_queue() -> None:
    commands = [pod["containers"][0].get("command", []) for pod in pods().values()]
    taken = {command[-1] for command in commands if "worker" in command}

    assert taken == {queue.name for queue in QUEUES}
    assert {route["queue"] for route in ROUTES.values()} < taken
    assert set(ROUTES) <= {tick["task"] for tick in CELERY_BEAT_SCHEDULE.values()}


def test_no_worker_talks_with_other_workers() -> None:
    """What they say to each other nobody uses, and it fails loudly each time that Valkey goes."""
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    commands = [
        *(pod["containers"][0].get("command", []) for pod in pods().values()),
        *(part.get("command", []) for part in compose.values()),
        *_commands().values(),
    ]
    workers = [command for command in commands if "celery" in command and "worker" in command]

    assert len(workers) == 6
    assert [worker for worker in workers if not set(ALONE) <= set(worker)] == []


def test_only_the_job_that_migrates_knows_the_owner_of_the_tables() -> None:
    knows = {
        name
        for name, pod in pods().items()
        if "ekc-owner" in [each.get("secretRef", {}).get("name") for each in pod["containers"][0]["envFrom"]]
    }

    assert knows == {"ekc-migrate"}
    assert not [thing for thing in THINGS if thing["kind"] == "Secret"]


def test_a_web_server_is_replaced_only_once_the_next_one_answers() -> None:
    (web,) = [thing for thing in THINGS if thing["kind"] == "Deployment" and thing["metadata"]["name"] == "ekc-web"]

    assert web["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert web["spec"]["replicas"] >= 2
    assert "readinessProbe" in web["spec"]["template"]["spec"]["containers"][0]
