"""Celery shells. They carry nothing and know nothing: all state is in PostgreSQL, so a task may run twice,
in two workers at once, or not at all until the next tick."""

from celery import shared_task

from .acts import due, messages, restored


@shared_task(acks_late=True, reject_on_worker_lost=True)
def run_due_rows() -> int:
    restored.hold_after_restore()
    return due.run_due_rows()


@shared_task(acks_late=True, reject_on_worker_lost=True)
def send_messages() -> int:
    restored.hold_after_restore()
    return messages.send_messages()
