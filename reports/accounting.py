"""What a programme was paid for and what came of it, for who pays it: conferences and amounts as they are, results and
marks as what is public (`protecting`)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cases.models import FundingProgramme
from ekc.dates import local_today

from .catalogue import Selection, build_report
from .catalogue.shapes import Grade, Table
from .codes import Audience
from .progress import held_per_month
from .protecting import ProtectedReport, protect
from .querysets import regions_for
from .totals import totals_of

RESULTS = ("2.8.4", "6.4a", "6.4b", "6.5a")
"""The tables that say what came of a conference, of those that the catalogue declares."""
MARKS = frozenset({"3.4", "3.5", "3.6", "4.2", "5.3", "5.4", "5.5"})
"""The sections with the marks of who was there."""


@dataclass(frozen=True)
class Paid:
    """What was held in a year or a quarter, and what that is in euros; no amount where no price was agreed.
    `starts` is its first day; None: the day of the conference is not known."""

    starts: dt.date | None
    held: int
    amount: Decimal | None
    by_quarter: bool = False

    @property
    def label(self) -> str:
        if self.starts is None:
            return "Dag niet bekend"
        year = f"{self.starts.year}"
        return f"{year}, kwartaal {(self.starts.month + 2) // 3}" if self.by_quarter else year


@dataclass(frozen=True)
class Account:
    """Of one programme, the whole of it or one year, as far as this reader counts it."""

    programme: FundingProgramme
    year: int | None
    regions: tuple[str, ...]
    paid: tuple[Paid, ...]
    report: ProtectedReport
    made_on: dt.date

    @property
    def held(self) -> int:
        return sum(each.held for each in self.paid)

    @property
    def amount(self) -> Decimal | None:
        return _amount(self.programme, self.held)

    @property
    def period(self) -> str:
        """The period in words."""
        return "het hele programma" if self.year is None else str(self.year)

    @property
    def results(self) -> list[Table]:
        """The tables of what came of it in which there is a figure to be seen."""
        return [table for table in self.report.tables_of(RESULTS) if _says_something(table)]

    @property
    def marks(self) -> list[Grade]:
        """The mean marks that may be seen."""
        return [each for each in self.report.grades if each.section in MARKS and each.mark.value is not None]

    @property
    def is_too_small(self) -> bool:
        """Whether so few people are behind it that nothing of them may be told, or there is nothing to tell yet."""
        return not self.results and not self.marks

    @property
    def file_name(self) -> str:
        """The name of its files, without what kind of file it is."""
        year = f"-{self.year}" if self.year else ""
        return f"verantwoording-{self.programme.slug[:60]}{year}-{self.made_on:%Y-%m-%d}"


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
        yield Paid(starts, number, _amount(programme, number), by_quarter=year is not None)
    undated = totals_of(programme, user).held - sum(number for month, number in months.items() if month is not None)
    if year is None and undated > 0:
        yield Paid(None, undated, _amount(programme, undated))


def _amount(programme: FundingProgramme, held: int) -> Decimal | None:
    return None if programme.price is None else programme.price * held


def _says_something(table: Table) -> bool:
    return any(cell.value is not None for row in table.rows for cell in row.every_cell)
