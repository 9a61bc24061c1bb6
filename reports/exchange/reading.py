"""From the bytes of a folder to typed rows. Every fault is written down; nothing here touches the database."""

import codecs
import csv
import datetime as dt
import hashlib
import io
import re
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import getitem
from pathlib import Path
from typing import Any, NamedTuple

from ekc.dutch import iso_date

from .codebook import CASELESS_COLUMNS, CODEBOOK, FORM_FILES, REQUESTS, Column, FileFormat, caseless
from .faults import WHOLE_LINE, Faults, shown

EARLIEST = dt.date(1990, 1, 1)
TEXT_LENGTHS = {"case_id": 60, "project": 80, "region": 60, "respondent": 40, "quarter": 7}
LONGEST_TEXT = 80
CASELESS = frozenset(column.name for column in CASELESS_COLUMNS)
NOTHING: frozenset[str] = frozenset()
MOST_KNOWN = 5000
"""Values of one column that are remembered; codes, marks, days and times are fewer, numbers of cases are not."""


class Row:
    """One row: typed values by column, the line where it begins, and the columns that could not be read."""

    __slots__ = ("bad", "file", "line", "values")

    def __init__(self, file: str, line: int, values: dict[str, Any], bad: frozenset[str] = NOTHING) -> None:
        self.file = file
        self.line = line
        self.values = values
        self.bad = bad

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def good(self, *columns: str) -> bool:
        """Say whether these columns could all be read."""
        return not self.bad or self.bad.isdisjoint(columns)


