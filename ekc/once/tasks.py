"""Celery shells: each calls one act, which may be repeated."""

from celery import shared_task

from . import acts


@shared_task(acks_late=True, reject_on_worker_lost=True)
def forget_outcomes() -> int:
    return acts.forget_outcomes()
