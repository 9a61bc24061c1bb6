"""A file of a research set as CSV: for Dutch Excel, or for R and SPSS; and the code book."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ekc.spreadsheets import harmless

from .anonymity import ANSWER_STEPS, FEWEST, PERSON_STEPS, STEPS
from .sav import names_of
from .set_files import ResearchFile
from .sets import ResearchSet
from .variables import REASONS, TEXTS, Kind, Variable


@dataclass(frozen=True)
class Flavour:
    """How somebody's program reads CSV. `words`: labels in place of numbers, and nothing where there is no answer."""

    delimiter: str
    decimal: str
    words: bool
    bom: bool

    def text(self, rows: Iterable[Sequence[Any]]) -> bytes:
        """Rows as bytes; nothing in a cell is a formula."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator="\r\n")
        writer.writerows([self._cell(cell) for cell in row] for row in rows)
        return out.getvalue().encode("utf-8-sig" if self.bom else "utf-8")

    def _cell(self, cell: Any) -> Any:
        if isinstance(cell, float):
            return str(cell).replace(".", self.decimal)
        return harmless(cell) if isinstance(cell, str) else cell


EXCEL = Flavour(";", ",", words=True, bom=True)
PROGRAMS = Flavour(",", ".", words=False, bom=False)
"""R (`read.csv`), SPSS and everything else that reads the published notation."""


def csv_file(file: ResearchFile, flavour: Flavour) -> bytes:
    """A header, and a row per row."""
    rows = (
        [shown_as(variable, value, flavour) for variable, value in zip(file.variables, row, strict=True)]
        for row in file.rows
    )
    return flavour.text([names_of(variable.name for variable in file.variables), *rows])


def shown_as(variable: Variable, value: Any, flavour: Flavour) -> Any:
    """A value as it is written: in words or as a number."""
    reason = next((each for each in REASONS if value in (each, str(each))), None)
    if reason is not None:
        return _reason(variable, reason) if flavour.words else reason
    if variable.kind == Kind.TIME:
        return f"{value // 3600:02}:{value % 3600 // 60:02}"
    return variable.value_labels.get(value, value) if flavour.words and variable.kind not in TEXTS else value


def _reason(variable: Variable, reason: int) -> str:
    """Why there is no answer, in words; a column to reckon with has none."""
    return "" if variable.kind in (Kind.NUMBER, Kind.TIME) else REASONS[reason]


def code_book(found: ResearchSet, flavour: Flavour) -> bytes:
    """The code book as a file."""
    return flavour.text(code_book_rows(found))


def code_book_rows(found: ResearchSet) -> list[Sequence[Any]]:
    """Head, the steps of what is withheld, and every file, variable and value with its whole label."""
    rows: list[Sequence[Any]] = [("bestand", "variabele", "omschrijving", "soort", "waarde", "code", "betekenis")]
    rows += _steps()
    for file in found.files:
        names = names_of(variable.name for variable in file.variables)
        for name, variable in zip(names, file.variables, strict=True):
            head = (file.name, name, variable.label, variable.kind.value)
            codes = {number: code for code, number in variable.numbers.items() if number not in REASONS}
            values = variable.value_labels or (dict(REASONS) if variable.kind == Kind.PERIOD else {})
            rows.append((*head, "", "", ""))
            rows += [(*head, value, codes.get(value, ""), label) for value, label in values.items()]
    return rows


def _steps() -> Iterable[Sequence[Any]]:
    """By which steps less is said of a family, until enough others look the same."""
    ladders = {
        f"Zaken: steeds minder, tot {FEWEST} gezinnen er hetzelfde uitzien": [step.words for step in STEPS],
        "Hoofdpersonen die niet bij een zaak staan, op dezelfde manier": [words for words, _keeps in PERSON_STEPS],
        "Antwoorden, naar de gezinnen die daar toen bijeenkwamen": [words for words, *_rest in ANSWER_STEPS],
    }
    for about, steps in ladders.items():
        for number, words in enumerate(steps):
            yield ("", "", about, "stap", number, "", words)
