"""What tests of comparisons share: a year, the rows of a comparison, cases."""

import datetime as dt
from collections.abc import Iterator

from cases.codes import CaseState
from reports.catalogue import Selection
from reports.catalogue.compared import ComparedRow
from reports.protecting import ProtectedReport
from tests.factories import make_case


def year(number: int, **more: object) -> Selection:
    return Selection(start=dt.date(number, 1, 1), until=dt.date(number, 12, 31), **more)


def rows_of(report: ProtectedReport) -> Iterator[tuple[str, ComparedRow]]:
    assert report.comparison is not None
    yield from ((table.id, row) for table in report.comparison.tables for row in table.rows)


def fill(number: int = 30, **fields: object) -> None:
    for _each in range(number):
        make_case(**{"state": CaseState.CLOSED, "main_persons": (), **fields})
