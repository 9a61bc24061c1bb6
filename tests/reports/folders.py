"""Registration sets for tests: the pilot, changed at one place, and what the command says of it."""

import csv
import io
import shutil
from pathlib import Path

import pgtrigger
import pytest
from django.core.management import CommandError, call_command

import reports
from cases.models import Case, CaseMove, ContactTotal, FundingProgramme, MainPerson, Referrer, Subregion
from conferences.models import Attendance, Conference
from followup.models import Interview
from plans.models import Plan
from reports.models import ImportBatch
from surveys.models import HandedOut, Response
from tests.factories import before_it_was_established

PILOT = Path(reports.__file__).parent / "data" / "pilot"
SAVED_MODELS = (
    Case,
    Referrer,
    MainPerson,
    ContactTotal,
    Conference,
    Attendance,
    Plan,
    HandedOut,
    Interview,
    Response,
    Subregion,
    FundingProgramme,
    CaseMove,
    ImportBatch,
)


def copy_pilot(target: Path) -> Path:
    """A copy of the pilot that a test may spoil."""
    folder = target / "set"
    shutil.copytree(PILOT, folder)
    return folder


def read(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def write(path: Path, rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def put(folder: Path, file: str, line: int, **cells: str) -> None:
    """Put values in one row of a file; `line` as in a message, so 2 is the first row after the header."""
    rows = read(folder / file)
    for column, value in cells.items():
        rows[line - 1][rows[0].index(column)] = value
    write(folder / file, rows)


def line_of(folder: Path, file: str, first: str) -> int:
    """The line of the first row that begins with `first`."""
    return next(number for number, row in enumerate(read(folder / file), start=1) if row[0] == first)


def drop_rows(folder: Path, *case_ids: str) -> None:
    """Take cases out of every file."""
    for path in folder.glob("*.csv"):
        rows = read(path)
        write(path, [row for row in rows if not set(case_ids).intersection(row[:2])])


def add_row(folder: Path, file: str, *cells: str) -> int:
    """Add a row at the end; gives its line."""
    rows = [*read(folder / file), list(cells)]
    write(folder / file, rows)
    return len(rows)


def run_import(folder: Path, capsys: pytest.CaptureFixture[str], **options: str) -> str:
    """Import a set that must be right; gives the summary."""
    capsys.readouterr()
    call_command("import_registrations", folder, **options)
    return capsys.readouterr().out.strip()


def faults_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Import a set that must be wrong; gives the lines of its faults, and sees that nothing was saved."""
    with pytest.raises(CommandError, match="Nothing is saved"):
        call_command("import_registrations", folder)
    assert not Case.objects.exists()
    assert not Response.objects.exists()
    lines = capsys.readouterr().err.splitlines()
    return [line for line in lines if line.count(":") >= 3]


def empty_database() -> None:
    """Take away all that an import makes."""
    for model in (ImportBatch, Response):
        model.objects.all().delete()
    empty_database_of_cases()
    for model in (Subregion, FundingProgramme):
        model.objects.all().delete()


def empty_database_of_cases() -> None:
    """Take away every case, also with what a house that is used lets nobody take away."""
    with before_it_was_established(), pgtrigger.ignore("cases.Consent:consent_says_the_same"):
        Case.objects.all().delete()


def all_rows() -> dict[str, list[dict[str, object]]]:
    """Every row that an import makes, with its key."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in SAVED_MODELS}
