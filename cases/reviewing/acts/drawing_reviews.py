"""Drawing the readings of a month that is over: some by chance, the rest by what is odd about them."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import CharField, F, Value, Window
from django.db.models.functions import MD5, Cast, Concat, RowNumber
from django.utils import timezone

from cases import norms
from cases.codes import DuePurpose
from cases.house_notices import tell_of_review
from ekc.audit.codes import DrawnBecause
from ekc.audit.models import Drawn, Review
from ekc.dates import at_local, local_today
from ekc.outbox.acts import plan_due
from ekc.turns import Turn, wait_for

from ..month import Month, months_to_draw
from ..suspicions import SUSPICIONS, Finding

REMIND_AT = dt.time(9, 0)


def draw_reviews() -> int:
    """Draw each month that is over and was not drawn yet: how many months that were. May be repeated."""
    drawn = list(Review.objects.values_list("month", flat=True))
    return sum(draw_review(month) is not None for month in months_to_draw(local_today(), drawn))


@transaction.atomic
def draw_review(first: dt.date, *, seed: str = "") -> Review | None:
    """Draw the month that begins on this day, for each region in whose files was read and for landelijk beheer, whose
    review this gives; None where that was done. Without a seed it gets one by chance."""
    wait_for(Turn.REVIEW)
    if Review.objects.filter(month=first).exists():
        return None
    month, seed = Month(first), seed or secrets.token_hex(16)
    found = {each.because: by_region(month, each.finds(month)) for each in SUSPICIONS}
    chance = by_chance(month, seed)
    regions = {region for findings in (*found.values(), chance) for region in findings if region is not None}
    for region in sorted(regions):
        _draw(
            first,
            seed,
            region,
            {why: findings.get(region, []) for why, findings in found.items()},
            chance.get(region, []),
        )
    of_none = {why: findings.get(None, []) for why, findings in found.items()}
    return _draw(first, seed, None, of_none, chance.get(None, []))


def _draw(
    first: dt.date,
    seed: str,
    region: int | None,
    found: Mapping[DrawnBecause, list[Finding]],
    chance: list[Finding],
) -> Review:
    review = Review.objects.create(
        month=first,
        region_id=region,
        seed=seed,
        drawn_at=timezone.now(),
        due_on=local_today() + dt.timedelta(days=norms.REVIEW_DAYS),
        found={because.value: len(findings) for because, findings in found.items()},
    )
    chosen = {because: _chosen(findings, seed) for because, findings in found.items()}
    Drawn.objects.bulk_create(_rows(review, {**chosen, DrawnBecause.CHANCE: chance}))
    plan_due(DuePurpose.REVIEW_TERM, review, at_local(review.due_on, REMIND_AT), region_id=region)
    tell_of_review(review)
    return review


def by_region(month: Month, findings: Iterable[Finding]) -> dict[int | None, list[Finding]]:
    """These findings by the region in which they are looked at."""
    there = list(findings)
    regions = month.regions_of(sorted({each.reading for each in there}))
    found: dict[int | None, list[Finding]] = {}
    for each in there:
        found.setdefault(regions[each.reading], []).append(each)
    return found


def by_chance(month: Month, seed: str) -> dict[int | None, list[Finding]]:
    """Of each region so many readings of the month as the norm says; of one seed and one log always the same."""
    lot = MD5(Concat(Value(seed), Cast("pk", CharField())))
    place = Window(RowNumber(), partition_by=F("region"), order_by=["lot", "pk"])
    drawn = month.placed().annotate(lot=lot).annotate(place=place).filter(place__lte=norms.REVIEW_SAMPLE)
    found: dict[int | None, list[Finding]] = {}
    for region, reading, reader in drawn.order_by("lot", "pk").values_list("region", "pk", "user_id"):
        found.setdefault(region, []).append(Finding(reading, reader))
    return found


def _chosen(findings: list[Finding], seed: str) -> list[Finding]:
    """Of more than a person can look at, as many as the norm says."""
    if len(findings) <= norms.REVIEW_MOST:
        return findings
    lots = {each.reading: _lot(each.reading, seed) for each in findings}
    return sorted(findings, key=lambda each: lots[each.reading])[: norms.REVIEW_MOST]


def _lot(reading: int, seed: str) -> str:
    return hashlib.sha256(f"{seed}{reading}".encode()).hexdigest()


def _rows(review: Review, chosen: Mapping[DrawnBecause, list[Finding]]) -> Iterable[Drawn]:
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
