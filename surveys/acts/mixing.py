"""Taking the order of arrival out of the table of answers (design 4.9; docs/adr/0004)."""

from django.db import connection, transaction

# PostgreSQL keeps rows in the order of their coming, with the number of the transaction that wrote them. In a
# copy of the database both would lay an answer next to the invitation that was used in that same transaction.
LEADS_BACK = """
SELECT EXISTS (
    SELECT FROM surveys_response AS response JOIN surveys_surveyinvitation AS used ON used.xmin = response.xmin
)
"""
MIX = """
WITH taken AS (DELETE FROM surveys_response RETURNING *)
INSERT INTO surveys_response SELECT * FROM taken ORDER BY id
"""
# New rows go wherever a page has room, so only a rewritten table is in order. TRUNCATE would rewrite it too, and
# would show an empty table to a backup that began before it; CLUSTER does not.
# The keys of the new rows are checked first: PostgreSQL does not rewrite a table with checks still waiting.
IN_ORDER = "SET CONSTRAINTS ALL IMMEDIATE; CLUSTER surveys_response USING surveys_response_pkey"


@transaction.atomic
def mix_answers() -> int:
    """Write all answers anew in the order of their random keys, in one transaction; returns how many.

    Nothing when no answer leads back since the last time. Content does not change. Safe to repeat, and in two
    workers at once: the table is locked against other writers (at the end also readers) for that moment.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE surveys_response IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(LEADS_BACK)
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(MIX)
        mixed = int(cursor.rowcount)
        cursor.execute(IN_ORDER)
        return mixed
