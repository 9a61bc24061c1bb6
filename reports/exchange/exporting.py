"""From registrations to the eleven files: UTF-8, comma, CRLF, columns and codes of the code book."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from .codebook import CODEBOOK, FORM_FILES, REQUESTS, caseless
from .registrations import Answer, Registration, RegistrationSet


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
    """The text of one file and its number of rows. Answers stand under project, region and quarter."""
    form = caseless(CODEBOOK[name]) if name in FORM_FILES else CODEBOOK[name]
    rows = list(_answer_rows(name, found.answers) if name in FORM_FILES else _case_rows(name, found.registrations))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(form.names)
    for row in rows:
        writer.writerow([_text(row.get(column)) for column in form.names])
    return out.getvalue(), len(rows)


def _case_rows(name: str, registrations: list[Registration]) -> Iterator[dict[str, Any]]:
    for registration in registrations:
        for values in registration.parts[name]:
            row = {"case_id": registration.case_id, **values}
            if name == REQUESTS:
                row |= {"project": registration.project, "region": registration.place.code}
            yield row


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
