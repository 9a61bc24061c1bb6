"""Celery shells: each calls one act, which may be repeated."""

from celery import shared_task

from .coordinators.acts import digest


@shared_task(acks_late=True, reject_on_worker_lost=True)
def send_weekly_digests() -> int:
    return digest.send_weekly_digests()
