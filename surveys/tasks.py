"""Celery shells. A task carries nothing: what must be done stands in the database, so running it twice does no harm."""

from celery import shared_task

from .acts import mixing


@shared_task(acks_late=True, reject_on_worker_lost=True)
def mix_answers() -> int:
    return mixing.mix_answers()
