"""One tidy CSV file. Machine notation: comma between cells, point in numbers, UTF-8 with a byte order mark so that
Excel reads the accents; a figure that there is not is an empty cell."""

import csv
import io

from ekc.spreadsheets import harmless

from ..protecting import ProtectedReport
from .tidy import Figure, figures


def csv_file(report: ProtectedReport) -> bytes:
    """A header, and one row per figure."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(Figure._fields)
    for figure in figures(report):
        writer.writerow(harmless(cell) if isinstance(cell, str) else cell for cell in figure)
    return out.getvalue().encode("utf-8-sig")
