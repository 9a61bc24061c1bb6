"""Questionnaires: handed out, returned, and what was answered. Open answers are never read here."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Sum

from surveys.codes import QuestionType
from surveys.models import HandedOut, Question

from ..cube import Cube
from ..selection import Selection

Key = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """One question over all versions of its form: its words in the newest, and in which versions it stands."""

    form: str
    code: str
    text: str
    type: str
    options: tuple[tuple[str, str], ...]
    is_reversed: bool
    questionnaires: frozenset[int]


def questions() -> dict[Key, Asked]:
    """All questions with a closed answer, by form and code, in the order of the forms."""
    found: dict[Key, Asked] = {}
    rows = Question.objects.exclude(type=QuestionType.TEXT).select_related("questionnaire")
    for row in rows.order_by("questionnaire__form", "questionnaire__version", "sort_order"):
        key = (row.questionnaire.form, row.code)
        before = found.get(key)
        options = dict(before.options if before else ()) | {code: label for code, label in row.options}
        found[key] = Asked(
            form=key[0],
            code=row.code,
            text=row.text,
            type=row.type,
            options=tuple(options.items()),
            is_reversed=row.is_reversed,
            questionnaires=(before.questionnaires if before else frozenset()) | {row.questionnaire_id},
        )
    return found


def handed_out(selection: Selection) -> Cube:
    """Forms handed out at the conferences of the selection."""
    rows = (
        HandedOut.objects.filter(case__in=selection.held())
        .order_by()
        .values_list("form")
        .annotate(number=Sum("number"))
    )
    return Cube.of(("form",), rows)


def returned(selection: Selection) -> Cube:
    """Forms that came back, by form and version."""
    rows = selection.responses().values_list("form", "questionnaire_id").annotate(number=Count("pk"))
    return Cube.of(("form", "questionnaire"), rows)


def answers(selection: Selection, asked: dict[Key, Asked]) -> Cube:
    """How often each answer was given, by form and question; a question with several answers counts each."""
    inner, parameters = selection.responses().values("form", "answers").query.sql_with_params()
    sql = (
        "SELECT r.form, a.key, a.value, count(*) FROM (" + inner + ") r "  # noqa: S608  Django's own statement
        "CROSS JOIN LATERAL jsonb_each_text(r.answers) a WHERE a.key = ANY(%s) GROUP BY 1, 2, 3"
    )
    codes = sorted({code for _form, code in asked})
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, codes])
        rows = list(cursor.fetchall())
    return Cube.of(("form", "question", "answer"), _each(rows))


def _each(rows: list[tuple[Any, ...]]) -> Iterator[tuple[str, str, str, int]]:
    for form, question, value, number in rows:
        if value is None:
            continue
        values = json.loads(value) if value.startswith("[") else [value]
        for each in values:
            yield form, question, str(each), number
