"""When a worker last looked for work: a moment in Valkey, so that it is soon told that none does."""

import contextlib
import datetime as dt
import time

from django.core.cache import caches
from django.utils import timezone

KEY = "pulse-of-workers"
EVERY = 15.0
"""Seconds between two marks of one process: a worker with much to do looks for work a hundred times a second."""
SILENCE = dt.timedelta(seconds=100)
"""Beat calls a worker each minute. One that makes a large file marks nothing meanwhile, and another one does."""
_next = 0.0


def mark() -> None:
    """A worker is at work. Without Valkey nothing is marked, and that is seen elsewhere."""
    global _next
    if time.monotonic() < _next:
        return
    _next = time.monotonic() + EVERY
    with contextlib.suppress(Exception):  # the clients of redis and valkey each have their own
        caches["engine"].set(KEY, timezone.now(), timeout=None)


def silent_since() -> dt.datetime | None:
    """Since when no worker looked for work, where that is too long; None where one did, or none ever."""
    last: dt.datetime | None = caches["engine"].get(KEY)
    return last if last is not None and timezone.now() - last > SILENCE else None
