"""Answers wait for each other, and are opened together (docs/adr/0035)."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from cases import norms
from ekc.dates import local_today, quarter_bounds, quarter_of

from ..models import OpenAnswer, Response, SurveyInvitation, WaitingAnswer
from ..queries import behind, routed_questions
from ..routing import Routed
from ..sealing import OPEN, WAITING, seal, unseal
from .answer_parts import parts_of

GROUP = ("questionnaire_id", "programme_id", "region_id", "quarter")
"""What an answer carries, and no more: answers that have all of it in common wait for each other."""


_PUT_AWAY = """
WITH used AS (
    UPDATE surveys_surveyinvitation SET is_used = true, draft = ''
    WHERE id = %(invitation)s AND NOT is_used AND token_hash = %(token_hash)s AND draft = %(draft)s
    RETURNING id
), free AS (
    SELECT id FROM surveys_waitinganswer
    WHERE questionnaire_id = %(questionnaire_id)s AND programme_id IS NOT DISTINCT FROM %(programme_id)s
        AND region_id = %(region_id)s AND quarter = %(quarter)s AND EXISTS (SELECT FROM used)
    FOR UPDATE SKIP LOCKED
), taken AS (
    DELETE FROM surveys_waitinganswer AS waiting USING free WHERE waiting.id = free.id RETURNING opens_on, sealed
), together AS (
    SELECT opens_on, sealed FROM taken UNION ALL SELECT %(opens_on)s, %(sealed)s FROM used
), kept AS (
    INSERT INTO surveys_waitinganswer (id, questionnaire_id, programme_id, region_id, quarter, opens_on, sealed)
    SELECT gen_random_uuid() AS drawn, %(questionnaire_id)s, %(programme_id)s, %(region_id)s, %(quarter)s,
        opens_on, sealed
    FROM together WHERE (SELECT count(*) FROM together) < %(batch)s ORDER BY drawn
)
SELECT (SELECT count(*) FROM used), CASE WHEN count(*) >= %(batch)s THEN array_agg(sealed) END FROM together
"""
"""The link is used, its draft dies, and what waits is written anew with the new one among it, or given back to open.

What another answer of the group has in its hands at this moment is left to that one: nobody waits (docs/adr/0045).
"""


def put_away(invitation: SurveyInvitation, answers: Mapping[str, Any]) -> bool:
    """Seal the answers to a form, among those of its group; the last that was waited for opens all of them.

    The caller is in a transaction. The link counts as used in the same statement. What waits is written anew, in an
    order that is drawn. False, with nothing done, when the invitation is not any more as it was read.
    """
    form, today = behind(invitation), local_today()
    group: dict[str, Any] = {
        "questionnaire_id": form.questionnaire_id,
        "programme_id": form.programme_id,
        "region_id": form.region_id,
        "quarter": quarter_of(form.day),
    }
    row: dict[str, Any] = {"invitation": invitation.pk, "token_hash": invitation.token_hash, "draft": invitation.draft}
    new: dict[str, Any] = {"opens_on": next_quarter(today), "sealed": seal(dict(answers), purpose=WAITING)}
    with connection.cursor() as cursor:
        cursor.execute(_PUT_AWAY, {**group, **row, **new, "batch": norms.SURVEY_BATCH})
        used, together = cursor.fetchone()
    if together:
        _open(group, together, form.form, form.questions)
    return bool(used)


def open_overdue() -> int:
    """Open what waited until the quarter was over, fewer of a group than are waited for; and a group that is full.

    Answers that came at the same moment may have left a full one. Returns how many; safe to repeat, and in two workers
    at once.
    """
    groups = WaitingAnswer.objects.order_by(*GROUP).values(*GROUP)
    full = groups.annotate(number=Count("pk")).filter(number__gte=norms.SURVEY_BATCH)
    due = groups.filter(opens_on__lte=local_today()).distinct()
    found = {tuple(group[part] for part in GROUP) for group in (*full, *due)}
    return sum(_open_group(dict(zip(GROUP, group, strict=True))) for group in sorted(found, key=str))


@transaction.atomic
def _open_group(group: Mapping[str, Any]) -> int:
    rows = list(WaitingAnswer.objects.select_for_update(skip_locked=True).filter(**group))
    if len(rows) < norms.SURVEY_BATCH and not any(row.opens_on <= local_today() for row in rows):
        return 0  # An answer that comes in at this moment has the others in its hands.
    WaitingAnswer.objects.filter(pk__in=[row.pk for row in rows]).delete()
    version = rows[0].questionnaire
    _open(group, [row.sealed for row in rows], version.form, routed_questions(version.pk))
    return len(rows)


def next_quarter(day: dt.date) -> dt.date:
    """The first day of the quarter after the one of this day."""
    return quarter_bounds(day)[1] + dt.timedelta(days=1)


def _open(group: Mapping[str, Any], sealed: Sequence[str], form: str, questions: Sequence[Routed]) -> None:
    """The answers themselves, and apart from them what was written; each with a key that is drawn, in its order."""
    answers, texts = [], []
    for each in sealed:
        figures, declined, written = parts_of(questions, unseal(each, purpose=WAITING))
        answers.append(Response(id=uuid.uuid4(), form=form, answers=figures, declined=declined, **group))
        texts += [
            OpenAnswer(id=uuid.uuid4(), code=code, sealed=seal(text, purpose=OPEN), **group)
            for code, text in written.items()
        ]
    Response.objects.bulk_create(sorted(answers, key=lambda each: each.pk))
    OpenAnswer.objects.bulk_create(sorted(texts, key=lambda each: each.pk))
