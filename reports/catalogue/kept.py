"""What was counted of each cell (programme, region and quarter) and is kept; counting anew what is not right any more.

Whatever changes what a figure is made of leaves a mark (`models.kept_count`). Marks are taken away before anything is
counted: what is written meanwhile leaves a mark of its own, so that the worst is counting twice.
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from ekc.dates import local_today, quarter_of
from ekc.turns import Turn, wait_for

from ..models import KeptKind, Stale, StaleCount
from ..periods import OffTheGrid, check_period
from .selection import Selection
from .statements import STATEMENTS, Row, Statement, plan_for, sql_of, text_of

Cell = tuple[str, int | None, int, str]
"""Kind, programme, region and quarter."""

# A mark of a case is about the cell in which the case stands now; that of a case that is gone is about nothing more.
_MARKED = """
SELECT m.what, coalesce(c.programme_id, m.programme_id), coalesce(c.region_id, m.region_id),
    coalesce(to_char(c.received_on, 'YYYY"-Q"Q'), m.quarter), array_agg(m.id)
FROM reports_stalecount m LEFT JOIN cases_case c ON c.id = m.case_id
GROUP BY 1, 2, 3, 4
"""
_EVERY_CELL = """
SELECT DISTINCT kind, programme_id, region_id, to_char(received_on, 'YYYY"-Q"Q')
FROM cases_case, unnest(ARRAY['zaken', 'uitgereikt']) AS kind
UNION SELECT 'antwoorden', programme_id, region_id, quarter FROM surveys_response
UNION SELECT 'antwoorden', programme_id, region_id, quarter FROM surveys_waitinganswer
"""
_OUT_OF_DATE = """
SELECT kind, programme_id, region_id, quarter FROM reports_keptcell
WHERE fingerprint <> %s OR only_on <> %s
"""
_IS_STALE = f"SELECT EXISTS (SELECT FROM reports_stalecount) OR EXISTS ({_OUT_OF_DATE})"  # noqa: S608  no word of a user
_FORGET = """
WITH stale (kind, programme_id, region_id, quarter) AS (
    SELECT * FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::text[])
), gone AS (
    SELECT k.id FROM reports_keptcell k JOIN stale USING (kind, region_id, quarter)
    WHERE k.programme_id IS NOT DISTINCT FROM stale.programme_id
), emptied AS (DELETE FROM reports_keptcount WHERE cell_id IN (SELECT id FROM gone))
DELETE FROM reports_keptcell WHERE id IN (SELECT id FROM gone)
"""
_BEGIN = """
INSERT INTO reports_keptcell (kind, programme_id, region_id, quarter, fingerprint)
SELECT kind, programme_id, region_id, quarter, %s
FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::text[]) AS stale (kind, programme_id, region_id, quarter)
RETURNING id
"""
_CASES_OF = """
SELECT k.id, array_agg(c.id) AS keys FROM reports_keptcell k JOIN cases_case c ON c.region_id = k.region_id
    AND c.programme_id IS NOT DISTINCT FROM k.programme_id
    AND c.received_on >= {first_day} AND c.received_on < {first_day} + interval '3 months'
WHERE k.id = ANY(%s) AND k.kind = %s GROUP BY 1
""".replace("{first_day}", "make_date(left(k.quarter, 4)::integer, right(k.quarter, 1)::integer * 3 - 2, 1)")
_ANSWERS_OF = """
SELECT k.id, array_agg(a.id) AS keys FROM reports_keptcell k JOIN (
    SELECT id, programme_id, region_id, quarter FROM surveys_response
    UNION ALL SELECT id, programme_id, region_id, quarter FROM surveys_waitinganswer
) AS a ON a.region_id = k.region_id AND a.quarter = k.quarter AND a.programme_id IS NOT DISTINCT FROM k.programme_id
WHERE k.id = ANY(%s) AND k.kind = %s GROUP BY 1
"""
_COUNT = """
WITH of_cell (id, keys) AS MATERIALIZED ({cells})
INSERT INTO reports_keptcount (cell_id, field, "group", code, number)
SELECT of_cell.id, f.field, coalesce(f."group", ''), coalesce(f.code, ''), f.number
FROM of_cell CROSS JOIN LATERAL ({statement}) AS f (field, "group", code, number)
WHERE f.number <> 0
"""
# How many have still to be asked, or were not, goes by the day.
_ONLY_TODAY = """
UPDATE reports_keptcell SET only_on = %s WHERE id = ANY(%s) AND EXISTS (
    SELECT FROM reports_keptcount c WHERE c.cell_id = reports_keptcell.id AND c.field = 'reach' AND c.code = 'nog_niet'
)
"""
_READ = """
SELECT c.field, CASE k.kind WHEN 'uitgereikt' THEN '' ELSE c."group" END, c.code, sum(c.number)
FROM reports_keptcount c JOIN reports_keptcell k ON k.id = c.cell_id
WHERE (%(programmes)s::bigint[] IS NULL OR k.programme_id = ANY(%(programmes)s))
    AND (%(regions)s::bigint[] IS NULL OR k.region_id = ANY(%(regions)s))
    AND (%(start)s::text IS NULL OR CASE k.kind WHEN 'uitgereikt' THEN c."group" ELSE k.quarter END >= %(start)s)
    AND (%(until)s::text IS NULL OR CASE k.kind WHEN 'uitgereikt' THEN nullif(c."group", '') ELSE k.quarter END
        <= %(until)s)
