"""Writing down the next step that each case keeps, before anybody reads it (`reads/kept_steps.py`).

The database marks the cases of which something changed (`cases.models.kept_step`), in whichever way it was written.
"""

from collections.abc import Sequence

from django.db import connection, transaction
from django.utils import timezone

from cases import norms
from cases.codes import LIVING_STATES
from cases.models import Case, StaleStep, StepReckoning
from ekc.accounts.codes import Role
from ekc.turns import Turn, wait_for

from ..next_step import Next, facts_of, next_of

BATCH = 1000
_KEEP = """
UPDATE cases_case AS kept SET next_step = found.step, next_due_on = found.due_on, next_from_on = found.from_on
FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::date[]) AS found (id, step, due_on, from_on)
WHERE kept.id = found.id
AND (kept.next_step, kept.next_due_on, kept.next_from_on)
    IS DISTINCT FROM (found.step::varchar, found.due_on, found.from_on)
"""
_norms_seen: set[str] = set()
"""The norms of this process, once it is known that everything was reckoned by them."""


def bring_steps_up_to_date() -> int:
    """Reckon the next step of every marked case anew; says how many. One query when nothing was marked.

    Waits for nobody: a case that somebody is busy with keeps its mark, and what it kept, until the next time.
    """
    _mark_after_new_norms()
    reckoned, last = 0, 0
    while StaleStep.objects.filter(case_id__gt=last).exists():
        done, last = _reckon_some(last)
        reckoned += done
    return reckoned


@transaction.atomic
def _reckon_some(after: int) -> tuple[int, int]:
    """Of the marked cases after this one: how many were reckoned, and which was the last."""
    # Who comes second waits, and then reads what the first wrote.
    wait_for(Turn.STEPS)
    marks = StaleStep.objects.filter(case_id__gt=after).order_by("case_id").values_list("case_id", flat=True)
    keys = list(marks.distinct()[:BATCH])
    if not keys:
        return 0, after
    marked = Case.objects.filter(pk__in=keys)
    cases = list(marked.select_for_update(skip_locked=True, no_key=True).order_by("pk"))
    busy = set(marked.values_list("pk", flat=True)) - {case.pk for case in cases}
    # Taken away before anything is read: what changes from here on leaves a mark of its own.
    StaleStep.objects.filter(case_id__in=[key for key in keys if key not in busy]).delete()
    keep(cases)
    return len(cases), keys[-1]


def keep(cases: Sequence[Case]) -> None:
    """Write down the next step of these cases, as the regional manager has it."""
    found = [next_of(facts, Role.REGIONAL_MANAGER) or Next("") for facts in facts_of(cases)]
    columns = [[case.pk for case in cases], *(list(column) for column in zip(*found, strict=True))]
    if cases:
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, columns)


def mark_all() -> None:
    """Leave a mark for every case that is under way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_stalestep (case_id) SELECT id FROM cases_case WHERE state = ANY(%s)",
            [sorted(LIVING_STATES)],
        )


def _mark_after_new_norms() -> None:
    """A process that has other norms than everything was reckoned by, or other public holidays, marks everything."""
    now = norms.fingerprint()
    if now in _norms_seen:
        return
    with transaction.atomic():
        wait_for(Turn.STEPS)
        reckoning = StepReckoning.objects.first() or StepReckoning()
        if reckoning.fingerprint != now:
            reckoning.fingerprint, reckoning.reckoned_at = now, timezone.now()
            reckoning.save()
            mark_all()
    _norms_seen.clear()
    _norms_seen.add(now)
