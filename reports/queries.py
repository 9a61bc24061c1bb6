"""Reads of the reports' own rows. The figures themselves are in `catalogue/`."""

from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from cases.workflow import COORDINATOR_GONE
from conferences.codes import MET_STATES
from ekc.accounts.codes import Role
from ekc.accounts.matrix import READ, Subject, allows

IMPORTED = "import"
"""The action of the move that an import writes down."""
COORDINATOR_LEFT = tuple(sorted({*COORDINATOR_GONE, IMPORTED}))
"""Moves with a reason why a coordinator did not go on; an import brings the reasons that it read."""
PRESENT_ONCE = """
everybody AS (
    SELECT met.case_id, met.sequence, a.id, a.position, a.persons, a.minors,
        CASE
            WHEN a.person_id IS NOT NULL THEN 'k' || a.person_id
            WHEN a.main_person_id IS NOT NULL THEN 'h' || a.main_person_id
            WHEN a.name <> '' THEN 'n' || a.name
        END AS who
    FROM conferences_attendance a JOIN met ON met.id = a.conference_id
),
known AS (
    SELECT DISTINCT ON (case_id, who) case_id, position, persons, minors
    FROM everybody WHERE who IS NOT NULL ORDER BY case_id, who, sequence DESC, id
),
numbers AS (
    SELECT DISTINCT ON (case_id, position) case_id, position, persons, minors
    FROM (
        SELECT case_id, sequence, position, sum(persons) AS persons, sum(minors) AS minors
        FROM everybody WHERE who IS NULL GROUP BY 1, 2, 3
    ) AS of_a_meeting
    ORDER BY case_id, position, persons DESC, sequence DESC
),
present AS (SELECT * FROM known UNION ALL SELECT * FROM numbers)"""
"""Who took part in a case, over all its meetings, in SQL: `met` (its meetings) must stand before it.

Somebody who is known counts once, in the position that he or she had last; where only numbers were written down, the
largest number of a meeting counts, per position.
"""


def benchmark_years() -> list[int]:
    """The years of which there are national figures that may be told as fact, the newest first."""
    from .models import Benchmark

    years = Benchmark.objects.filter(is_doubtful=False).order_by("-year").values_list("year", flat=True)
    return list(dict.fromkeys(years))


def programmes_for(user: Any) -> QuerySet[Any]:
    """Programmes whose figures this person may read; a regional manager those of the own regions."""
    from cases.models import FundingProgramme

    if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.FIGURES, READ):
        return FundingProgramme.objects.none()
    return _of_own_regions(user, FundingProgramme.objects.all())


def paid_programmes_for(user: Any) -> QuerySet[Any]:
    """Programmes whose totals this person may see: a funder the own ones, the others as with the figures."""
    from cases.models import FundingProgramme

    if not user.is_authenticated or not user.is_active:
        return FundingProgramme.objects.none()
    if user.role == Role.FUNDER:
        return FundingProgramme.objects.filter(funder__users=user).distinct()
    if user.role in (Role.REGIONAL_MANAGER, Role.NATIONAL):
        return _of_own_regions(user, FundingProgramme.objects.all())
    return FundingProgramme.objects.none()


def _of_own_regions(user: Any, programmes: QuerySet[Any]) -> QuerySet[Any]:
    if user.role != Role.REGIONAL_MANAGER:
        return programmes
    from cases.models import Case

    mine = user.regions.all()
    with_cases = Case.objects.filter(region__in=mine, programme__isnull=False).values("programme")
    return programmes.filter(Q(regions__in=mine) | Q(pk__in=with_cases)).distinct()


def present_once(case_ids: list[int]) -> list[tuple[int, str, int, int | None]]:
    """Of each case with a conference: position, persons and minors over all its meetings (see PRESENT_ONCE)."""
    met = "met AS (SELECT * FROM conferences_conference WHERE case_id = ANY(%s) AND state = ANY(%s))"
    found = "SELECT case_id, position, sum(persons), sum(minors) FROM present GROUP BY 1, 2"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {met}, {PRESENT_ONCE} {found}", [case_ids, sorted(map(str, MET_STATES))])  # noqa: S608  no word of a user is in it
        rows = cursor.fetchall()
    return [
        (case, position, int(persons), None if minors is None else int(minors))
        for case, position, persons, minors in rows
    ]
