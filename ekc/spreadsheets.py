"""Excel files in and out: cells are text, and text is never a formula."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 2_000_000
MOST_UNPACKED = 40_000_000
"""A small file that unpacks to more than this was made to do harm."""
MOST_ROWS = 5000
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class NotReadable(Exception):
    """The file cannot be read as a list; `reason` says in Dutch what to do."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Line:
    """One row of a sheet: its number as Excel shows it, and its cells as text by the heading of their column."""

    number: int
    cells: dict[str, str]


def harmless(text: str) -> str:
    """Text for a cell: what a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{text}" if text[:1] in FORMULA_SIGNS else text


def as_written(text: str) -> str:
    """The text that `harmless` was given."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_SIGNS else text


def sheet_file(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]], *, notes: Sequence[Sequence[str]] = ()
) -> bytes:
    """An Excel file of one list, with `notes` on a second sheet. Every cell is text, and harmless; a moment is one by
    which Excel can sort and count."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    import xlsxwriter  # here, for a worker that only mails carries the whole program, and not what writes Excel

    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@"})
        moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm:ss"})
        sheet = book.add_worksheet(title)
        sheet.set_column(0, max(len(heads) - 1, 0), 24, text)
        sheet.freeze_panes(1, 1)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, bold)
        _write(sheet, rows, first=1, style=text, moment=moment)
        if notes:
            explained = book.add_worksheet(_("Uitleg"))
            explained.set_column(0, 0, 24)
            explained.set_column(1, 1, 90)
            _write(explained, notes, first=0, style=text)
    return out.getvalue()


def _write(sheet: Any, rows: Sequence[Sequence[Any]], *, first: int, style: Any, moment: Any = None) -> None:
    for at, row in enumerate(rows, start=first):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.datetime):
                # Excel knows no time zones: as the clock on the wall said it.
                sheet.write_datetime(at, column, cell.replace(tzinfo=None, microsecond=0), moment)
                continue
            sheet.write_string(at, column, harmless(cell), style)


def read_sheet(content: bytes) -> tuple[list[str], list[Line]]:
    """The headings and the rows of the first sheet; rows without a word are left out. Raises NotReadable.

    A formula is read as the value that the program which wrote the file saved with it.
    """
    _refuse_unsafe(content)
    try:
        import openpyxl  # here, for it brings numpy along

        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # A file may say that it is smaller, or far larger, than it is.
        sheet.reset_dimensions()
        rows = [
            [_text(cell) for cell in row]
            for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=60, values_only=True)
        ]
    except Exception as error:  # openpyxl lets through whatever its parser and the file make of each other
        raise NotReadable(
            _("Dit bestand is niet te lezen. Bewaar het in Excel als .xlsx en probeer het opnieuw.")
        ) from error
    if not rows or not any(rows[0]):
        raise NotReadable(_("De eerste regel is leeg. Zet daar de namen van de kolommen, zoals in het voorbeeld."))
    if len(rows) > MOST_ROWS + 1:
        raise NotReadable(_("Dit zijn te veel regels in één keer. Verdeel de lijst over meer bestanden."))
    heads = rows[0]
    lines = [
        Line(number, {head: cell for head, cell in zip(heads, row, strict=False) if head})
        for number, row in enumerate(rows[1:], start=2)
        if any(row)
    ]
    return [head for head in heads if head], lines


def _refuse_unsafe(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise NotReadable(_("Dit bestand is te groot. Het mag 2 MB zijn."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise NotReadable(_("Dit is geen Excel-bestand. Bewaar de lijst als .xlsx en probeer het opnieuw.")) from error
    if unpacked > MOST_UNPACKED:
        raise NotReadable(_("Dit bestand is te groot. Het mag 2 MB zijn."))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return as_written(str(value).strip())
