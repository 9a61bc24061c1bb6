"""One tidy CSV file, on top what was chosen and below what its columns say. UTF-8 with a byte order mark, so that Excel
reads the accents; a figure that there is not is an empty cell."""

import csv
import io
import re
from collections.abc import Mapping

from ekc.spreadsheets import harmless

from ..protecting import ProtectedReport
from .tidy import Figure, figures

COLUMNS: Mapping[str, str] = {
    "table": "Nummer van de tabel, zoals in het rapport; about: over dit bestand; codebook: wat de kolommen zeggen",
    "title": "Titel van de tabel",
    "row_code": "Code van de rij, elk jaar dezelfde; in de CSV voor Excel 5–12 waar 5-12 een datum zou worden",
    "row_label": "Rij, in woorden",
    "column": "Kolom van de tabel",
    "value": "Het getal; leeg waar er geen is, zie state",
    "unit": "Leeg: een aantal. %: een percentage. cijfer: een gemiddeld cijfer. dagen: een aantal dagen",
    "base": "Waarvan geteld is",
    "n": "Van hoeveel het getal is",
    "state": (
        "getoond: te zien. verborgen: te klein om te tonen. niet gevraagd: niet van toepassing. geen basis: van niemand"
    ),
}


def csv_file(report: ProtectedReport) -> bytes:
    """A header, and one row per figure; comma between cells and a point in numbers, for R, SPSS and programs."""
    return _file(report, ",", ".")


def dutch_csv_file(report: ProtectedReport) -> bytes:
    """The same rows, as a Dutch Excel reads them: semicolon between cells, a comma in numbers, and no text that it
    takes for a day."""
    return _file(report, ";", ",")


LIKE_A_DAY = re.compile(r"\d{1,4}(-\d{1,4}){1,2}")
LONG_DASH = "–"


def _file(report: ProtectedReport, delimiter: str, decimal: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(Figure._fields)
    for figure in (*figures(report), *_code_book()):
        cells = [_cell(cell, decimal) for cell in figure]
        writer.writerow(map(_no_day, cells) if decimal == "," else cells)
    return out.getvalue().encode("utf-8-sig")


def _code_book() -> list[Figure]:
    head = ("codebook", "Wat de kolommen zeggen")
    return [Figure(*head, name, COLUMNS[name], "", None, "", "", None, "") for name in Figure._fields]


def _no_day(cell: object) -> object:
    """`5-12` (an age) would become the fifth of December."""
    return cell.replace("-", LONG_DASH) if isinstance(cell, str) and LIKE_A_DAY.fullmatch(cell) else cell


def _cell(cell: object, decimal: str) -> object:
    if isinstance(cell, str):
        return harmless(cell)
    return cell if cell is None or isinstance(cell, int) else str(cell).replace(".", decimal)
