"""A due row or a mail as one line of the failure list: in words, without the address and the text."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .acts import purpose_label
from .codes import DueState, MessageState
from .models import DueRow, Message

# A page is for a person; a flood of failures has one cause, and what comes after these shows when they are gone.
MOST = 200


@dataclass(frozen=True)
class Line:
    pk: int
    kind: str  # "termijn" or "bericht", for the addresses of the buttons
    case_number: str
    region: str
    what: str
    when: dt.datetime
    reason: str
    attempts: int
    next_at: dt.datetime | None
    is_failed: bool


def failed_lines(user: Any) -> list[Line]:
    """What failed and waits for a person, the newest first."""
    return _sorted(
        [_row_line(row) for row in _newest(DueRow.objects.for_user(user).failed(), "-due_at")]
        + [_mail_line(mail) for mail in _newest(Message.objects.for_user(user).failed(), "-created_at")]
    )


def trying_lines(user: Any) -> list[Line]:
    """What went wrong and is tried again by itself."""
    return _sorted(
        [_row_line(row) for row in _newest(DueRow.objects.for_user(user).trying(), "-due_at")]
        + [_mail_line(mail) for mail in _newest(Message.objects.for_user(user).trying(), "-created_at")]
    )


def _newest(rows: Any, order: str) -> Any:
    return rows.select_related("region").order_by(order)[:MOST]


def _sorted(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.when, reverse=True)


def _row_line(row: DueRow) -> Line:
    return Line(
        pk=row.pk,
        kind="termijn",
        case_number=row.case_number,
        region=str(row.region or ""),
        what=purpose_label(row.purpose),
        when=row.due_at,
        reason=row.last_error,
        attempts=row.attempts,
        next_at=row.retry_at,
        is_failed=row.state == DueState.FAILED,
    )


def _mail_line(mail: Message) -> Line:
    return Line(
        pk=mail.pk,
        kind="bericht",
        case_number=mail.case_number,
        region=str(mail.region or ""),
        what=_("E-mail: %(subject)s") % {"subject": mail.subject},
        when=mail.created_at,
        reason=mail.last_error,
        attempts=mail.attempts,
        next_at=mail.next_try_at,
        is_failed=mail.state == MessageState.FAILED,
    )
