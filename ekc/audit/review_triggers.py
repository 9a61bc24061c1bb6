"""What the database keeps of a review: nothing is added once it is signed off, it is signed off only when every line
has its last word, and nobody answers for a reading of their own."""

from ekc.turns import Turn

from .codes import FINAL_JUDGEMENTS

TABLES = ("audit_drawn", "audit_reviewanswer", "audit_signedoff")
_FINAL = ", ".join(f"'{each}'" for each in sorted(FINAL_JUDGEMENTS))

_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_review_holds() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    v_review bigint;
    v_reader bigint;
BEGIN
    IF TG_TABLE_NAME = 'audit_reviewanswer' THEN
        SELECT review_id, reader_id INTO v_review, v_reader FROM audit_drawn WHERE id = NEW.drawn_id;
        IF v_reader = NEW.by_id THEN RAISE EXCEPTION 'review: nobody answers for a reading of their own'; END IF;
    ELSE
        v_review := NEW.review_id;
    END IF;
    PERFORM pg_advisory_xact_lock(%(lock)s, v_review::integer);
    IF EXISTS (SELECT 1 FROM audit_signedoff WHERE review_id = v_review) THEN
        RAISE EXCEPTION 'review: it is signed off, and nothing is added any more';
    END IF;
    IF TG_TABLE_NAME = 'audit_signedoff' AND EXISTS (
        SELECT 1 FROM audit_drawn AS line WHERE line.review_id = v_review AND coalesce((
            SELECT judged FROM audit_reviewanswer WHERE drawn_id = line.id ORDER BY id DESC LIMIT 1
        ), '') NOT IN (%(final)s)
    ) THEN
        RAISE EXCEPTION 'review: not every line has its last word';
    END IF;
    RETURN NEW;
END $body$;
"""
_TRIGGER = """
CREATE OR REPLACE TRIGGER review_holds BEFORE INSERT ON {0} FOR EACH ROW EXECUTE FUNCTION audit_review_holds();
"""
INSTALL_REVIEW = _FUNCTION % {"lock": Turn.REVIEW.value, "final": _FINAL} + "".join(map(_TRIGGER.format, TABLES))
REMOVE_REVIEW = "DROP FUNCTION IF EXISTS audit_review_holds() CASCADE"
