"""What the workers of the tests do, and what goes wrong in them.

`EKC_TEST_WORKER_MODE` says where a worker stops: it writes a flag with that name and waits to be killed, or
(`die_...`) kills itself, only once.
"""

import os
import signal
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

from celery import shared_task
from django.core.mail import EmailMessage
from django.db import connection

from ekc.outbox.acts import handle_due
from ekc.outbox.mail import MailboxBackend
from ekc.outbox.models import DeliveredMail

from .purposes import Planned

MODE = os.environ.get("EKC_TEST_WORKER_MODE", "")
FOLDER = Path(os.environ["EKC_TEST_WORKER_FOLDER"])


def stop_at(point: str) -> None:
    flag = FOLDER / point
    if MODE == point:
        flag.touch()
        time.sleep(600)
    if MODE == f"die_{point}" and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def leave_trace(kind: str) -> None:
    DeliveredMail.objects.create(message_id=str(uuid4()), to="spoor@voorbeeld.example", subject=kind, sealed="")


def trace(object_id: int) -> None:
    leave_trace("act")
    stop_at("in_act")


handle_due(Planned.TRACE, trace)


class FailingServer(MailboxBackend):
    """The letter box on the other side of a wire: what it accepted stays, whatever becomes of the sender."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        time.sleep(0.02)
        stop_at("before_accept")
        with ThreadPoolExecutor(1) as other_side:
            accepted = other_side.submit(self._accept, email_messages).result()
        stop_at("after_accept")
        return accepted

    def _accept(self, email_messages: Sequence[EmailMessage]) -> int:
        try:
            # Every letter that arrives leaves a trace, so that a test sees copies that the letter box dropped.
            leave_trace("arrived")
            return super().send_messages(email_messages)
        finally:
            connection.close()


@shared_task
def leave_trace_and_hang() -> None:
    leave_trace("task")
    stop_at("in_task")
