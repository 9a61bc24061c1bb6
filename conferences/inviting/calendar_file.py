"""The appointment as a file for calendar programs (RFC 5545): when and where, and nothing of what it is about."""

import datetime as dt

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from conferences.models import Conference

from .reads.invitee import InvitationPaper
from .reads.links import calendar_uid

_LONGEST_LINE = 75


def calendar_file(paper: InvitationPaper) -> bytes:
    """The invitee's own part as one event. Its UID never changes and SEQUENCE grows with each change of the day.

    A program that has an older file moves the appointment, or strikes it out when the day was put off.
    """
    conference = paper.meeting.conference
    changes = list(conference.moves.order_by("pk").values_list("at", flat=True))
    changed = changes[-1] if changes else timezone.now()
    with translation.override(paper.language):
        event = [
            "BEGIN:VEVENT",
            f"UID:{calendar_uid(paper.invitation)}@afspraak",
            f"SEQUENCE:{max(len(changes) - 1, 0)}",
            f"DTSTAMP:{_moment(changed)}",
            *_times(paper, conference),
            "SUMMARY:" + _text(_("Bijeenkomst")),
            *([f"LOCATION:{_text(str(paper.place))}"] if str(paper.place) and not paper.is_off else []),
            f"STATUS:{'CANCELLED' if paper.is_off else 'CONFIRMED'}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Afspraak//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *event,
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _times(paper: InvitationPaper, conference: Conference) -> list[str]:
    # A day that was put off keeps the moment that was planned last, so that programs find it.
    start = paper.start or conference.planned_start
    if start is None:
        return []
    return [f"DTSTART:{_moment(start)}", *([f"DTEND:{_moment(paper.end)}"] if paper.end else [])]


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split())


def _folded(line: str) -> str:
    """At most 75 octets a line, without cutting a character."""
    parts, current = [], ""
    for character in line:
        if len((current + character).encode()) > _LONGEST_LINE - bool(parts):
            parts.append(current)
            current = ""
        current += character
    return "\r\n ".join([*parts, current])
