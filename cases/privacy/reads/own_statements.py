"""Own statements on the page of a request: whether one can be written down, about what, and which there are."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.codes import RightKind
from cases.models import OwnStatement, PrivacyRequest
from cases.rules import can
from ekc.accounts.models import User
from ekc.dutch import long_date
from ekc.inzage import GIVES, STANDS

from .passages import Entry, entries_of

WHOLE_FILE = "dossier"
"""The choice of who speaks of the whole file."""


@dataclass(frozen=True)
class Place:
    """What a statement is about: a passage of the file, or without a table the whole of it. `words` say it."""

    group: str
    words: str
    table: str = ""
    row_key: int | None = None
    column: str = ""


def why_no_statement(asked: PrivacyRequest) -> str:
    """Why no statement hangs on this request; empty where one may. Whatever the answer was: yes, in part or no."""
    if asked.kind != RightKind.CORRECTION:
        return _("Een eigen verklaring hoort bij een verzoek om verbetering. Leg eerst dat verzoek vast.")
    if asked.is_open:
        return _("Geef eerst antwoord op het verzoek. Daarna kunt u de eigen verklaring vastleggen.")
    if not asked.is_answered:
        return _("Dit verzoek is ingetrokken. Leg een nieuw verzoek vast.")
    return ""


def places_of(asked: PrivacyRequest) -> dict[str, Place]:
    """What this person can say something about, by the value of the choice: what inzage gives, and the whole file.

    Named by what it is and its day, never by what stands there: a regional manager does not read all of a file.
    """
    found = {WHOLE_FILE: Place("", _("Het hele dossier"))}
    entries = [each for each in entries_of(asked) if each.passages[0].table in STANDS]
    total, seen = Counter(map(_name_of, entries)), Counter[str]()
    for entry in entries:
        name = _name_of(entry)
        seen[name] += 1
        if total[name] > 1:
            name = _("%(name)s, nummer %(number)d") % {"name": name, "number": seen[name]}
        for passage in entry.passages:
            words = f"{name}: {passage.label}"
            key = f"{passage.table}-{passage.row_key}-{passage.column}"
            found[key] = Place(str(entry.title), words, *passage.key)
    return found


def _name_of(entry: Entry) -> str:
    """In words of the file, for the titles of inzage speak to the person."""
    name = str(capfirst(GIVES[entry.passages[0].table].model._meta.verbose_name))
    return f"{name}, {long_date(entry.day)}" if entry.day else name


@dataclass(frozen=True)
class Recorded:
    """One statement for who keeps the requests; `withdraw_url` is empty for one that was taken back."""

    row: OwnStatement
    withdraw_url: str


def statements_of(asked: PrivacyRequest, user: User) -> dict[str, Any] | None:
    """Those of this request, the first first; None for a request that carries none."""
    if asked.kind != RightKind.CORRECTION:
        return None
    may = can(user, "privacy.answer", asked.case)
    number = asked.case.number
    rows = asked.statements.select_related("recorded_by", "withdrawn_by")
    return {
        "rows": [
            Recorded(row, reverse("cases:statement_withdraw", args=[number, row.pk]) if may and row.text else "")
            for row in rows
        ],
        "why_not": why_no_statement(asked),
        "record": reverse("cases:statement_record", args=[number, asked.pk]) if may else "",
    }
