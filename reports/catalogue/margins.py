"""Which other selections of the grid are nearly the same as this one, and how many cases or answers lie between.

Two selections that differ by one family are a question about that family. What stands here is only how many there are
between them; `protecting` says what follows from it (docs/adr/0056).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from ekc.accounts.models import Region
from ekc.dates import quarter_of

from ..models import KeptKind
from ..periods import wider_period
from .kept import bring_up_to_date, is_kept
from .selection import Selection

CASES, ANSWERS = KeptKind.CASES.value, KeptKind.ANSWERS.value
# Each selection is a column: what is kept is read once.
_SIZES = """
SELECT k.kind, {columns}
FROM (
    SELECT cell_id, sum(number) AS number FROM reports_keptcount
    WHERE field = 'returned' OR (field = 'funnel' AND code = 'offered') GROUP BY 1
) AS c JOIN reports_keptcell k ON k.id = c.cell_id
GROUP BY 1
"""
_SIZE = """
coalesce(sum(c.number) FILTER (WHERE (%s::bigint[] IS NULL OR k.programme_id = ANY(%s))
    AND (%s::bigint[] IS NULL OR k.region_id = ANY(%s))
    AND (%s::text IS NULL OR k.quarter >= %s) AND (%s::text IS NULL OR k.quarter <= %s)), 0)
"""
Sizes = dict[str, int]
"""How many cases came in, and how many answers came back."""


@dataclass(frozen=True)
class Margin:
    """Another selection in words, and by how many cases and answers the two differ."""

    words: str
    cases: int
    answers: int

    def is_within(self, fewest: int) -> bool:
        """Whether they differ, and by fewer than this."""
        return 0 < self.cases < fewest or (0 < self.answers < fewest and not self.cases)


def margins_of(selection: Selection) -> tuple[Margin, ...]:
    """What is one step wider, in one dimension; and of programmes or regions together, what goes without one of them.

    What lies within that of two steps lies within that of one of them.
    """
    wider, parts = list(_wider(selection)), list(_parts(selection))
    if not wider and not parts:
        return ()
    mine, *others = _sizes([selection, *(each for _words, each in (*wider, *parts))])
    found = [
        Margin(words, size[CASES] - mine[CASES], size[ANSWERS] - mine[ANSWERS])
        for (words, _each), size in zip(wider, others, strict=False)
    ]
    found += [
        Margin(words, size[CASES], size[ANSWERS])
        for (words, _each), size in zip(parts, others[len(wider) :], strict=True)
    ]
    return tuple(found)


def _wider(selection: Selection) -> Iterator[tuple[str, Selection]]:
    if selection.chosen:
        yield "alle programma's", replace(selection, programme=None, programmes=())
    if selection.region_ids is not None:
        yield "alle regio's", replace(selection, region_ids=None)
    if (found := wider_period(selection.start, selection.until)) is not None:
        words, start, until = found
        yield words, replace(selection, start=start, until=until)
    for way in selection.ways:
        yield "alle zaken", replace(selection, ways=tuple(each for each in selection.ways if each != way))


def _parts(selection: Selection) -> Iterator[tuple[str, Selection]]:
    """Each of what was put together, by itself."""
    if len(selection.chosen) > 1:
        for programme in selection.chosen:
            words = "dezelfde programma's zonder een daarvan"
            yield words, replace(selection, programme=programme, programmes=())
    regions = selection.region_ids or ()
    # All but one is the rest beside a region: of those no one else is left out.
    if len(regions) == 2 or (len(regions) > 2 and len(regions) != Region.objects.count() - 1):
        for region in regions:
            yield "dezelfde regio's zonder een daarvan", replace(selection, region_ids=(region,))


def _sizes(selections: list[Selection]) -> list[Sizes]:
    kept = [(at, each) for at, each in enumerate(selections) if is_kept(each)]
    found = [{CASES: 0, ANSWERS: 0} for _each in selections]
    if kept and not is_kept(selections[0]):
        # Of one that is kept, that was done when it was counted.
        bring_up_to_date()
    if kept:
        text = _SIZES.format(columns=", ".join(_SIZE for _each in kept))
        parameters = [value for _at, each in kept for value in _limits(each)]
        with connection.cursor() as cursor:
            cursor.execute(text, parameters)
            for kind, *numbers in cursor.fetchall():
                for (at, _each), number in zip(kept, numbers, strict=True):
                    found[at][kind] = int(number)
    for at, each in enumerate(selections):
        if not is_kept(each):
            found[at] = {CASES: each.received().count(), ANSWERS: each.responses().count() + each.waiting().count()}
    return found


def _limits(selection: Selection) -> list[Any]:
    limits = (
        [each.pk for each in selection.chosen] or None,
        None if selection.region_ids is None else list(selection.region_ids),
        None if selection.start is None else quarter_of(selection.start),
        None if selection.until is None else quarter_of(selection.until),
    )
    return [value for limit in limits for value in (limit, limit)]
