"""What is kept beside a full count: of everything, and of each programme, region and quarter by itself."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cases.models import FundingProgramme
from ekc.accounts.models import Region
from ekc.dates import quarter_bounds

from ..models import KeptCell
from .facts import counts_of
from .kept import bring_up_to_date, kept_rows
from .selection import Selection
from .statements import rows_of


@dataclass(frozen=True)
class Difference:
    """Of one selection: the fields of which the kept counts are others than those of a full count."""

    selection: Selection
    fields: tuple[str, ...]

    def __str__(self) -> str:
        place = self.selection.chosen[0].slug if self.selection.chosen else "all programmes"
        region = ", ".join(self.selection.region_names) or "all regions"
        return f"{place}, {region}, {self.selection.start or 'any'} - {self.selection.until or 'any'}: " + ", ".join(
            self.fields
        )


def differences() -> Iterator[Difference]:
    """Every selection of the grid of which the kept counts differ from a full count. Heavy: a full count of each."""
    bring_up_to_date()
    for selection in _grid():
        kept, full = counts_of(kept_rows(selection)), counts_of(rows_of(selection))
        fields = tuple(name for name in sorted({*kept, *full}) if kept.get(name) != full.get(name))
        if fields:
            yield Difference(selection, fields)


def _grid() -> Iterator[Selection]:
    """Everything, each programme, and each programme, region and quarter in which something is kept, with all
    programmes where that is of none."""
    programmes = {each.pk: each for each in FundingProgramme.objects.order_by("pk")}
    names = dict(Region.objects.values_list("pk", "name"))
    yield Selection()
    for programme in programmes.values():
        yield Selection(programme)
    cells = KeptCell.objects.order_by("programme_id", "region_id", "quarter").distinct()
    for key, region, quarter in cells.values_list("programme_id", "region_id", "quarter"):
        period = quarter_bounds(dt.date(int(quarter[:4]), 3 * int(quarter[-1]), 1))
        yield Selection(programmes.get(key), *period, region_ids=(region,), region_names=(names.get(region, "?"),))
