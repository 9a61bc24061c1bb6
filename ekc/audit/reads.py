"""Which reviews of the read log wait, for where their reviewer begins."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import rules

from ekc.dates import local_today

from .models import Review

REVIEW = "readlog.review"


@dataclass(frozen=True)
class WaitingReview:
    """A month that is not signed off. `waiting`: so many of its readings."""

    review: Review
    waiting: int
    days_left: int

    @property
    def is_late(self) -> bool:
        return self.days_left < 0


def waiting_reviews(user: Any, today: dt.date | None = None) -> list[WaitingReview]:
    """The months that this person looks at and nobody signed off yet, the oldest first; none for who may not."""
    if not rules.has_perm(REVIEW, user):
        return []
    today = today or local_today()
    waiting = Review.objects.kept_by(user).filter(signed_off__isnull=True).with_counts()
    return [
        WaitingReview(each, each.waiting_count, (each.due_on - today).days)
        for each in waiting.select_related("region").order_by("month", "pk")
    ]
