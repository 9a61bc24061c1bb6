"""The statements of `sql/`: over which rows each counts, and with which codes. They give (field, group, code, number).

One list, for a count of a selection as it stands and for what is kept of each cell (`kept`): the two cannot differ.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import BooleanField, Case, F, JSONField, Q, QuerySet, Value, When

from cases.codes import (
    COUNTED_STATES,
    FAMILY_POSITIONS,
    MAIN_PERSON_POSITIONS,
    PROFESSIONAL_POSITIONS,
    RECEIVED_STATES,
    STARTED_STATES,
    UNREGISTERED_STATES,
)
from conferences.codes import MET_STATES
from ekc.dates import local_today
from followup.codes import DONE_STATES, SPOKEN_STATES
from plans.codes import ESTABLISHED_STATES

from ..models import KeptKind
from ..queries import COORDINATOR_LEFT, PRESENT_ONCE
from .selection import COURSE, OTHER_OUTCOMES, Selection

SQL = Path(__file__).resolve().parent / "sql"
WITH_MARK: Mapping[str, tuple[str, ...]] = {
    "volwassene": ("could_say", "could_contribute", "at_ease", "at_ease_private", "enough_people", "agree_with_plan"),
    "kind": ("at_ease", "listened_to", "private_time_good"),
    "professional": ("satisfied_with_own_share", "could_inform_on_my_issues", "situation_will_improve"),
}
"""Answers beside which the mark of the conference is looked at, per form."""
CODES_IN_SQL: Mapping[str, Iterable[str]] = {
    "met_states": MET_STATES,
    "coordinator_left": COORDINATOR_LEFT,
    "counted_states": COUNTED_STATES,
    "unregistered_states": UNREGISTERED_STATES,
    "other_outcomes": OTHER_OUTCOMES,
    "received_states": RECEIVED_STATES,
    "started_states": STARTED_STATES,
    "spoken_states": SPOKEN_STATES,
    "call_done_states": DONE_STATES,
    "established_states": ESTABLISHED_STATES,
    "professional_positions": PROFESSIONAL_POSITIONS,
    "main_person_positions": MAIN_PERSON_POSITIONS,
    "family_positions": FAMILY_POSITIONS,
    "mark_questions": {question for questions in WITH_MARK.values() for question in questions},
}
"""What stands in the statements of `sql/` by name."""

Row = tuple[str, str | None, str | None, int]
"""Field, group, code and number."""
Narrowing = Callable[["QuerySet[Any]"], "QuerySet[Any]"]
"""What makes of the rows of a selection those of one cell."""


@dataclass(frozen=True)
class Statement:
    """One file, and which rows of a selection it knows as `chosen`."""

    file: str
    kind: KeptKind
    chosen: Callable[[Selection, Narrowing], "QuerySet[Any]"]
    is_hashed: bool = False
    """Whether equal rows are put together before anything is sorted: many rows, few that differ (`plan_for`)."""


def _counted(selection: Selection, narrowed: Narrowing) -> "QuerySet[Any]":
    return narrowed(selection.counted()).values("pk", "outcome")


def _registered(selection: Selection, narrowed: Narrowing) -> "QuerySet[Any]":
    return narrowed(selection.registered()).values("pk", "outcome", "variant")


def _received(selection: Selection, narrowed: Narrowing) -> "QuerySet[Any]":
    return narrowed(selection.received()).values("pk", "state", "outcome")


def _beside(selection: Selection, narrowed: Narrowing) -> "QuerySet[Any]":
    courses = {code: _is(condition) for code, condition in COURSE.items()}
    cases: QuerySet[Any] = narrowed(selection.every_case()).annotate(**courses)
    return cases.values("pk", "state", "outcome", "variant", *courses)


def _is(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _surveyed(selection: Selection, narrowed: Narrowing) -> "QuerySet[Any]":
    return narrowed(selection.surveyed()).values("pk", "met_on")


def _returned(selection: Selection, narrowed: Narrowing) -> "QuerySet[Any]":
    """Every form that came back. What waits for others is back too, and says nothing yet: the response is live."""
    waiting = narrowed(selection.waiting()).order_by()
    nothing = Value({}, output_field=JSONField())
    silent = waiting.values_list("pk", F("questionnaire__form"), "quarter", "questionnaire", nothing)
    returned = narrowed(selection.responses()).order_by()
    return returned.values_list("pk", "form", "quarter", "questionnaire", "answers").union(silent, all=True)


STATEMENTS = (
    *(
        Statement(f"{name}.sql", KeptKind.CASES, _counted)
        for name in ("cases", "course", "circle", "followup", "plans", "afterwards", "places")
    ),
    Statement("funnel.sql", KeptKind.CASES, _received),
    Statement("conferences.sql", KeptKind.CASES, _registered),
    Statement("beside.sql", KeptKind.CASES, _beside),
    Statement("handed_out.sql", KeptKind.HANDED_OUT, _surveyed),
    Statement("answers.sql", KeptKind.ANSWERS, _returned, is_hashed=True),
)


def rows_of(selection: Selection) -> list[Row]:
    """Count the cases and answers of a selection, in one statement for each file."""
    asked = [each for each in STATEMENTS if each.kind == KeptKind.CASES or selection.has_answers]
    return [row for each in asked for row in _rows(each, selection)]


def _rows(statement: Statement, selection: Selection) -> list[Row]:
    text, parameters = sql_of(statement, selection)
    with transaction.atomic(), connection.cursor() as cursor, plan_for(statement, cursor):
        cursor.execute(text, parameters)
        return list(cursor.fetchall())


@contextmanager
def plan_for(statement: Statement, cursor: Any) -> Iterator[None]:
    """Within this, in a transaction, PostgreSQL plans as the statement asks.

    How few answers differ it cannot know, as they stand in JSON; it would sort all of them, by way of the disk.
    """
    if not statement.is_hashed:
        yield
        return
    cursor.execute("SET LOCAL enable_sort = off")
    yield
    cursor.execute("SET LOCAL enable_sort = on")


def sql_of(
    statement: Statement, selection: Selection, narrowed: Narrowing = lambda rows: rows
) -> tuple[str, tuple[Any, ...]]:
    """A file with its `chosen` filled in, and its parameters."""
    inner, parameters = statement.chosen(selection, narrowed).order_by().query.sql_with_params()
    # A percent sign of the file itself would be taken for a parameter.
    text = text_of(statement.file).replace("{today}", local_today().isoformat())
    return text.replace("%", "%%").replace("{chosen}", inner), parameters


@cache
def text_of(file: str) -> str:
    """A file with the codes that it knows by name; its day and what is `chosen` are still to be filled in."""
    text = (SQL / file).read_text(encoding="utf-8").replace("{present_once}", PRESENT_ONCE)
    for name, codes in CODES_IN_SQL.items():
        text = text.replace(f"{{{name}}}", ", ".join(f"'{code}'" for code in sorted(codes)))
    return text
