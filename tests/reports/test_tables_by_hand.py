"""Every table beside the published set that the pilot has, against a count from the files in plain Python."""

import datetime as dt
from typing import Any

import pytest

from cases.models import Case, FundingProgramme
from ekc.accounts.models import Region
from ekc.dates import quarter_bounds
from reports.catalogue import Selection, build_report
from reports.catalogue.shapes import Table
from tests.reports.pilot_by_hand import BY_HAND, Pilot

pytestmark = pytest.mark.django_db
YEARS = [(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in (2009, 2010, 2011)]
QUARTERS = [quarter_bounds(dt.date(year, month, 1)) for year in (2010, 2011) for month in (1, 4, 7, 10)]


def values(table: Table) -> dict[str, tuple[Any, ...]]:
    return {row.code or row.label: row.values for row in table.rows}


def filled(found: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """Without rows of nothing: a code that the print knows stands there with zeros."""
    return {code: each for code, each in found.items() if any(each)}


@pytest.mark.parametrize("of", ["whole", "years", "quarters", "regions"])
def test_every_table_equals_the_count_by_hand(pilot_cases: FundingProgramme, of: str) -> None:
    regions = {
        pk: set(Case.objects.filter(region=pk).values_list("external_id", flat=True))
        for pk in Region.objects.filter(cases__isnull=False).values_list("pk", flat=True).distinct()
    }
    chosen: dict[str, list[tuple[Any, Any, int | None]]] = {
        "whole": [(None, None, None)],
        "years": [(*year, None) for year in YEARS],
        "quarters": [(*quarter, None) for quarter in QUARTERS],
        "regions": [(*period, pk) for period in ((None, None), YEARS[1]) for pk in regions],
    }
    for start, until, region in chosen[of]:
        report = build_report(Selection(pilot_cases, start, until, region_ids=(region,) if region else None))
        pilot = Pilot(start, until, regions[region] if region else None)
        for number, count in BY_HAND.items():
            found, wanted = values(report.table(number)), count(pilot)
            assert filled(found) == filled(wanted), (number, start, until, region)
