"""A whole report: the catalogue over one selection."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ekc.dates import local_today

from . import tables_supplement, tables_ways
from .dimensions import labels_of
from .facts import Facts, Reopened, gather
from .key_figures import Grade, Statement, grades, key_figures, response, statements
from .selection import Selection
from .table import Table, as_json
from .tables import TABLES

SOURCE = "Registratie en vragenlijsten van de Eigen Kracht Centrale"


@dataclass(frozen=True)
class Report:
    """Everything a rendering needs; no rendering computes."""

    selection: Selection
    made_on: dt.date
    tables: tuple[Table, ...]
    key_figures: dict[str, Any]
    response: dict[str, dict[str, int | None]]
    grades: list[Grade]
    statements: list[Statement]
    national: dict[int, dict[str, float | int]]
    # Measures whose national figure may not be printed as fact, per year.
    doubtful: dict[int, list[str]]
    open_cases: int
    # Tables of the printed report that the published set does not have.
    supplement: tuple[Table, ...]
    reopened: Reopened

    def table(self, table_id: str) -> Table:
        return next(table for table in (*self.tables, *self.supplement) if table.id == table_id)

    def tables_of(self, table_ids: Iterable[str]) -> list[Table]:
        """Of these tables those that this selection has, in their order."""
        found = {table.id: table for table in (*self.tables, *self.supplement)}
        return [found[table_id] for table_id in table_ids if table_id in found]

    @property
    def region_names(self) -> tuple[str, ...]:
        """The regions that the figures are limited to; empty when they are not."""
        return self.selection.region_names

    @property
    def ways(self) -> Sequence[tuple[str, str]]:
        """What the cases were chosen by besides, in words; empty where they were not."""
        return labels_of(self.selection.ways)

    @property
    def programme_name(self) -> str:
        return self.selection.programme.name if self.selection.programme else "Alle programma's"


def build_report(selection: Selection) -> Report:
    """Count once and build every table of the catalogue."""
    facts = gather(selection)
    return Report(
        selection=selection,
        made_on=local_today(),
        tables=tuple(declaration.table(facts) for declaration in TABLES),
        key_figures=key_figures(facts),
        response=response(facts),
        grades=grades(facts),
        statements=statements(facts),
        national=_national(facts),
        doubtful={
            year: sorted(measure for measure, row in found.items() if row.is_doubtful)
            for year, found in facts.benchmarks.items()
        },
        open_cases=facts.open_cases,
        supplement=tuple(_supplement(facts)),
        reopened=facts.reopened,
    )


def _supplement(facts: Facts) -> Iterator[Table]:
    for declaration in (*tables_supplement.TABLES, *tables_ways.TABLES):
        if declaration.when(facts):
            yield declaration.table(facts)


def _national(facts: Facts) -> dict[int, dict[str, float | int]]:
    return {
        year: {
            measure: int(row.value)
            if row.value == row.value.to_integral_value() and "grade" not in measure and "_per_" not in measure
            else float(row.value)
            for measure, row in found.items()
        }
        for year, found in facts.benchmarks.items()
    }


def _reopened_as_json(report: Report) -> dict[str, Any]:
    """Nothing where no case was taken up again."""
    found = report.reopened
    if found.last_on is None:
        return {}
    return {"reopened": {"cases": found.cases, "not_counted": found.not_counted, "last_on": found.last_on.isoformat()}}


def report_as_json(report: Report) -> dict[str, Any]:
    """The report in the shape of the published set, with what we add to it."""
    selection = report.selection
    return {
        "source": SOURCE,
        "project": selection.programme.slug if selection.programme else "",
        "programme": report.programme_name,
        "period": {
            "from": selection.start.isoformat() if selection.start else None,
            "until": selection.until.isoformat() if selection.until else None,
        },
        **({"ways": dict(selection.ways)} if selection.ways else {}),
        "made_on": report.made_on.isoformat(),
        "open_cases": report.open_cases,
        "key_figures": report.key_figures,
        **{f"national_{year}": {"year": year, **figures} for year, figures in sorted(report.national.items())},
        "response": report.response,
        "tables": [as_json(table) for table in report.tables],
        "grades": [
            {
                "section": grade.section,
                "label": grade.label,
                "field": grade.field,
                "mean": grade.mean,
                "n": grade.n,
                "insufficient": grade.insufficient,
            }
            for grade in report.grades
        ],
        "statements": {
            statement.key: {code: number for code, _label, number in statement.counts}
            for statement in report.statements
        },
        "favourable": {statement.key: statement.favourable_share for statement in report.statements},
        "doubtful": {str(year): measures for year, measures in sorted(report.doubtful.items())},
        "supplement": [as_json(table) for table in report.supplement],
        **_reopened_as_json(report),
    }
