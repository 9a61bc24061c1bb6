"""What one row may say. Each rule is one line of a table: where it holds, when it is broken, what to tell."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cases.codes import CaseOutcome, EndReason, Gender, MainPersonKind, Position, ReferrerType
from conferences.codes import ConferenceState

from .codebook import (
    ATTENDANCE,
    CODEBOOK,
    CONFERENCES,
    CONTACTS,
    FOLLOW_UP,
    FORM_FILES,
    HANDED_OUT,
    MAIN_PERSONS,
    PLANS,
    REQUESTS,
)
from .faults import Faults
from .reading import Row

Values = Mapping[str, Any]

REQUIRED: Mapping[str, tuple[str, ...]] = {
    REQUESTS: ("case_id", "project", "received_on", "referrer_type"),
    MAIN_PERSONS: ("case_id", "kind"),
    CONTACTS: ("case_id", "category", "persons"),
    # The private time too, but for a meeting that was broken off: see `meetings`.
    CONFERENCES: ("case_id", "held_on", "started_at", "ended_at"),
    ATTENDANCE: ("case_id", "position", "persons"),
    PLANS: ("case_id",),
    HANDED_OUT: ("case_id", "form", "handed_out"),
    FOLLOW_UP: ("case_id", "role"),
    "enquete_volwassenen.csv": ("respondent", "version"),
    "enquete_kinderen.csv": ("respondent",),
    "enquete_professionals.csv": ("respondent", "version"),
}
"""What cannot be unknown: without it a row counts nowhere."""
EMPTY: tuple[Any, ...] = ("", None)
REQUIRED_OF_ANSWERS = ("case_id", "project", "quarter")
"""Whichever of these an answer's file has."""

UNIQUE: Mapping[str, tuple[str, ...]] = {
    REQUESTS: ("case_id",),
    CONTACTS: ("case_id", "category"),
    CONFERENCES: ("case_id",),
    ATTENDANCE: ("case_id", "position"),
    PLANS: ("case_id",),
    HANDED_OUT: ("case_id", "form"),
}
"""What may stand once in a file."""

FIRST_MEETING: Mapping[str, int] = {CONFERENCES: 1}
"""A row without the number of a meeting is of this one."""

MINORS_GENDERS = frozenset({Gender.BOY, Gender.GIRL, Gender.UNKNOWN, ""})
ADULTS_GENDERS = frozenset({Gender.MAN, Gender.WOMAN, Gender.UNKNOWN, ""})
OLDEST = 120


@dataclass(frozen=True)
class Rule:
    """`column` is named in the fault; `needs` are the other columns that `broken` looks at."""

    column: str
    broken: Callable[[Values], bool]
    message: str
    needs: tuple[str, ...] = ()


def _later(earlier: str, later: str) -> Callable[[Values], bool]:
    def broken(row: Values) -> bool:
        first: dt.date | None = row[earlier]
        last: dt.date | None = row[later]
        return first is not None and last is not None and last < first

    return broken


def _is_minor(row: Values) -> bool:
    return bool(row["kind"] == MainPersonKind.MINOR)


def _is_adult(row: Values) -> bool:
    return bool(row["kind"] == MainPersonKind.ADULT)


