"""Who is of one family, who met when, and which rows of a project's files a selection has: by what is seen in them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from cases.models import Case
from ekc.dates import quarter_bounds, quarter_of

from ..catalogue import Selection
from ..exchange.codebook import NO_PROGRAMME
from .anonymity import ANSWERS, LINK, OF_A_PLACE, PERSONS, PROGRAMME, QUARTER, REQUEST, SAYS_NOTHING, Known
from .set_files import ResearchFile, Row
from .variables import WITHHELD

HIDDEN = frozenset({WITHHELD, str(WITHHELD)})
Where = tuple[str, str]


def known_families() -> Known:
    """Which cases are of one family (linked as earlier and later, or put together), and which families met when."""
    family_of: dict[int, int] = {}

    def head(key: int) -> int:
        while family_of[key] != key:
            family_of[key] = key = family_of[family_of[key]]
        return key

    links = list(Case.objects.order_by("pk").values_list("pk", "previous_case", "merged_into"))
    family_of.update((key, key) for key, _earlier, _kept in links)
    for key, *others in links:
        for other in filter(None, others):
            family_of[head(key)] = head(other)
    families = {key: head(key) for key in family_of}
    met: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    surveyed: Any = Selection().surveyed()
    for key, day, *place in surveyed.exclude(met_on=None).values_list("pk", "met_on", *_WHERE):
        met[(*_where(place), quarter_of(day))].add(families[key])
    return Known(families, {place: frozenset(found) for place, found in met.items()})


_WHERE = ("programme__slug", "region__code", "subregion__code")


def _where(place: Sequence[str | None]) -> Where:
    """Programme and region as they stand in a row."""
    programme, region, subregion = place
    return programme or NO_PROGRAMME, subregion or region or ""


def chosen_of(files: Sequence[ResearchFile], selection: Selection) -> list[ResearchFile]:
    """The rows of a selection. Of what is withheld nobody learns by choosing on it: such a row is in no such set."""
    request = next(file for file in files if file.name == REQUEST)
    cases = _cases_in(request, selection)
    made = []
    for file in files:
        if file.name in ANSWERS:
            rows = _answers_in(file, selection)
        elif file.name == PERSONS:
            link = file.at(LINK)
            rows = [
                (owner, row)
                for owner, row in zip(file.owners, file.rows, strict=True)
                if (_takes_loose(file, row, selection) if row[link] in HIDDEN else owner in cases)
            ]
        else:
            pairs = zip(file.owners, file.rows, strict=True)
            rows = [(owner, row) for owner, row in pairs if owner in cases]
        made.append(file.having(rows))
    return made


def _cases_in(request: ResearchFile, selection: Selection) -> set[int | None]:
    """The cases of a selection, by what their requests show."""
    # What a choice by the course of a case asks stands in the rows; of the kind of conference it may be withheld.
    needed = [name for name, is_chosen in zip(OF_A_PLACE, _chosen(selection), strict=True) if is_chosen]
    at = [request.at(name) for name in needed]
    received = request.at("received_on")
    wide = replace(selection, start=None, until=None)
    keys = set(wide.started().values_list("pk", flat=True))
    return {
        owner
        for owner, row in zip(request.owners, request.rows, strict=True)
        if owner in keys
        and not any(row[place] in HIDDEN for place in at)
        and lies_in(row[received], selection.start, selection.until)
    }


def _chosen(selection: Selection) -> tuple[bool, bool, bool]:
    """Whether it chooses by programme, region and kind of conference."""
    return bool(selection.chosen), selection.region_ids is not None, "variant" in dict(selection.ways)


def _takes_loose(file: ResearchFile, row: Row, selection: Selection) -> bool:
    """Whether a main person without a case is in a selection: of such a one no more than the programme is known."""
    if selection.ways or selection.region_ids is not None or selection.start or selection.until:
        return False
    return not selection.chosen or row[file.at(PROGRAMME)] in {each.slug for each in selection.chosen}


def _answers_in(file: ResearchFile, selection: Selection) -> list[tuple[int | None, Row]]:
    if not selection.has_answers:
        return []
    wide = replace(selection, start=None, until=None)
    places = set(map(_where, _distinct(wide.responses().values_list(*_WHERE))))
    programmes = {each.slug for each in selection.chosen}
    start = quarter_bounds(selection.start)[0] if selection.start else None
    until = quarter_bounds(selection.until)[1] if selection.until else None
    at = [file.at(name) for name in (PROGRAMME, "region", QUARTER)]

    def takes(row: Row) -> bool:
        project, region, quarter = (row[place] for place in at)
        if programmes and project not in programmes:
            return False
        if selection.region_ids is not None and (project, region) not in places:
            return False
        return lies_in(quarter, start, until)

    return [(None, row) for row in file.rows if takes(row)]


def _distinct(rows: Iterable[tuple[str | None, ...]]) -> set[tuple[str | None, ...]]:
    return set(rows)


def lies_in(period: str, start: dt.date | None, until: dt.date | None) -> bool:
    """Whether a period, as it is seen, lies within two days; a week does where its Monday lies."""
    if start is None and until is None:
        return True
    if period in SAYS_NOTHING:
        return False
    first, last = _days(period)
    return (start is None or start <= first) and (until is None or last <= until)


def _days(period: str) -> tuple[dt.date, dt.date]:
    """First and last day of `2011`, `2011-Q3`; of `2011-W07` the Monday, twice."""
    year = int(period[:4])
    if "-W" in period:
        monday = dt.date.fromisocalendar(year, int(period[6:]), 1)
        return monday, monday
    if "-Q" in period:
        return quarter_bounds(dt.date(year, int(period[6:]) * 3, 1))
    return dt.date(year, 1, 1), dt.date(year, 12, 31)
