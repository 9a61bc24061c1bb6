"""The account of a programme, as it is read: nothing here asks the database."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from cases.models import FundingProgramme

from .catalogue.shapes import Grade, Table
from .protecting import ProtectedReport

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
        return amount_of(self.programme, self.held)

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


def amount_of(programme: FundingProgramme, held: int) -> Decimal | None:
    """What so many conferences cost; None where no price was agreed."""
    return None if programme.price is None else programme.price * held


def _says_something(table: Table) -> bool:
    return any(cell.value is not None for row in table.rows for cell in row.every_cell)
