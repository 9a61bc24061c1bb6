"""Celery shells: each calls one act, which may be repeated."""

from celery import shared_task

from .casepage.acts import kept_steps
from .coordinators.acts import weekly_mail
from .reviewing.acts import drawing_reviews


@shared_task(acks_late=True, reject_on_worker_lost=True)
def send_weekly_digests() -> int:
    return weekly_mail.send_weekly_digests()


@shared_task(acks_late=True, reject_on_worker_lost=True)
def bring_steps_up_to_date() -> int:
    return kept_steps.bring_steps_up_to_date()


@shared_task(acks_late=True, reject_on_worker_lost=True)
def draw_reviews() -> int:
    """Each night, and it draws once a month: what a person looks at of the read log."""
    return drawing_reviews.draw_reviews()
