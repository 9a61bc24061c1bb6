"""Which reviews of the read log wait, for where landelijk beheer begins."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import rules

from ekc.dates import local_today

from .models import Drawn, Review

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
    """The months that nobody signed off yet, the oldest first; none for who may not."""
    if not rules.has_perm(REVIEW, user):
        return []
    today = today or local_today()
    return [
        WaitingReview(each, Drawn.objects.filter(review=each).waiting().count(), (each.due_on - today).days)
        for each in Review.objects.filter(signed_off__isnull=True).order_by("month")
    ]
