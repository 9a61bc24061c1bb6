"""What a programme was paid for and what came of it, for who pays it: conferences and amounts as they are, results and
marks as what is public (`protecting`)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from cases.models import FundingProgramme
from ekc.dates import local_today

from .account import Account, Paid, amount_of
from .catalogue import Selection, build_report
from .codes import Audience
from .progress import held_per_month
from .protecting import protect
from .querysets import regions_for
from .totals import totals_of


def account_of(programme: FundingProgramme, user: Any, year: int | None = None) -> Account:
    """The account of a programme that this person may see; of conferences held in `year`, and of results of cases that
    came in in that year."""
    regions = regions_for(user)
    selection = Selection(
        programme,
        start=dt.date(year, 1, 1) if year else None,
        until=dt.date(year, 12, 31) if year else None,
        region_ids=None if regions is None else tuple(region.pk for region in regions),
        region_names=() if regions is None else tuple(region.name for region in regions),
    )
    return Account(
        programme=programme,
        year=year,
        regions=selection.region_names,
        paid=tuple(_paid(programme, user, year)),
        report=protect(build_report(selection), Audience.PUBLIC),
        made_on=local_today(),
    )


def years_of(programme: FundingProgramme, user: Any) -> list[int]:
    """The years to choose from, the last first: those in which something was held."""
    return sorted({month.year for month in held_per_month(programme, user) if month is not None}, reverse=True)


def _paid(programme: FundingProgramme, user: Any, year: int | None) -> Iterable[Paid]:
    months = held_per_month(programme, user)
    held: Counter[dt.date] = Counter()
    for month, number in months.items():
        if month is not None and year in (None, month.year):
            held[month.replace(month=(month.month - 1) // 3 * 3 + 1 if year else 1)] += number
    for starts, number in sorted(held.items()):
        yield Paid(starts, number, amount_of(programme, number), by_quarter=year is not None)
    undated = totals_of(programme, user).held - sum(number for month, number in months.items() if month is not None)
    if year is None and undated > 0:
        yield Paid(None, undated, amount_of(programme, undated))
