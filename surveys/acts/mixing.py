"""Taking the order of arrival out of the tables of answers (design 4.9; docs/adr/0004, 0035)."""

from django.db import connection, transaction

# PostgreSQL keeps rows in the order of their coming, with the number of the transaction that wrote them. In a copy of
# the database that says which answers were opened together, and with whose link the last of them came.
TABLES = ("surveys_response", "surveys_openanswer", "surveys_waitinganswer")
TOGETHER = "SELECT count(DISTINCT xmin::text) > 1 FROM {table}"
LEADS_BACK = """
SELECT EXISTS (SELECT FROM {table} AS kept JOIN surveys_surveyinvitation AS used ON used.xmin = kept.xmin)
"""
MIX = """
WITH taken AS (DELETE FROM {table} RETURNING *)
INSERT INTO {table} SELECT * FROM taken ORDER BY id
"""
# New rows go wherever a page has room, so only a rewritten table is in order. TRUNCATE would rewrite it too, and
# would show an empty table to a backup that began before it; CLUSTER does not.
# The keys of the new rows are checked first: PostgreSQL does not rewrite a table with checks still waiting.
IN_ORDER = "SET CONSTRAINTS ALL IMMEDIATE; CLUSTER {table} USING {table}_pkey"


@transaction.atomic
def mix_answers() -> int:
    """Write all answers anew in the order of their random keys, what waits too, in one transaction; returns how many.

    Nothing when no answer leads back since the last time. Content does not change. Safe to repeat, and in two
    workers at once: a table is locked against other writers (at the end also readers) for that moment.
    """
    return sum(_mix(table) for table in TABLES)


def _mix(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(TOGETHER.format(table=table))
        is_apart = bool(cursor.fetchone()[0])
        cursor.execute(LEADS_BACK.format(table=table))
        if not is_apart and not cursor.fetchone()[0]:
            return 0
        cursor.execute(MIX.format(table=table))
        mixed = int(cursor.rowcount)
        cursor.execute(IN_ORDER.format(table=table))
        return mixed
