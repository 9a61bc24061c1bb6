"""A report in the shape of the published set, with what we add to it."""

from collections.abc import Iterable
from typing import Any

from .about import About, EditionMark
from .cells import Cell
from .compared import ComparedRow, Comparison
from .shapes import VERSION, Row, Shape, Table

SOURCE = "Registratie en vragenlijsten van de Eigen Kracht Centrale"


def as_json(table: Table) -> dict[str, Any]:
    """The table in the shape of the published set."""
    return {
        "id": table.id,
        "title": table.title,
        "columns": list(table.columns),
        "rows": [_row_as_json(row) for row in table.rows],
        "base": table.base,
        "n": table.n,
        "missing": table.missing,
        "not_asked": table.not_asked,
        "shares": list(table.shares),
        **({"column_shares": [_values(row.column_shares) for row in table.rows]} if table.column_bases else {}),
        "definition": table.definition,
        "note": table.note,
    }


def _values(cells: Iterable[Cell]) -> list[Any]:
    return [cell.value for cell in cells]


def _row_as_json(row: Row) -> dict[str, Any]:
    if row.region is not None:
        head: dict[str, Any] = {"region": row.region, "label": row.label, "municipality": row.municipality}
    elif row.code is not None:
        head = {"code": row.code, "label": row.label}
    else:
        head = {"label": row.label}
    head["values"] = list(row.values)
    if row.share_cells:
        head["percentages"] = list(row.percentages)
    if any(cell.says_why for cell in row.every_cell):
        head["states"] = [cell.state.value for cell in row.cells]
    return head


def _reopened(report: Shape) -> dict[str, Any]:
    """Nothing where no case was taken up again."""
    found = report.reopened
    if found.last_on is None:
        return {}
    return {
        "reopened": {
            "cases": found.cases,
            "not_counted": found.not_counted,
            "last_on": found.last_on.isoformat(),
        }
    }


def _edition(mark: EditionMark | None) -> dict[str, Any]:
    """Nothing of what is no edition."""
    if mark is None:
        return {}
    found = {
        "name": mark.name,
        "version": mark.version,
        "state": mark.state,
        "approved_by": mark.approved_by,
        "approved_on": mark.approved_on.isoformat() if mark.approved_on else None,
        "published_on": mark.published_on.isoformat() if mark.published_on else None,
        "checksum": mark.checksum,
        "notes": mark.notes,
        "changes": mark.changes,
        "sentences": dict(mark.sentences),
    }
    return {"edition": found}


def _comparison(found: Comparison | None) -> dict[str, Any]:
    """Nothing where the report stands alone: then it is the published set."""
    if found is None:
        return {}
    about = found.about
    beside: dict[str, Any] = {"year": found.year}
    if about is not None:
        beside = {
            "project": about.project,
            "programme": about.programme_name,
            "period": _period(about),
            "regions": list(about.regions),
            **({"ways": dict(about.ways)} if about.ways else {}),
        }
    tables = [
        {"id": table.id, "title": table.title, "rows": [_compared(row) for row in table.rows]} for table in found.tables
    ]
    return {"comparison": {"with": beside, "overlaps": found.overlaps, "tables": tables}}


def _compared(row: ComparedRow) -> dict[str, Any]:
    found = row.difference
    return {
        "code": row.code,
        "label": row.label,
        "column": row.column,
        "value": row.one.cell.value,
        "n": row.one.size.value,
        "other_value": row.other.cell.value,
        "other_n": row.other.size.value,
        "difference": found.value,
        "low": found.low,
        "high": found.high,
        "unit": row.unit,
        "few": found.few,
        "state": found.state.value,
    }


def _period(about: About) -> dict[str, str | None]:
    return {
        "from": about.start.isoformat() if about.start else None,
        "until": about.until.isoformat() if about.until else None,
    }


def report_as_json(report: Shape) -> dict[str, Any]:
    """The report in the shape of the published set, with what we add to it."""
    about = report.about
    return {
        "source": SOURCE,
        "project": about.project,
        "programme": about.programme_name,
        "period": _period(about),
        "regions": list(about.regions),
        **({"audience": report.for_whom} if report.for_whom else {}),
        **({"ways": dict(about.ways)} if about.ways else {}),
        "made_on": about.made_on.isoformat(),
        "catalogue": VERSION,
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
        "statements": {statement.key: statement.counts for statement in report.statements},
        "favourable": {statement.key: statement.favourable.value for statement in report.statements},
        "doubtful": {str(year): measures for year, measures in sorted(report.doubtful.items())},
        "supplement": [as_json(table) for table in report.supplement],
        **_reopened(report),
        **_edition(report.edition),
        **_comparison(report.comparison),
    }