GROUP BY 1, 2, 3
"""


def is_kept(selection: Selection) -> bool:
    """Whether what is kept adds up to this selection: whole quarters, and nothing of the course of a case."""
    try:
        check_period(selection.start, selection.until)
    except OffTheGrid:
        return False
    return not selection.ways


def kept_rows(selection: Selection) -> list[Row]:
    """What `rows_of` gives of a selection that `is_kept`, without counting again what did not change."""
    bring_up_to_date()
    limits = {
        "programmes": [each.pk for each in selection.chosen] or None,
        "regions": None if selection.region_ids is None else list(selection.region_ids),
        "start": None if selection.start is None else quarter_of(selection.start),
        "until": None if selection.until is None else quarter_of(selection.until),
    }
    with connection.cursor() as cursor:
        cursor.execute(_READ, limits)
        return list(cursor.fetchall())


def bring_up_to_date() -> int:
    """Count anew what is marked, was counted by other statements, or goes by the day; says how many cells.

    One query when there is none. Whoever comes second waits until the first is ready.
    """
    with connection.cursor() as cursor:
        cursor.execute(_IS_STALE, [fingerprint(), local_today()])
        if not cursor.fetchone()[0]:
            return 0
    with transaction.atomic():
        wait_for(Turn.COUNTS)
        with connection.cursor() as cursor:
            # Of compiling such statements nobody has any good.
            cursor.execute("SELECT set_config('jit', 'off', true)")
        stale = _take_marks()
        if stale:
            _count_anew(sorted(stale, key=str))
    return len(stale)


def count_all_anew() -> int:
    """Count everything that is kept anew, marked or not; says how many cells."""
    StaleCount.objects.create(what=Stale.ALL)
    return bring_up_to_date()


def _take_marks() -> set[Cell]:
    """The cells that are not right any more; their marks are gone."""
    with connection.cursor() as cursor:
        cursor.execute(_OUT_OF_DATE, [fingerprint(), local_today()])
        stale: set[Cell] = set(cursor.fetchall())
        cursor.execute(_MARKED)
        marks = cursor.fetchall()
        keys = [key for *_cell, some in marks for key in some]
        cursor.execute("DELETE FROM reports_stalecount WHERE id = ANY(%s)", [keys])
        if any(what == Stale.ALL for what, *_rest in marks):
            cursor.execute("SELECT kind, programme_id, region_id, quarter FROM reports_keptcell")
            stale |= set(cursor.fetchall())
            cursor.execute(_EVERY_CELL)
            return stale | set(cursor.fetchall())
    for what, programme, region, quarter, _keys in marks:
        kinds = (KeptKind.ANSWERS,) if what == Stale.ANSWERS else (KeptKind.CASES, KeptKind.HANDED_OUT)
        if region is not None:
            stale |= {(kind.value, programme, region, quarter) for kind in kinds}
    return stale


def _count_anew(stale: Sequence[Cell]) -> None:
    columns = [[cell[at] for cell in stale] for at in range(4)]
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, columns)
        cursor.execute(_BEGIN, [fingerprint(), *columns])
        keys = [key for (key,) in cursor.fetchall()]
        kinds = {kind for kind, *_place in stale}
        for statement in STATEMENTS:
            if statement.kind in kinds:
                _count(cursor, statement, keys)
        cursor.execute(_ONLY_TODAY, [local_today(), keys])


def _count(cursor: Any, statement: Statement, keys: Iterable[int]) -> None:
    """Run a statement over each of these cells; of each it knows the rows as `chosen`, and no others."""
    text, parameters = sql_of(statement, Selection(), _of_cell)
    cells = _ANSWERS_OF if statement.kind == KeptKind.ANSWERS else _CASES_OF
    with plan_for(statement, cursor):
        cursor.execute(_COUNT.format(cells=cells, statement=text), [list(keys), statement.kind.value, *parameters])


def _of_cell(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return rows.filter(pk__in=RawSQL("SELECT unnest(of_cell.keys)", []))


@cache
def fingerprint() -> str:
    """Of the statements of this version of the program, with their codes and what each counts over."""
    texts = []
    for each in STATEMENTS:
        inner, parameters = each.chosen(Selection(), _of_cell).order_by().query.sql_with_params()
        # A set of codes has another order in every process.
        texts.append(f"{each.file} {text_of(each.file)} {inner} {sorted(map(str, parameters))}")
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
