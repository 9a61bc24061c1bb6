"""Celery shells: each calls acts that may be repeated."""

from celery import shared_task

from . import nightly
from .accounts import anonymise_old_accounts
from .acts import lists


@shared_task(acks_late=True, reject_on_worker_lost=True)
def forget_what_is_over() -> int:
    """At night: lists that two people agreed on are carried out, and what has a term of its own goes."""
    files, rows = lists.carry_out_lists(), nightly.forget_what_is_over()
    return files + sum(rows.values()) + anonymise_old_accounts()
