"""How many cases stand under each tab: now, or where there are very many, at most a minute ago.

Counting a hundred thousand cases costs more than showing twenty-five of them. Whoever has eighty sees what is true now;
of a tab with more than `LARGE` cases the number may be a minute old, and the page says of when it is.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils import timezone

from ekc.memory import remembered

LARGE = 1_000
"""Up to here a tab is counted at every look."""
REMEMBERED_SECONDS = 60

Reckon = Callable[[Collection[str]], Mapping[str, int]]


@dataclass(frozen=True)
class TabCounts:
    """Cases per tab. `counted_at` is the moment of the numbers above `LARGE`; None when all of them are of now."""

    of: Mapping[str, int]
    counted_at: dt.datetime | None = None


def counts_of(asked: object, tabs: Collection[str], reckon: Reckon) -> TabCounts:
    """What each of `tabs` counts. `reckon` counts the tabs it is given; `asked` says in plain data for whom, of what.

    At most one round of counting a minute for large tabs; small ones are counted anew at each call.
    """
    reckoned: list[bool] = []

    def anew() -> tuple[dt.datetime, dict[str, int]]:
        reckoned.append(True)
        return timezone.now(), dict(reckon(tabs))

    at, counts = remembered("worklist", asked, seconds=REMEMBERED_SECONDS, reckon=anew)
    if reckoned:
        return TabCounts(counts)
    small = [tab for tab in tabs if counts[tab] <= LARGE]
    if small:
        counts = {**counts, **reckon(small)}
    return TabCounts(counts, at if len(small) < len(tabs) else None)
