"""Excel: a sheet with contents, and a sheet per table with real numbers. Text is never a formula."""

import datetime as dt
import io
import re
from typing import Any

from ..catalogue.cells import NO_BASE_SHARE, SMALL, Cell, Kind
from ..catalogue.compared import Comparison
from ..catalogue.shapes import Grade, Row, Table, answers_to
from ..protecting import ProtectedReport
from . import number_texts
from .beside import label_of, words_of
from .chapters import tables_in_order
from .key_words import key_words
from .sentences import sentence
from .shown import compared
from .tidy import DIFFERENCE, key_cells
from .units import sized

PLACES = {number: at for at, number in enumerate(tables_in_order())}
"""Where each table stands in the report."""
A4 = 9
BASE = "Basis"
COMPARED = "Vergelijking"
LONGEST = 31
"""Excel allows no longer name for a sheet."""


def xlsx_file(report: ProtectedReport) -> bytes:
    """The workbook; sheets in the order of the report."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    import xlsxwriter  # here, as in ekc/spreadsheets.py

    with xlsxwriter.Workbook(out, options) as book:
        # The day of the figures and not of the making: the same figures give the same bytes.
        made = dt.datetime.combine(report.about.made_on, dt.time())
        subject = number_texts.period(report.about)
        book.set_properties({"title": report.programme_name, "subject": subject, "created": made})
        _Writer(book, report).write()
    return out.getvalue()


class _Writer:
    """Keeps the formats of the workbook."""

    def __init__(self, book: Any, report: ProtectedReport) -> None:
        self.book, self.report = book, report
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": "#0b5d66"})
        self.bold = book.add_format({"bold": True})
        self.soft = book.add_format({"font_color": "#56636a"})
        self.link = book.add_format({"font_color": "#0b5d66", "underline": 1})
        self.decimal = book.add_format({"num_format": "0.0"})

    def write(self) -> None:
        tables = sorted([*self.report.tables, *self.report.supplement], key=lambda table: PLACES[table.id])
        names = [sheet_name(f"{table.id} {table.title}") for table in tables]
        self._contents(list(zip(names, tables, strict=True)))
        self._key_figures()
        for name, table in zip(names, tables, strict=True):
            self._table(name, table)
        self._marks()
        self._statements()
        if self.report.comparison is not None:
            self._compared(self.report.comparison)

    # --- writing text and numbers -----------------------------------------------------------------
    @staticmethod
    def _text(sheet: Any, row: int, column: int, text: str, style: Any = None) -> None:
        sheet.write_string(row, column, text, style)

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell, style: Any = None) -> None:
        if cell.value is None:
            self._text(sheet, row, column, number_texts.shown(cell))
        else:
            sheet.write_number(row, column, cell.value, style)

    def _sheet(self, name: str) -> Any:
        """A sheet that is printed on one page."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 1)
        return sheet

    def _heads(self, sheet: Any, row: int, heads: list[str]) -> None:
        for column, head in enumerate(heads):
            self._text(sheet, row, column, head, self.head)

    # --- sheets -----------------------------------------------------------------------------------
    def _contents(self, sheets: list[tuple[str, Table]]) -> None:
        sheet = self._sheet("Inhoud")
        sheet.set_column(0, 0, 64)
        sheet.set_column(1, 1, 44)
        lines = [f"{what}: {said}" for _code, what, said in number_texts.headed(self.report)]
        lines.append(f"Nog lopende zaken, niet meegeteld: {number_texts.shown(self.report.open_cell)}")
        lines += number_texts.protection(self.report)
        self._text(sheet, 0, 0, self.report.programme_name, self.title)
        for row, line in enumerate(lines, start=1):
            self._text(sheet, row, 0, line, self.soft)
        first = len(lines) + 2
        self._heads(sheet, first, ["Blad", "Wat is geteld", "N"])
        extra: list[tuple[str, str, str, Cell | None]] = [("Kerncijfers", "Kerncijfers", "", None)]
        listed = [(name, f"Tabel {table.id} {table.title}", table.base, table.size) for name, table in sheets]
        names = ["Rapportcijfers", "Stellingen", *([COMPARED] if self.report.comparison else [])]
        extra_last = [(name, name, "", None) for name in names]
        for row, (name, title, base, n) in enumerate([*extra, *listed, *extra_last], start=first + 1):
            sheet.write_url(row, 0, f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1", self.link, title)
            self._text(sheet, row, 1, base)
            if n is not None:
                self._cell(sheet, row, 2, n)

    def _key_figures(self) -> None:
        sheet = self._sheet("Kerncijfers")
        sheet.set_column(0, 0, 64)
        sheet.set_column(1, 2, 15)
        self._heads(sheet, 0, ["Kerncijfer", "Waarde", BASE])
        for row, (name, cell) in enumerate(key_cells(self.report), start=1):
            self._text(sheet, row, 0, key_words(name))
            self._cell(sheet, row, 1, cell)
            if cell.kind in (Kind.SHARE, Kind.MEAN):
                self._cell(sheet, row, 2, base_of(cell))

    def _table(self, name: str, table: Table) -> None:
        sheet = self._sheet(name)
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, 12, 15)
        sheet.freeze_panes(3, 1)
        self._text(sheet, 0, 0, f"Tabel {table.id} {table.title}", self.title)
        self._text(sheet, 1, 0, f"N = {sized(table.size, table.base)}", self.soft)
        is_place = any(row.region_name for row in table.rows)
        heads = ["", *(["Subregio", "Gemeente"] if is_place else []), *_columns(table)]
        self._heads(sheet, 2, heads)
        for at, row in enumerate(table.rows, start=3):
            style = self.bold if row.is_total else None
            words = [row.label, *([row.region_name, row.municipality or ""] if is_place else [])]
            for column, text in enumerate(words):
                self._text(sheet, at, column, text, style)
            for column, cell in enumerate(_cells(table, row), start=len(words)):
                self._cell(sheet, at, column, cell, style)
        self._notes(sheet, len(table.rows) + 4, table)

    def _notes(self, sheet: Any, row: int, table: Table) -> None:
        lines = [sentence(table, self.report), table.definition, table.note, compared(table.comparison)]
        if table.missing:
            lines.append(f"Onbekend: {number_texts.shown(table.gap)}.")
        if table.not_asked:
            lines.append(f"Niet gevraagd, of niet vastgelegd: {number_texts.shown(table.unasked)}.")
        lines.append(number_texts.protection_note(self.report))
        lines.append(f"Bron: {number_texts.source_of(table.id)}, stand {number_texts.counted_on(self.report)}.")
        for at, line in enumerate(filter(None, lines), start=row):
            self._text(sheet, at, 0, line, self.soft)

    def _marks(self) -> None:
        sheet = self._sheet("Rapportcijfers")
        sheet.set_column(0, 0, 12)
        sheet.set_column(1, 1, 48)
        self._heads(sheet, 0, ["Paragraaf", "Cijfer", "Gemiddelde", "N", "Onvoldoende", "Landelijk"])
        for row, grade in enumerate(self.report.grades, start=1):
            self._mark(sheet, row, grade)

    def _mark(self, sheet: Any, row: int, grade: Grade) -> None:
        self._text(sheet, row, 0, grade.section)
        self._text(sheet, row, 1, grade.label)
        self._cell(sheet, row, 2, grade.mark, self.decimal)
        self._cell(sheet, row, 3, grade.given)
        self._cell(sheet, row, 4, grade.low)
        self._text(sheet, row, 5, grade.national)

    def _statements(self) -> None:
        sheet = self._sheet("Stellingen")
        sheet.set_column(0, 0, 80)
        answers = answers_to(self.report.statements)
        heads = ["Stelling", "Wie", *answers.values(), "N", "Mee eens (%)", "Gunstig (%)"]
        self._heads(sheet, 0, heads)
        for row, statement in enumerate(self.report.statements, start=1):
            self._text(sheet, row, 0, statement.text)
            self._text(sheet, row, 1, statement.form)
            cells = [*statement.given(answers), statement.answered, statement.agreeing, statement.favourable]
            for column, cell in enumerate(cells, start=2):
                self._cell(sheet, row, column, cell)

    def _compared(self, found: Comparison) -> None:
        """One list of all that is compared, over as many pages as it takes."""
        sheet = self._sheet(COMPARED)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 64)
        one, other = words_of(self.report)
        self._heads(sheet, 0, ["Tabel", "Rij", one, BASE, other, BASE, *DIFFERENCE, "Eenheid", "Let op"])
        rows = [(table, row) for table in found.tables for row in table.rows]
        for at, (table, row) in enumerate(rows, start=1):
            self._text(sheet, at, 0, table.title)
            self._text(sheet, at, 1, label_of(table.id, row))
            cells = (row.one.cell, row.one.size, row.other.cell, row.other.size)
            for column, cell in enumerate(cells, start=2):
                self._cell(sheet, at, column, cell)
            apart = row.difference
            for column, value in enumerate((apart.value, apart.low, apart.high), start=6):
                if value is not None:
                    sheet.write_number(at, column, value, self.decimal)
            self._text(sheet, at, 9, row.unit)
            self._text(sheet, at, 10, f"N kleiner dan {SMALL}" if apart.few else "")


