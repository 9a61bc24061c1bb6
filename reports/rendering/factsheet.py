"""The factsheet: what a selection comes down to, on one page of paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ekc.documents.pdf import render_pdf

from ..catalogue.cells import SMALL, Cell
from ..catalogue.shapes import VERSION
from ..protecting import ProtectedReport
from . import number_texts, texts
from .checksum import checksum
from .number_texts import number, shown

TEMPLATE = "reports/print/factsheet.html"
MARKS = ("3.4", "3.5", "3.6", "4.2", "5.3", "5.4", "5.5")
"""The sections of the report of which the marks stand on the sheet."""
HIGHEST_MARK = 10
AFTERWARDS = "Volgens de personen die ongeveer drie maanden later zijn gesproken."
FEW_MARKS = f"Met het aantal cijfers (N); van minder dan {SMALL} zegt een gemiddelde weinig."


@dataclass(frozen=True)
class Line:
    """One figure with its bar, in hundredths of the longest; `beside` says what it is of, or its percentage."""

    label: str
    figure: str
    beside: str = ""
    bar: int | None = None


@dataclass(frozen=True)
class Block:
    title: str
    lines: Sequence[Line]
    note: str = ""


HEADS = ("Wat", "Staaf", "Getal", "Daarvan")
"""Of the columns, for who hears them: seen, they say themselves what they are."""


def factsheet(report: ProtectedReport) -> bytes:
    """PDF/UA-1 of exactly one page. Raises DocumentError when a font or style is missing."""
    return render_pdf(TEMPLATE, context_of(report), title=f"Factsheet: {report.programme_name}")


def context_of(report: ProtectedReport) -> dict[str, Any]:
    nothing = texts.nothing(report)
    return {
        "report": report,
        "nothing": nothing,
        "summary": [] if nothing else texts.summary(report),
        "blocks": [] if nothing else blocks_of(report),
        "heads": HEADS,
        "headed": number_texts.headed(report),
        "protection": number_texts.protection_note(report),
        "version": VERSION,
        "checksum": checksum(report),
    }


def blocks_of(report: ProtectedReport) -> list[Block]:
    """Four small charts; one without a figure is left out."""
    found = [
        Block("Wie meldde aan", _rows(report, "2.2b")),
        Block("Wat er van de conferenties kwam", _rows(report, "2.8.4")),
        Block(
            "Is het plan uitgevoerd?",
            _executed(report),
            "Volgens de personen die ongeveer drie maanden later zijn gesproken.",
        ),
        Block(
            "Rapportcijfers", _marks(report), f"Met het aantal cijfers; bij minder dan {SMALL} zegt een cijfer weinig."
        ),
    ]
    return [block for block in found if any(line.bar is not None for line in block.lines)]


def _rows(report: ProtectedReport, table: str) -> list[Line]:
    """Each row of a table of which the first number is a count and the second its percentage."""
    rows = [row for row in report.table(table).rows if not row.is_total]
    return _lines((row.label, row.cells[0], shown(row.cells[1])) for row in rows)


def _executed(report: ProtectedReport) -> list[Line]:
    table = report.table("6.4a")
    total = next(row for row in table.rows if row.is_total)
    cells = zip(table.columns, total.cells, total.share_cells, strict=False)
    return _lines((column, cell, shown(share)) for column, cell, share in cells)


def _lines(rows: Iterable[tuple[str, Cell, str]]) -> list[Line]:
    found = list(rows)
    most = max((cell.number for _label, cell, _beside in found if cell.value is not None), default=0)
    return [
        Line(label, shown(cell), beside, round(100 * cell.number / most) if cell.value is not None and most else None)
        for label, cell, beside in found
    ]


def _marks(report: ProtectedReport) -> list[Line]:
    grades = [grade for grade in report.grades if grade.section in MARKS and grade.mean is not None]
    return [
        Line(grade.label, shown(grade.mark), f"N = {number(grade.n)}", round(100 * (grade.mean or 0) / HIGHEST_MARK))
        for grade in grades
    ]