RULES: Mapping[str, tuple[Rule, ...]] = {
    REQUESTS: (
        Rule(
            "preparation_started_on",
            _later("received_on", "preparation_started_on"),
            "before received_on",
            ("received_on",),
        ),
        Rule(
            "closed_on",
            _later("preparation_started_on", "closed_on"),
            "before preparation_started_on",
            ("preparation_started_on",),
        ),
        Rule("closed_on", _later("received_on", "closed_on"), "before received_on", ("received_on",)),
        Rule(
            "closed_on",
            lambda row: bool(row["closed_on"] and not row["phase"]),
            "filled in, but phase is empty: an open case has neither",
            ("phase",),
        ),
        Rule(
            "referrer_department",
            lambda row: bool(row["referrer_department"] and row["referrer_type"] != ReferrerType.YOUTH_CARE_OFFICE),
            "only with referrer_type bureau_jeugdzorg",
            ("referrer_type",),
        ),
        Rule(
            "repeat_reason",
            lambda row: bool(row["repeat_reason"] and not row["earlier_conference"]),
            "only with earlier_conference 1",
            ("earlier_conference",),
        ),
        Rule(
            "not_held_reason",
            lambda row: bool(row["not_held_reason"] and row["phase"] != CaseOutcome.ENDED_IN_ACTIVATION),
            "only with phase activering",
            ("phase",),
        ),
        Rule(
            "refused_by",
            lambda row: bool(row["refused_by"] and row["not_held_reason"] != EndReason.REFUSAL),
            "only with not_held_reason weigering",
            ("not_held_reason",),
        ),
    ),
    MAIN_PERSONS: (
        Rule(
            "age",
            lambda row: _is_minor(row) and (row["age"] or 0) >= 18,
            "18 or older, while kind is minderjarig",
            ("kind",),
        ),
        Rule(
            "age",
            lambda row: _is_adult(row) and row["age"] is not None and row["age"] < 18,
            "younger than 18, while kind is meerderjarig",
            ("kind",),
        ),
        Rule("age", lambda row: _is_adult(row) and (row["age"] or 0) > OLDEST, f"older than {OLDEST}", ("kind",)),
        Rule("unborn", lambda row: bool(row["unborn"]) and _is_adult(row), "only with kind minderjarig", ("kind",)),
        Rule("unborn", lambda row: bool(row["unborn"] and row["age"]), "1, but age is filled in", ("age",)),
        Rule(
            "gender",
            lambda row: _is_minor(row) and row["gender"] not in MINORS_GENDERS,
            "a minor is jongen, meisje or onbekend",
            ("kind",),
        ),
        Rule(
            "gender",
            lambda row: _is_adult(row) and row["gender"] not in ADULTS_GENDERS,
            "an adult is man, vrouw or onbekend",
            ("kind",),
        ),
    ),
    CONFERENCES: (
        Rule("meetings", lambda row: row["meetings"] == 0, "a conference has at least 1 meeting"),
        Rule(
            "after_all",
            lambda row: bool(row["after_all"]) and row["meeting_state"] == ConferenceState.ADJOURNED,
            "filled in, but another meeting came: meeting_state is verdaagd",
            ("meeting_state",),
        ),
        Rule(
            "concluded_on",
            lambda row: bool(row["after_all"]) != bool(row["concluded_on"]),
            "stands with after_all: both are filled in, or neither",
            ("after_all",),
        ),
        Rule("concluded_on", _later("held_on", "concluded_on"), "before held_on", ("held_on",)),
    ),
    ATTENDANCE: (
        Rule(
            "minors",
            lambda row: (row["minors"] or 0) > (row["persons"] or 0),
            "more minors than persons",
            ("persons",),
        ),
        Rule(
            "minors",
            lambda row: bool(row["position"] == Position.UNKNOWN and row["minors"]),
            "minors are counted only where the position is known",
            ("position",),
        ),
    ),
}


class Checks:
    """Everything that can be said of a row without looking at another file."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self._first_seen: dict[str, dict[tuple[Any, ...], int]] = {}

    def check(self, file: str, rows: Sequence[Row]) -> None:
        """Check rows of one file. All rows of one case must come at once, or one case after the other must stay in
        mind: see `forget`."""
        if not rows:
            return
        self._check_required(file, rows)
        self._check_unique(file, rows)
        if file in FORM_FILES:
            _check_statements(file, rows, self.faults)
        if file in RULES:
            for row in rows:
                _check_rules(row, self.faults)

    def forget(self) -> None:
        """Forget what stood already: the cases that come now are others."""
        self._first_seen.clear()

    def _check_required(self, file: str, rows: Sequence[Row]) -> None:
        needed = REQUIRED[file]
        if file in FORM_FILES:
            needed = (*needed, *REQUIRED_OF_ANSWERS)
        for column in (column for column in needed if column in rows[0].values):
            for row in rows:
                if row.values[column] in EMPTY and row.good(column):
                    self.faults.add(file, row.line, column, "empty, but it is needed")

    def _check_unique(self, file: str, rows: Sequence[Row]) -> None:
        columns = UNIQUE.get(file, ())
        first_seen = self._first_seen.setdefault(file, {})
        for row in rows if columns else ():
            key = tuple(row[column] for column in columns)
            if (meeting := row.values.get("meeting")) not in (None, FIRST_MEETING.get(file)):
                key = (*key, f"meeting {meeting}")
            if not row.good(*columns) or not all(key):
                continue
            if key in first_seen:
                what = " with ".join(key)
                self.faults.add(file, row.line, columns[-1], f"{what} stands already on line {first_seen[key]}")
            else:
                first_seen[key] = row.line


def _check_rules(row: Row, faults: Faults) -> None:
    """One fault per column: the first rule that is broken says enough."""
    told = set()
    for rule in RULES.get(row.file, ()):
        if rule.column not in told and row.good(rule.column, *rule.needs) and rule.broken(row.values):
            faults.add(row.file, row.line, rule.column, rule.message)
            told.add(rule.column)


def _check_statements(file: str, rows: Sequence[Row], faults: Faults) -> None:
    """Statements came with the questionnaire of 2011 (domain.md 4.12); the one of 2009 has none."""
    statements = [column.name for column in CODEBOOK[file].columns if column.is_statement]
    for row in rows:
        if row.values.get("version") != "2009":
            continue
        for column in statements:
            if row.good(column) and row[column]:
                faults.add(file, row.line, column, "a statement, but version 2009 of the form has none")
