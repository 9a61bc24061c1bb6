"""What the house does when a task is asked for, begins and ends, and when a request is done."""

from typing import Any

from celery.signals import before_task_publish, task_postrun, task_prerun
from django.core.signals import request_finished

from ekc.request_number import let_go, send_along, take_over


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
