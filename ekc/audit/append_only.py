"""The read log and the history only grow: the database refuses to change, remove or empty them, whoever asks.

There is one way by which rows go when their term is over: the function `audit_forget` of the database, called by
`ekc.audit.forgetting`. It writes down which rows went. The triggers stand on every table of the history, also on those
that come later: they are put there after each migration (`ekc.audit.apps`).
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connection

OF_THE_LOG = (
    *("audit_readline", "audit_seal", "audit_forgotten"),
    *("audit_review", "audit_drawn", "audit_reviewanswer", "audit_signedoff"),
)

INSTALL = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('ekc.forgetting', true) = TG_TABLE_NAME
        AND TG_TABLE_NAME NOT IN ('audit_seal', 'audit_forgotten') THEN RETURN OLD; END IF;
    IF TG_OP = 'UPDATE' AND current_setting('ekc.rewriting', true) = TG_TABLE_NAME
        AND TG_TABLE_NAME NOT IN ('audit_readline', 'audit_seal', 'audit_forgotten') THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'append_only: Cannot update or delete rows from % table', TG_TABLE_NAME;
END $body$;

CREATE OR REPLACE FUNCTION audit_forget(p_table text, p_keys bigint[], p_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    v_key name;
    v_gone bigint[];
BEGIN
    SELECT attname INTO v_key FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
        JOIN pg_trigger ON tgrelid = indrelid AND tgname = 'append_only_rows'
        WHERE indisprimary AND indrelid = format('public.%I', p_table)::regclass;
    IF v_key IS NULL OR p_table IN ('audit_seal', 'audit_forgotten') THEN
        RAISE EXCEPTION 'append_only: nothing is forgotten of %', p_table;
    END IF;
    PERFORM set_config('ekc.forgetting', p_table, true);
    EXECUTE format(
        'WITH gone AS (DELETE FROM %I WHERE %I = ANY ($1) RETURNING %I AS key)'
        ' SELECT array_agg(key ORDER BY key) FROM gone',
        p_table, v_key, v_key) INTO v_gone USING p_keys;
    PERFORM set_config('ekc.forgetting', '', true);
    IF v_gone IS NULL THEN RETURN 0; END IF;
    INSERT INTO audit_forgotten (table_name, keys, at) VALUES (p_table, v_gone, p_at);
    RETURN cardinality(v_gone);
END $body$;
"""
REMOVE = (
    "DROP FUNCTION IF EXISTS audit_forget(text, bigint[], timestamptz); DROP FUNCTION IF EXISTS audit_refuse() CASCADE"
)

_TRIGGERS = """
CREATE OR REPLACE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON "{0}"
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE OR REPLACE TRIGGER append_only_table BEFORE TRUNCATE ON "{0}"
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
_STANDING = """
SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname IN ('append_only_rows', 'append_only_table')
GROUP BY tgrelid HAVING count(*) = 2
"""


def histories() -> list[Any]:
    """The models of the history: what rows were, and what became of them."""
    return [model for model in apps.get_models() if getattr(model, "pgh_tracked_model", None) is not None]


def append_only_tables() -> list[str]:
    """The tables that only grow, by name."""
    return sorted([*OF_THE_LOG, *(model._meta.db_table for model in histories())])


def protect(tables: Iterable[str]) -> None:
    """Put the triggers on those of these tables that are there and have none yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname = 'audit_refuse'")
        if not cursor.fetchone()[0]:
            return
        cursor.execute(_STANDING)
        there = set(connection.introspection.table_names(cursor)) - {name for (name,) in cursor.fetchall()}
        for table in sorted(there & set(tables)):
            cursor.execute(_TRIGGERS.format(table))
