"""Landelijk beheer is reminded of a month that nobody signed off, until somebody does."""

import datetime as dt

from cases import norms
from cases.codes import DuePurpose
from cases.house_notices import tell_of_review
from ekc.audit.models import Review
from ekc.dates import at_local, local_today
from ekc.outbox.acts import plan_due

from .drawing_reviews import REMIND_AT


def remind_of_review(review_id: int) -> None:
    """Mail that a month waits, and come again; nothing once it is signed off."""
    review = Review.objects.select_related("signed_off").filter(pk=review_id).first()
    if review is None or review.is_signed:
        return
    tell_of_review(review, is_late=True)
    again = local_today() + dt.timedelta(days=norms.REVIEW_AGAIN_DAYS)
    plan_due(DuePurpose.REVIEW_TERM, review, at_local(again, REMIND_AT))
