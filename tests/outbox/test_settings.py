"""The figures that the promise stands on (R101, R104)."""

import re
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from ekc.celery import app
from ekc.claims import RUN_FOR, TICK, kinds

ROOT = Path(__file__).resolve().parent.parent.parent


def test_hard_limit_is_under_half_the_visibility_timeout():
    timeout = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT < timeout / 2


def test_lost_tasks_are_looked_for_every_few_seconds():
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    assert options["unacked_restore_interval"] * options["unacked_restore_throttle"] <= 10


def test_claim_holds_longer_than_a_task_can_live():
    assert settings.EKC_CLAIM_LEASE > settings.CELERY_TASK_TIME_LIMIT


def test_run_stops_long_before_its_soft_limit_also_when_the_last_mail_is_slow():
    assert RUN_FOR.total_seconds() + settings.EMAIL_TIMEOUT < settings.CELERY_TASK_SOFT_TIME_LIMIT


def test_tasks_are_acknowledged_late_and_come_back_when_a_worker_is_lost():
    for kind in kinds():
        assert import_string(kind.claims.task).name == kind.claims.task
        assert app.tasks[kind.claims.task].acks_late
        assert app.tasks[kind.claims.task].reject_on_worker_lost


def test_beat_comes_each_minute_for_every_kind_of_row_that_workers_claim():
    ticks = {tick["task"]: tick["schedule"] for tick in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {ticks[kind.claims.task] for kind in kinds()} == {float(TICK)}


def test_nothing_is_planned_in_the_broker():
    """What must happen later is a row: Redis hands a long `eta` out again and again."""
    apps = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports")
    sources = [path for app_name in apps for path in (ROOT / app_name).rglob("*.py")]
    assert [path for path in sources if re.search(r"\b(eta|countdown)=", path.read_text())] == []
