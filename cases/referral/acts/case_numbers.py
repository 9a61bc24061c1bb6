"""Case numbers: `EK-2026-00001`. The counter runs on over the years, so that a number is never given twice."""

from collections.abc import Sequence

from django.db import connection


def next_case_numbers(count: int, *, years: int | Sequence[int]) -> list[str]:
    """Draw `count` new case numbers in one query; `years` is one year for all, or one for each.

    A number that is drawn and not used stays unused. Raises ValueError when the years do not match the count.
    """
    of_each = [years] * count if isinstance(years, int) else list(years)
    if len(of_each) != count:
        raise ValueError(f"{count} numbers were asked for {len(of_each)} years.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('case_number_seq') FROM generate_series(1, %s)", [count])
        return [f"EK-{year}-{row[0]:05d}" for year, row in zip(of_each, cursor.fetchall(), strict=True)]
