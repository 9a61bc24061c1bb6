"""Whether the copies are late. Asked by whoever watches the house (`ekc.health`)."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from .models import BackupMark, Done

MOST = {Done.SHIPPED: dt.timedelta(minutes=5), Done.BASE: dt.timedelta(hours=36), Done.DRILL: dt.timedelta(days=8)}
"""What may be lost is what was written since the last shipment (R109, R111)."""


def late_backups() -> list[str]:
    """What of the copies is late, a line each. Nothing where this house makes none and never did."""
    known = dict(BackupMark.objects.values_list("done", "at"))
    if not (known or settings.EKC_BACKUP_TO):
        return []
    now = timezone.now()
    # The first drill has its time, counted from nothing: it is asked for once there was one.
    asked = [done for done in Done if done != Done.DRILL or done in known]
    return [
        f"no {done.name} since {known.get(done, 'the beginning')}"
        for done in asked
        if done not in known or known[done] < now - MOST[done]
    ]
