"""Reviews of the read log, drawn or made by hand."""

import datetime as dt
from typing import Any

import time_machine
from django.utils import timezone

from ekc.audit.codes import DrawnBecause, Outcome, ReadAction
from ekc.audit.models import Drawn, ReadLine, Review
from ekc.dates import local_today


def read_at(at: dt.datetime, user: Any, number: str, **fields: Any) -> ReadLine:
    """Somebody looked into a file at this moment."""
    usual = {"action": ReadAction.READ, "what": "zaak", "route": "cases:case", "outcome": Outcome.SHOWN}
    with time_machine.travel(at, tick=False):
        return ReadLine.objects.create(
            user=user, user_name=user.full_name, role=user.role, case_number=number, **{**usual, **fields}
        )


def make_review(month: dt.date | None = None, *, due_on: dt.date | None = None, region: Any = None) -> Review:
    """One for each month and region; asked for again it is the same."""
    month = month or dt.date(2026, 1, 1)
    facts = {"seed": "0" * 32, "drawn_at": timezone.now(), "due_on": due_on or local_today() + dt.timedelta(days=21)}
    return Review.objects.get_or_create(month=month, region=region, defaults=facts)[0]


def drawn_of(user: Any, number: str, *, review: Review | None = None, because: str = DrawnBecause.CHANCE) -> Drawn:
    """A reading by this person that was drawn."""
    line = read_at(timezone.now(), user, number)
    return Drawn.objects.create(review=review or make_review(), reading=line.pk, reader=user, why=[because])
