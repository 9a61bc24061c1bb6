"""From registrations to the eleven files: UTF-8, comma, CRLF, columns and codes of the code book."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from cases.codes import Variant
from conferences.codes import BrokenOffReason

from .codebook import CODEBOOK, CONFERENCES, FORM_FILES, REQUESTS, caseless
from .meetings import usual_state
from .registrations import Answer, Registration, RegistrationSet

USUAL = {
    (REQUESTS, "variant"): Variant.FAMILY,
    (CONFERENCES, "meeting"): 1,
    (CONFERENCES, "broken_off_code"): BrokenOffReason.OTHER,
    (CONFERENCES, "private_time_away"): 0,
}


def write_folder(folder: Path, found: RegistrationSet, *, report: Callable[[str], None]) -> None:
    """Write the eleven files, and nothing else, in `folder`; what stands there under these names is replaced.

    Raises OSError. A file appears whole or not at all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in CODEBOOK:
        text, count = file_text(name, found)
        unfinished = folder / f".{name}.new"
        unfinished.write_text(text, encoding="utf-8", newline="")
        unfinished.replace(folder / name)
        report(f"{name}: {count} rows")


def file_text(name: str, found: RegistrationSet) -> tuple[str, int]:
    """The text of one file and its number of rows. Answers stand under project, region and quarter.

    A column of our own stands in it only where it says something of a case.
    """
    form = caseless(CODEBOOK[name]) if name in FORM_FILES else CODEBOOK[name]
    rows = list(_answer_rows(name, found.answers) if name in FORM_FILES else _case_rows(name, found.registrations))
    names = (*form.names, *(name for name in form.own_names if any(_text(row.get(name)) for row in rows)))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    for row in rows:
        writer.writerow([_text(row.get(column)) for column in names])
    return out.getvalue(), len(rows)


def _case_rows(name: str, registrations: list[Registration]) -> Iterator[dict[str, Any]]:
    for registration in registrations:
        for values in registration.parts[name]:
            row = {"case_id": registration.case_id, **values}
            if name == REQUESTS:
                row |= {"project": registration.project, "region": registration.place.code}
            yield {column: value for column, value in row.items() if value != _usual(name, column, registration)}


def _usual(name: str, column: str, registration: Registration) -> Any:
    """What a column of our own says of most cases, and need not say; None for every other column."""
    if column not in CODEBOOK[name].own_names:
        return None
    if column == "meeting_state":
        return usual_state(registration.parts[REQUESTS][0]["phase"])
    return USUAL.get((name, column))


def _answer_rows(name: str, answers: list[Answer]) -> Iterator[dict[str, Any]]:
    for answer in answers:
        if answer.file == name:
            yield {
                "respondent": answer.respondent,
                "version": answer.version,
                "project": answer.project,
                "region": answer.place.code,
                "quarter": answer.quarter,
                **answer.answers,
            }


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%H:%M}"
    if isinstance(value, list):
        return ";".join(value)
    return str(value)
