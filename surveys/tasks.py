"""Celery shells. A task carries nothing: what must be done stands in the database, so running it twice does no harm."""

from celery import shared_task

from .acts import handing_out, mixing, waiting


@shared_task(acks_late=True, reject_on_worker_lost=True)
def mix_answers() -> int:
    """At night: what waited long enough is opened, links that are over are forgotten, and the order is taken out."""
    handing_out.forget_old_invitations()
    waiting.open_overdue()
    return mixing.mix_answers()