def _columns(table: Table) -> list[str]:
    heads = list(table.columns)
    for column in table.columns[: _shared(table)]:
        heads += [f"{column} (%)", BASE]
    heads += ["%", BASE] if table.has_shares else []
    for column in table.columns[: len(table.column_bases)]:
        heads += [f"% van {column}", BASE]
    return heads


def _shared(table: Table) -> int:
    """Beside how many of the columns, from the first, a percentage stands."""
    return max((len(row.share_cells) for row in table.rows), default=0)


def _cells(table: Table, row: Row) -> list[Cell]:
    """The cells of a row in the order of the columns, and the base of each percentage beside it. Of a total and of what
    is unknown there is no share."""
    shares = [*row.share_cells, *[NO_BASE_SHARE] * (_shared(table) - len(row.share_cells))]
    if table.has_shares:
        shares.append(row.beside or NO_BASE_SHARE)
    columns = row.column_shares[: len(table.column_bases)]
    shares += columns or [NO_BASE_SHARE] * len(table.column_bases)
    return [*row.cells, *(cell for each in shares for cell in (each, base_of(each)))]


def base_of(cell: Cell) -> Cell:
    """How many a percentage or mean is of; as little to be seen as the figure itself."""
    return Cell(Kind.COUNT, cell.base if cell.value is not None else None, None, cell.state)


def sheet_name(name: str) -> str:
    """A name that Excel takes: without its forbidden signs, and not too long."""
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:LONGEST].strip()
