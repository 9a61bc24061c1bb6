"""What the house does when a worker begins, a task is asked for, begins and ends, and when a request is done."""

from typing import Any

from celery.signals import (
    beat_init,
    before_task_publish,
    celeryd_init,
    task_postrun,
    task_prerun,
    worker_before_create_process,
)
from django.conf import settings
from django.core.signals import request_finished

from ekc import collector
from ekc.request_number import let_go, send_along, take_over


@celeryd_init.connect
def worker_is_traced(**_: Any) -> None:
    _trace("worker")


@beat_init.connect
def clock_is_traced(**_: Any) -> None:
    _trace("beat")


@worker_before_create_process.connect
def worker_shares_what_is_loaded(**_: Any) -> None:
    """Else each process of a worker has a copy of the whole program, from its first full look for rubbish on."""
    collector.settle()


def _trace(part: str) -> None:
    """After what gives a task its number. Without the setting nothing of it is imported."""
    if settings.EKC_TRACES:
        from ekc.traces import begin

        begin(settings.EKC_TRACES, part=part)


@before_task_publish.connect
def number_goes_along(headers: dict[str, Any] | None = None, **_: Any) -> None:
    if headers is not None:
        send_along(headers)


@task_prerun.connect
def task_takes_number_over(task: Any = None, **_: Any) -> None:
    take_over(task.request)


@task_postrun.connect
def task_lets_number_go(**_: Any) -> None:
    let_go()


def request_lets_number_go(**_: Any) -> None:
    let_go()


request_finished.connect(request_lets_number_go, dispatch_uid="request_number.let_go")