class Sheet:
    """One file as bytes, and where each row begins and whose it is; the rows themselves are read when they are asked
    for. `complete` is False when rows are missing because it could not be read to its end."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.complete = False
        # Case numbers of all rows, also of those that are too broken to be used: nobody is called missing twice.
        self.mentioned: set[str] = set()
        # Which of our own columns the file has.
        self.own: frozenset[str] = NOTHING
        self.case_ids: list[str] = []
        """The case number of each row, in the order of the file; empty where there is none that can be read."""
        self.origins: list[tuple[str, str]] = []
        """Project and region of each request, as they stand there."""
        self._content = b""
        self._begins, self._ends, self._lines = array("q"), array("q"), array("q")
        self._reader: _RowReader | None = None

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def has_case_ids(self) -> bool:
        """Whether its rows say of which case they are, and not only of which project, region and quarter."""
        return self._reader is None or self._reader.names_cases

    def rows(self, places: Iterable[int], faults: Faults) -> list[Row]:
        """The rows at these places; cells that cannot be read are faults."""
        if self._reader is None:
            return []
        wanted = list(places)
        records = csv.reader((self._record(at) for at in wanted), strict=True)
        return [self._reader.row(self._lines[at], cells, faults) for at, cells in zip(wanted, records, strict=True)]

    def _record(self, at: int) -> str:
        return self._content[self._begins[at] : self._ends[at]].decode()


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
            report(f"{name}: {len(sheets[name])} rows")
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
    """Read one file: UTF-8 (with or without BOM), commas, a header row. Of its rows only where they stand."""
    sheet = Sheet(form.name)
    if not _is_text(form.name, content, faults):
        return sheet
    records = _records(sheet, content, faults)
    first = next(records, None)
    if first is None:
        if sheet.complete:
            faults.add(form.name, 1, WHOLE_LINE, "this file is empty: a header row is needed")
        sheet.complete = False
        return sheet
    header = _header(form, [cell.strip() for cell in first.cells], faults, line=first.line)
    if header is not None:
        sheet.own = frozenset(header.places) & frozenset(form.own_names)
        sheet._content = content
        sheet._reader = _RowReader(header, today)
        for record in records:
            _note_row(sheet, header, record, faults)
    return sheet


def _is_text(file: str, content: bytes, faults: Faults) -> bool:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The BOM, when there is one, is not counted in the position that the decoder gives.
        at = error.start + (3 if content.startswith(codecs.BOM_UTF8) else 0)
        line = content.count(b"\n", 0, at) + 1
        faults.add(
            file,
            line,
            WHOLE_LINE,
            f"not UTF-8: byte 0x{content[at]:02x} at position {at + 1} of the file; save as UTF-8",
        )
        return False
    return True


class _Record(NamedTuple):
    """The cells as they stand, the line where they begin, and at which bytes they begin and end."""

    line: int
    begin: int
    end: int
    cells: list[str]


def _records(sheet: Sheet, content: bytes, faults: Faults) -> Iterator[_Record]:
    """The records of a file; blank lines are passed over. Marks the sheet complete at its end."""
    at = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0

    def lines() -> Iterator[str]:
        nonlocal at
        for line in io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline=""):
            at += len(line) if line.isascii() else len(line.encode())
            yield line

    reader = csv.reader(lines(), strict=True)
    while True:
        line, begin = reader.line_num + 1, at
        try:
            cells = next(reader)
        except StopIteration:
            sheet.complete = True
            return
        except csv.Error as error:
            faults.add(sheet.file, line, WHOLE_LINE, f"not readable as CSV from here on: {error}")
            return
        if cells:
            yield _Record(line, begin, at, cells)


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


def _note_row(sheet: Sheet, header: _Header, record: _Record, faults: Faults) -> None:
    """Write down where a row stands and whose it is, or that it is none."""
    cells = record.cells
    place = header.places.get("case_id")
    case_id = ""
    if place is not None and place < len(cells):
        case_id = sys.intern(cells[place].strip())
        sheet.mentioned.add(case_id)
    if len(cells) != header.width:
        faults.add(sheet.file, record.line, WHOLE_LINE, f"{len(cells)} fields, where the header has {header.width}")
        return
    sheet.case_ids.append(_text_at(header, cells, "case_id"))
    if sheet.file == REQUESTS:
        project, region = (_text_at(header, cells, name) for name in ("project", "region"))
        sheet.origins.append((project, region))
    sheet._begins.append(record.begin)
    sheet._ends.append(record.end)
    sheet._lines.append(record.line)


def _text_at(header: _Header, cells: list[str], name: str) -> str:
    """A short text that many rows have; empty where it cannot be read."""
    text = cells[header.places[name]].strip() if name in header.places else ""
    return sys.intern(text) if len(text) <= TEXT_LENGTHS[name] and "\0" not in text else ""


class _Known(dict[str, Any]):
    """The texts of one column that were read before, with their values: most cells repeat."""

    def __init__(self, column: Column, today: dt.date) -> None:
        super().__init__()
        self.column = column
        self.today = today

    def __missing__(self, text: str) -> Any:
        value = _value(self.column, text.strip(), self.today)
        if len(self) < MOST_KNOWN:
            self[text] = value
        return value


class _RowReader:
    """From the cells of a row to its values."""

    def __init__(self, header: _Header, today: dt.date) -> None:
        self.file = header.form.name
        self.absent = header.absent
        self.names_cases = "case_id" in header.form.by_name
        self.empty = {column.name: _value(column, "", today) for column in header.form.all_columns}
        self.missing = {name: value for name, value in self.empty.items() if name not in header.places}
        self.names = tuple(header.places)
        self.places = tuple(header.places.values())
        self.in_place = self.places == tuple(range(header.width))
        self.known = tuple(_Known(header.form.by_name[name], today) for name in self.names)

    def row(self, line: int, cells: list[str], faults: Faults) -> Row:
        """The row of these cells; what cannot be read is a fault, and empty."""
        told = cells if self.in_place else [cells[place] for place in self.places]
        try:
            values = dict(zip(self.names, map(getitem, self.known, told), strict=True))
        except ValueError:
            return self._broken(line, told, faults)
        return Row(self.file, line, {**values, **self.missing} if self.missing else values, self.absent)

    def _broken(self, line: int, cells: list[str], faults: Faults) -> Row:
        values, bad = dict(self.empty), set(self.absent)
        told = dict(zip(self.names, zip(self.known, cells, strict=True), strict=True))
        for name in self.empty:
            if name not in told:
                continue
            known, text = told[name]
            try:
                values[name] = known[text]
            except ValueError as error:
                faults.add(self.file, line, name, str(error))
                bad.add(name)
        return Row(self.file, line, values, frozenset(bad))


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
