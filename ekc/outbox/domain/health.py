"""Whether the clock runs."""

import datetime as dt

from django.db.models import F, Min
from django.db.models.functions import Greatest
from django.utils import timezone

from ..models import DueRow, Message
from ..queries import lease


def oldest_waiting() -> dt.timedelta | None:
    """How long the oldest row waits that could have been taken by now; None when nothing waits.

    For the ready check. In a house that runs this stays under two minutes, for beat comes each minute; more
    than ten minutes means that beat or the worker stands still (R105). A row that waits for a next attempt
    counts from that attempt, a row of a lost worker from the end of its lease. Failed rows do not count:
    they wait for a person, on the failure list.
    """
    now = timezone.now()
    # PostgreSQL's GREATEST skips an empty moment.
    row_free = Greatest(F("due_at"), F("retry_at"), F("claimed_at") + lease())
    message_free = Greatest(F("next_try_at"), F("claimed_at") + lease())
    moments = [
        DueRow.objects.claimable(now).aggregate(first=Min(row_free))["first"],
        Message.objects.claimable(now).aggregate(first=Min(message_free))["first"],
    ]
    ages = [now - moment for moment in moments if moment]
    return max(ages, default=None)
