"""What a line of the log may hold: which page and where in the program, and never about whom (design 4.8)."""

import copy
import datetime as dt
import json
import logging
import traceback
from types import TracebackType
from typing import Any

from ekc.away import is_away
from ekc.request_number import current_number

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
LONGEST_CHAIN = 5


class PageFormatter(logging.Formatter):
    """Writes the route of a page in place of its address, which holds case numbers and the keys of personal links.

    Of an error it writes what kind it is and where it happened. Its text is left out: the database puts the whole
    row in it.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = copy.copy(record)
        line.request_number = current_number() or "-"
        # Another handler may have put the whole text of the error here.
        line.exc_text = None
        if line.name.startswith("django.security."):
            # Something from outside was refused; where that happened is no fault of ours.
            line.exc_info = None
        if line.exc_info and is_away(line.exc_info[1]):
            # Where it happened is everywhere.
            line.msg, line.exc_info = f"{line.msg} (the database is away)", None
        if isinstance(line.args, dict) and "exc" in line.args:
            # Of a task that failed: celery writes the text of the error, and what the task was asked.
            line.args = {**line.args, "exc": "its error is below", "args": "", "kwargs": ""}
        path = getattr(getattr(record, "request", None), "path", None)
        if path and isinstance(line.args, tuple):
            page = _page(record.request)  # type: ignore[attr-defined]  # Django puts it on the record
            line.args = tuple(page if arg == path else arg for arg in line.args)
        return super().format(line)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  the name is of the standard library
        parts: list[str] = []
        found = ei[1]
        while found is not None and len(parts) < LONGEST_CHAIN:
            parts.append(f"{''.join(traceback.format_tb(found.__traceback__))}{type(found).__qualname__}")
            found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
        return "\nbecause of\n".join(parts)


class JsonFormatter(PageFormatter):
    """The same as an object on one line: when, how bad, from which room, the number of the request, the text."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "room": record.name,
            "request": current_number() or "-",
            "text": super().format(record),
        }
        return json.dumps(told, ensure_ascii=False)


def _page(request: Any) -> str:
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "an address that is not ours"
