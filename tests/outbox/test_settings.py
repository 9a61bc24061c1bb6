"""The figures that the promise stands on (R101, R104)."""

import re
from pathlib import Path

from django.conf import settings

from ekc.celery import app
from ekc.outbox.domain.retries import RUN_FOR

ROOT = Path(__file__).resolve().parent.parent.parent


def test_hard_limit_is_under_half_the_visibility_timeout():
    timeout = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT < timeout / 2


def test_lost_tasks_are_looked_for_every_few_seconds():
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    assert options["unacked_restore_interval"] * options["unacked_restore_throttle"] <= 10


def test_claim_holds_longer_than_a_task_can_live():
    assert settings.EKC_OUTBOX_LEASE > settings.CELERY_TASK_TIME_LIMIT


def test_run_stops_long_before_its_soft_limit_also_when_the_last_mail_is_slow():
    assert RUN_FOR.total_seconds() + settings.EMAIL_TIMEOUT < settings.CELERY_TASK_SOFT_TIME_LIMIT


def test_tasks_are_acknowledged_late_and_come_back_when_a_worker_is_lost():
    for name in ("ekc.outbox.tasks.run_due_rows", "ekc.outbox.tasks.send_messages"):
        assert app.tasks[name].acks_late
        assert app.tasks[name].reject_on_worker_lost


def test_beat_comes_each_minute_for_both_tasks():
    ticks = {tick["task"]: tick["schedule"] for tick in settings.CELERY_BEAT_SCHEDULE.values()}
    assert ticks["ekc.outbox.tasks.run_due_rows"] == ticks["ekc.outbox.tasks.send_messages"] == 60.0


def test_nothing_is_planned_in_the_broker():
    """What must happen later is a row: Redis hands a long `eta` out again and again."""
    apps = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports")
    sources = [path for app_name in apps for path in (ROOT / app_name).rglob("*.py")]
    assert [path for path in sources if re.search(r"\b(eta|countdown)=", path.read_text())] == []
