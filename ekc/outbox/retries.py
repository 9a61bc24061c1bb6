"""How often and how long the outbox tries: from one minute to about a night, then a person looks (R105)."""

import datetime as dt

from django.utils import timezone

# Waiting time in minutes after each attempt that failed. Together about 17 hours: a mail server that is
# down for a night costs nobody a click.
BACKOFF = (1, 5, 15, 60, 240, 240, 240, 240)
MOST_ATTEMPTS = len(BACKOFF) + 1


def next_try(attempts: int) -> dt.datetime:
    """When to try again after `attempts` attempts."""
    return timezone.now() + dt.timedelta(minutes=BACKOFF[min(attempts, len(BACKOFF)) - 1])
