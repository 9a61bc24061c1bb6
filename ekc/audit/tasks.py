"""Celery shells: each calls what may be repeated."""

from celery import shared_task

from . import chain, second_place


@shared_task(acks_late=True, reject_on_worker_lost=True)
def seal_log() -> int:
    """Each minute: what was read and changed since the last time is sealed, and the seals go to the second place."""
    count = chain.seal_new_rows()
    second_place.copy_seals()
    return count
