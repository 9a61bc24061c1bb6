"""Answers wait for each other, and are opened together (docs/adr/0035)."""

import datetime as dt
import secrets
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from cases import norms
from cases.models import Case
from ekc.dates import local_today, quarter_bounds, quarter_of

from ..models import OpenAnswer, Question, Questionnaire, Response, WaitingAnswer
from ..queries import held_on_of, routed_questions
from ..sealing import OPEN, WAITING, seal, unseal
from .answer_parts import parts_of

GROUP = ("questionnaire_id", "programme_id", "region_id", "quarter")
"""What an answer carries, and no more: answers that have all of it in common wait for each other."""


def put_away(
    questionnaire: Questionnaire, questions: Sequence[Question], case: Case, answers: Mapping[str, Any]
) -> None:
    """Seal the answers to a form, among those of its group; the last that was waited for opens all of them.

    The caller is in a transaction. What waits is written anew, in an order that is drawn.
    """
    today = local_today()
    group = {
        "questionnaire_id": questionnaire.pk,
        "programme_id": case.programme_id,
        "region_id": case.region_id,
        "quarter": quarter_of(held_on_of(case) or today),
    }
    _lock(group)
    waiting = list(WaitingAnswer.objects.filter(**group))
    new = WaitingAnswer(**group, opens_on=next_quarter(today), sealed=seal(dict(answers), purpose=WAITING))
    rows = [*waiting, new]
    WaitingAnswer.objects.filter(pk__in=[row.pk for row in waiting]).delete()
    if len(rows) >= norms.SURVEY_BATCH:
        _open(rows, questionnaire.form, questions)
        return
    for row in rows:
        row.pk = uuid.uuid4()
    secrets.SystemRandom().shuffle(rows)
    WaitingAnswer.objects.bulk_create(rows)


def open_overdue() -> int:
    """Open what waited until the quarter was over: fewer of a group than are waited for. Returns how many.

    Safe to repeat, and in two workers at once.
    """
    due = WaitingAnswer.objects.filter(opens_on__lte=local_today())
    opened = 0
    for group in due.order_by(*GROUP).values(*GROUP).distinct():
        with transaction.atomic():
            _lock(group)
            rows = list(WaitingAnswer.objects.filter(**group))
            WaitingAnswer.objects.filter(pk__in=[row.pk for row in rows]).delete()
            if rows:
                _open(rows, rows[0].questionnaire.form, routed_questions(rows[0].questionnaire))
        opened += len(rows)
    return opened


def next_quarter(day: dt.date) -> dt.date:
    """The first day of the quarter after the one of this day."""
    return quarter_bounds(day)[1] + dt.timedelta(days=1)


def _lock(group: Mapping[str, Any]) -> None:
    """One at a time within a group, to the end of the transaction; other groups go on."""
    with connection.cursor() as cursor:
        name = ":".join(str(group[part]) for part in GROUP)
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"surveys:{name}"])


def _open(rows: list[WaitingAnswer], form: str, questions: Sequence[Question]) -> None:
    """The answers themselves, and apart from them what was written; each with a key that is drawn, in its order."""
    answers, texts = [], []
    for row in rows:
        figures, declined, written = parts_of(questions, unseal(row.sealed, purpose=WAITING))
        group = {part: getattr(row, part) for part in GROUP}
        answers.append(Response(id=uuid.uuid4(), form=form, answers=figures, declined=declined, **group))
        texts += [
            OpenAnswer(id=uuid.uuid4(), code=code, sealed=seal(text, purpose=OPEN), **group)
            for code, text in written.items()
        ]
    Response.objects.bulk_create(sorted(answers, key=lambda each: each.pk))
    OpenAnswer.objects.bulk_create(sorted(texts, key=lambda each: each.pk))
