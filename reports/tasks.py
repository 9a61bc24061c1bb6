"""Celery shells. A task carries nothing: what must be made stands in the database, so running it twice does no harm."""

from celery import shared_task

from .acts import downloads, research
from .catalogue.kept import bring_up_to_date


@shared_task(acks_late=True, reject_on_worker_lost=True)
def make_downloads() -> int:
    return downloads.make_downloads()


@shared_task(acks_late=True, reject_on_worker_lost=True)
def bring_counts_up_to_date() -> int:
    return bring_up_to_date()


@shared_task(acks_late=True, reject_on_worker_lost=True)
def renew_research_schemas() -> int:
    return research.renew_schemas()
