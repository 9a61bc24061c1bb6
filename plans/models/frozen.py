"""What was established stays as it was: the database refuses another text, another row and a row less."""

import pgtrigger

_REFUSE = "RAISE EXCEPTION 'an established plan does not change' USING ERRCODE = 'check_violation';"

_ROWS = """
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW)[unless] = to_jsonb(OLD)[unless] THEN RETURN NEW; END IF;
    IF (TG_OP <> 'INSERT' AND EXISTS (
        SELECT 1 FROM plans_planversion WHERE id = OLD.version_id AND established_at IS NOT NULL
    )) OR (TG_OP <> 'DELETE' AND EXISTS (
        SELECT 1 FROM plans_planversion WHERE id = NEW.version_id AND established_at IS NOT NULL
    )) THEN
        [refuse]
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


def keeps_established_version(*text: str) -> tuple[pgtrigger.Trigger, pgtrigger.Trigger]:
    """For the version itself: its text columns, and that it is established."""
    old, new = (", ".join(f"{row}.{name}" for name in text) for row in ("OLD", "NEW"))
    changed = f"NEW.established_at IS NULL OR ({old}) IS DISTINCT FROM ({new})"
    return (
        pgtrigger.Trigger(
            name="keeps_established_text",
            operation=pgtrigger.Update,
            when=pgtrigger.Before,
            condition=pgtrigger.Condition(f"OLD.established_at IS NOT NULL AND ({changed})"),
            func=_REFUSE,
        ),
        pgtrigger.Trigger(
            name="keeps_established_version",
            operation=pgtrigger.Delete,
            when=pgtrigger.Before,
            condition=pgtrigger.Condition("OLD.established_at IS NOT NULL"),
            func=_REFUSE,
        ),
    )


def keeps_established_rows(*besides: str) -> pgtrigger.Trigger:
    """For a table with the key of a version: its rows come, change and go with an open version only.

    `besides` are columns that say what became of it afterwards.
    """
    unless = "".join(f" - '{name}'" for name in besides)
    return pgtrigger.Trigger(
        name="keeps_established_rows",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=pgtrigger.Func(_ROWS.replace("[unless]", unless).replace("[refuse]", _REFUSE)),
    )
