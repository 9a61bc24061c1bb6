"""From the bytes of a folder to typed rows. Every fault is written down; nothing here touches the database."""

import csv
import datetime as dt
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ekc.dutch import iso_date

from .codebook import CASELESS_COLUMNS, CODEBOOK, FORM_FILES, Column, FileFormat, caseless
from .faults import WHOLE_LINE, Faults, shown

EARLIEST = dt.date(1990, 1, 1)
TEXT_LENGTHS = {"case_id": 60, "project": 80, "region": 60, "respondent": 40, "quarter": 7}
LONGEST_TEXT = 80
CASELESS = frozenset(column.name for column in CASELESS_COLUMNS)


@dataclass(frozen=True)
class Row:
    """One row: typed values by column, the line where it begins, and the columns that could not be read."""

    file: str
    line: int
    values: dict[str, Any]
    bad: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def good(self, *columns: str) -> bool:
        """Say whether these columns could all be read."""
        return not self.bad.intersection(columns)


@dataclass
class Sheet:
    """One file. `complete` is False when rows are missing because it could not be read to its end."""

    file: str
    rows: list[Row] = field(default_factory=list)
    complete: bool = False
    # Case numbers of all rows, also of those that are too broken to be used: nobody is called missing twice.
    mentioned: set[str] = field(default_factory=set)
    # Which of our own columns the file has.
    own: frozenset[str] = frozenset()


@dataclass
class Folder:
    """A folder that was read: its sheets, and a checksum over all bytes."""

    sheets: dict[str, Sheet]
    checksum: str


def read_folder(folder: Path, faults: Faults, *, today: dt.date, report: Callable[[str], None]) -> Folder:
    """Read the eleven files of the format. `report` gets a line of progress per file.

    Raises NotADirectoryError or FileNotFoundError when `folder` is no folder.
    """
    if not folder.exists():
        raise FileNotFoundError(f"{folder}: there is no such folder")
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder}: this is not a folder")
    digest = hashlib.sha256()
    sheets = {}
    for name, form in CODEBOOK.items():
        content = _content_of(folder / name, faults)
        digest.update(name.encode() + b"\0" + (content or b""))
        sheets[name] = Sheet(name)
        if content is not None:
            sheets[name] = read_sheet(form, content, faults, today=today)
            report(f"{name}: {len(sheets[name].rows)} rows")
    return Folder(sheets, digest.hexdigest())


def _content_of(path: Path, faults: Faults) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        faults.add(path.name, 1, WHOLE_LINE, "this file is missing")
    except OSError as error:
        faults.add(path.name, 1, WHOLE_LINE, f"this file cannot be read: {error.strerror}")
    return None


def read_sheet(form: FileFormat, content: bytes, faults: Faults, *, today: dt.date) -> Sheet:
    """Read one file: UTF-8 (with or without BOM), commas, a header row."""
    sheet = Sheet(form.name)
    text = _text_of(form.name, content, faults)
    if text is None:
        return sheet
    records = _records(sheet, text, faults)
    first = next(records, None)
    if first is None:
        if sheet.complete:
            faults.add(form.name, 1, WHOLE_LINE, "this file is empty: a header row is needed")
        sheet.complete = False
        return sheet
    header = _header(form, first[1], faults, line=first[0])
    if header is not None:
        sheet.own = frozenset(header.places) & frozenset(form.own_names)
        for line, cells in records:
            _read_row(sheet, header, line, cells, faults, today)
    return sheet


def _text_of(file: str, content: bytes, faults: Faults) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The BOM, when there is one, is not counted in the position that the decoder gives.
        at = error.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
        line = content.count(b"\n", 0, at) + 1
        faults.add(
            file,
            line,
            WHOLE_LINE,
            f"not UTF-8: byte 0x{content[at]:02x} at position {at + 1} of the file; save as UTF-8",
        )
        return None


