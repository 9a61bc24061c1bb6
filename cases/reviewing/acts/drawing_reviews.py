"""Drawing the readings of a month that is over: some by chance, the rest by what is odd about them."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import CharField, Value
from django.db.models.functions import MD5, Cast, Concat
from django.utils import timezone

from cases import norms
from cases.codes import DuePurpose
from cases.house_notices import tell_of_review
from ekc.audit.codes import DrawnBecause
from ekc.audit.models import Drawn, Review
from ekc.audit.review_triggers import LOCK
from ekc.dates import at_local, local_today
from ekc.outbox.acts import plan_due

from ..month import Month, months_to_draw
from ..suspicions import SUSPICIONS, Finding

REMIND_AT = dt.time(9, 0)


def draw_reviews() -> int:
    """Draw each month that is over and was not drawn yet: how many months that were. May be repeated."""
    drawn = list(Review.objects.values_list("month", flat=True))
    return sum(draw_review(month) is not None for month in months_to_draw(local_today(), drawn))


@transaction.atomic
def draw_review(first: dt.date, *, seed: str = "") -> Review | None:
    """Draw the month that begins on this day; None where that was done. Without a seed it gets one by chance."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if Review.objects.filter(month=first).exists():
        return None
    month, seed = Month(first), seed or secrets.token_hex(16)
    found = {each.because: list(each.finds(month)) for each in SUSPICIONS}
    review = Review.objects.create(
        month=first,
        seed=seed,
        drawn_at=timezone.now(),
        due_on=local_today() + dt.timedelta(days=norms.REVIEW_DAYS),
        found={because.value: len(findings) for because, findings in found.items()},
    )
    chosen = {because: _chosen(findings, seed) for because, findings in found.items()}
    chosen[DrawnBecause.CHANCE] = by_chance(month, seed)
    Drawn.objects.bulk_create(_rows(review, chosen))
    plan_due(DuePurpose.REVIEW_TERM, review, at_local(review.due_on, REMIND_AT))
    tell_of_review(review)
    return review


def by_chance(month: Month, seed: str) -> list[Finding]:
    """So many readings of the month as the norm says; of one seed and one log always the same."""
    lot = MD5(Concat(Value(seed), Cast("pk", CharField())))
    drawn = month.lines().annotate(lot=lot).order_by("lot", "pk")[: norms.REVIEW_SAMPLE]
    return [Finding(*each) for each in drawn.values_list("pk", "user_id")]


def _chosen(findings: list[Finding], seed: str) -> list[Finding]:
    """Of more than a person can look at, as many as the norm says."""
    if len(findings) <= norms.REVIEW_MOST:
        return findings
    lots = {each.reading: _lot(each.reading, seed) for each in findings}
    return sorted(findings, key=lambda each: lots[each.reading])[: norms.REVIEW_MOST]


def _lot(reading: int, seed: str) -> str:
    return hashlib.sha256(f"{seed}{reading}".encode()).hexdigest()


def _rows(review: Review, chosen: dict[DrawnBecause, list[Finding]]) -> Iterable[Drawn]:
    """One row for each reading, with all that it was drawn for."""
    rows: dict[int, Drawn] = {}
    for because, findings in chosen.items():
        for each in findings:
            row = rows.setdefault(
                each.reading, Drawn(review=review, reading=each.reading, reader_id=each.reader, why=[])
            )
            row.why.append(because.value)
            if each.files is not None:
                row.files, row.usual = each.files, each.usual
    return [rows[reading] for reading in sorted(rows)]