def _records(sheet: Sheet, text: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """The records with the line where each begins; blank lines are passed over. Marks the sheet complete at its end."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            sheet.complete = True
            return
        except csv.Error as error:
            faults.add(sheet.file, line, WHOLE_LINE, f"not readable as CSV from here on: {error}")
            return
        if cells:
            yield line, [cell.strip() for cell in cells]


@dataclass(frozen=True)
class _Header:
    """Where each column stands. `absent` are columns that the file should have had."""

    form: FileFormat
    places: Mapping[str, int]
    width: int
    absent: frozenset[str]


def _header(form: FileFormat, cells: list[str], faults: Faults, *, line: int) -> _Header | None:
    if len(cells) == 1 and (found := next((sign for sign in ";\t|" if sign in cells[0]), None)):
        faults.add(form.name, line, WHOLE_LINE, f"the columns are separated by {shown(found)}; a comma is needed")
        return None
    if form.name in FORM_FILES and "case_id" not in cells and CASELESS.intersection(cells):
        form = caseless(form)
    places: dict[str, int] = {}
    for index, name in enumerate(cells):
        if name not in form.by_name:
            what = f"unknown column {shown(name)}" if name else f"column {index + 1} has no name"
            faults.add(form.name, line, shown(name).strip('"') or WHOLE_LINE, what)
        elif name in places:
            faults.add(form.name, line, name, "this column stands twice")
        else:
            places[name] = index
    absent = [name for name in form.names if name not in places]
    for name in absent:
        faults.add(form.name, line, name, "this column is missing")
    return _Header(form, places, len(cells), frozenset(absent))


def _read_row(sheet: Sheet, header: _Header, line: int, cells: list[str], faults: Faults, today: dt.date) -> None:
    place = header.places.get("case_id")
    if place is not None and place < len(cells):
        sheet.mentioned.add(cells[place])
    if len(cells) != header.width:
        faults.add(sheet.file, line, WHOLE_LINE, f"{len(cells)} fields, where the header has {header.width}")
        return
    values: dict[str, Any] = {}
    bad = set(header.absent)
    for column in header.form.all_columns:
        if column.name not in header.places:
            values[column.name] = _value(column, "", today)
            continue
        try:
            values[column.name] = _value(column, cells[header.places[column.name]], today)
        except ValueError as error:
            faults.add(sheet.file, line, column.name, str(error))
            values[column.name] = _value(column, "", today)
            bad.add(column.name)
    sheet.rows.append(Row(sheet.file, line, values, frozenset(bad)))


# --- one cell ---------------------------------------------------------------------------------
def _value(column: Column, text: str, today: dt.date) -> Any:
    """The typed value of a cell. Empty: no text, no codes, or None. Raises ValueError with what is wrong."""
    if column.type == "code":
        return _codes(column, text) if column.multiple else _code(column, text)
    if column.type == "text":
        return _plain(column, text)
    if not text:
        return None
    if column.type == "date":
        return _date(text, today)
    return _READERS[column.type](column, text)


def _plain(column: Column, text: str) -> str:
    if "\0" in text:
        raise ValueError("holds a NUL byte")
    longest = TEXT_LENGTHS.get(column.name, LONGEST_TEXT)
    if len(text) > longest:
        raise ValueError(f"{shown(text)} has {len(text)} characters; {longest} is the most")
    return text


def _code(column: Column, text: str) -> str:
    if text and text not in column.codes:
        raise ValueError(f"unknown code {shown(text)}; known are: {', '.join(column.codes)}")
    return text


def _codes(column: Column, text: str) -> list[str]:
    codes = [_code(column, part.strip()) for part in text.split(";")] if text else []
    if "" in codes:
        raise ValueError(f"{shown(text)} has an empty code between the semicolons")
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise ValueError(f"code {shown(twice)} stands twice")
    return codes


def _boolean(_column: Column, text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(f"{shown(text)} is not 0 or 1")
    return text == "1"


def _number(column: Column, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError(f"{shown(text)} is not a whole number")
    number = int(text)
    if not column.lowest <= number <= column.highest:
        raise ValueError(f"{number} is not between {column.lowest} and {column.highest}")
    return number


def _date(text: str, today: dt.date) -> dt.date:
    try:
        date = iso_date(text)
    except ValueError as error:
        raise ValueError(f"{shown(text)} is {error}") from None
    if date < EARLIEST:
        raise ValueError(f"{text} is before {EARLIEST.year}")
    if date > today:
        raise ValueError(f"{text} is in the future")
    return date


def _time(_column: Column, text: str) -> dt.time:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise ValueError(f"{shown(text)} is not a time written as HH:MM, from 00:00 to 23:59")
    return dt.time.fromisoformat(text)


_READERS: Mapping[str, Callable[[Column, str], Any]] = {
    "boolean": _boolean,
    "integer": _number,
    "mark": _number,
    "time": _time,
}
