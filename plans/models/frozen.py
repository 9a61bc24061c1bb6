"""What was tested or established stays as it was, and after closing the plan is the family's: the database refuses
another text, another row, another link and a row less.
"""

import pgtrigger

from cases.codes import FINISHED_STATES

_REFUSE = "RAISE EXCEPTION 'an established plan does not change' USING ERRCODE = 'check_violation';"
_REFUSE_CLOSED = "RAISE EXCEPTION 'the plan of a closed case does not change' USING ERRCODE = 'check_violation';"
_EVERY_CHANGE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
_GO_ON = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
ARE_ONE = "current_setting('ekc.two_are_one', true) IS NOT DISTINCT FROM 'yes'"

_FIXED = """
    SELECT 1 FROM plans_planversion AS version WHERE version.id IN ([key of version]) AND (
        version.established_at IS NOT NULL
        OR EXISTS (SELECT 1 FROM plans_plantest AS test WHERE test.version_id = version.id)
    )
"""
"""A version that somebody decided on, or that holds."""

OF_VERSION = "[row].version_id"
OF_AGREEMENT = "SELECT version_id FROM plans_agreement WHERE id = [row].agreement_id"
"""How a row says of which version it is."""


_BOTH = "SELECT key FROM (SELECT unnest(ARRAY[([before]), ([after])])) AS keys (key)"


def _of_both(of: str) -> str:
    """The keys before and after; of a new row there is no before, and of one that goes no after."""
    before, after = (of.replace("[row]", row) for row in ("OLD", "NEW"))
    return _BOTH.replace("[before]", before).replace("[after]", after)


def _unless(besides: tuple[str, ...]) -> str:
    """A change of nothing but what became of it afterwards."""
    less = "".join(f" - '{name}'" for name in besides)
    return f"IF TG_OP = 'UPDATE' AND to_jsonb(NEW){less} = to_jsonb(OLD){less} THEN RETURN NEW; END IF;"


def keeps_established_version(*text: str) -> tuple[pgtrigger.Trigger, pgtrigger.Trigger]:
    """For the version itself: its text columns, that it is established, and that it is there."""
    old, new = (", ".join(f"{row}.{name}" for name in text) for row in ("OLD", "NEW"))
    fixed = _FIXED.replace("[key of version]", "OLD.id")
    return (
        pgtrigger.Trigger(
            name="keeps_established_text",
            operation=pgtrigger.Update,
            when=pgtrigger.Before,
            condition=pgtrigger.Condition(
                f"OLD.established_at IS NOT NULL AND NEW.established_at IS NULL OR ({old}) IS DISTINCT FROM ({new})"
            ),
            func=pgtrigger.Func(f"IF EXISTS ({fixed}) THEN {_REFUSE} END IF; RETURN NEW;"),
        ),
        pgtrigger.Trigger(
            name="keeps_established_version",
            operation=pgtrigger.Delete,
            when=pgtrigger.Before,
            func=pgtrigger.Func(f"IF EXISTS ({fixed}) THEN {_REFUSE} END IF; RETURN OLD;"),
        ),
    )


def keeps_established_rows(*besides: str) -> pgtrigger.Trigger:
    """For a table with the key of a version: its rows come, change and go with an open version only.

    `besides` are columns that say what became of it afterwards.
    """
    fixed = _FIXED.replace("[key of version]", _of_both(OF_VERSION))
    return pgtrigger.Trigger(
        name="keeps_established_rows",
        operation=_EVERY_CHANGE,
        when=pgtrigger.Before,
        func=pgtrigger.Func(f"{_unless(besides)} IF EXISTS ({fixed}) THEN {_REFUSE} END IF; {_GO_ON}"),
    )


def keeps_established_links() -> pgtrigger.Trigger:
    """For a list between agreements and what they point at.

    Two people who turn out to be one (`ekc.merging.one.two_are_one`) are one in what was established too.
    """
    fixed = _FIXED.replace("[key of version]", _of_both(OF_AGREEMENT))
    return pgtrigger.Trigger(
        name="keeps_established_links",
        operation=_EVERY_CHANGE,
        when=pgtrigger.Before,
        func=pgtrigger.Func(f"IF {ARE_ONE} THEN {_GO_ON} END IF; IF EXISTS ({fixed}) THEN {_REFUSE} END IF; {_GO_ON}"),
    )


def keeps_decisions() -> pgtrigger.Trigger:
    """For a table of what somebody decided: a row of it never changes or goes."""
    return pgtrigger.Trigger(
        name="keeps_established_decision",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            f"{_unless(())} RAISE EXCEPTION 'a decision does not change' USING ERRCODE = 'check_violation';"
        ),
    )


_CASE_OF = """
    SELECT plan.case_id FROM plans_plan AS plan JOIN plans_planversion AS held ON held.plan_id = plan.id
    WHERE held.id = ([version])
"""
CASE_OF_PLAN = "SELECT case_id FROM plans_plan WHERE id = [row].plan_id"
CASE_OF_VERSION = _CASE_OF.replace("[version]", OF_VERSION)
CASE_OF_AGREEMENT = _CASE_OF.replace("[version]", OF_AGREEMENT)
CASE_OF_TEST = _CASE_OF.replace("[version]", "SELECT version_id FROM plans_plantest WHERE id = [row].test_id")
CASE_OF_WRITTEN = "SELECT [row].case_id WHERE EXISTS (SELECT 1 FROM plans_planversion WHERE plan_id = [row].id)"
"""A plan of which only the facts are known is a registration, which can be read in anew."""


_OVER = "SELECT 1 FROM cases_case AS file WHERE file.id IN ([case]) AND file.state IN ([states])"


def is_the_familys_after_closing(case: str, *besides: str) -> pgtrigger.Trigger:
    """For a table of which the rows are the plan: once the case is over nobody in the program changes them.

    `case` says how a row leads to its case; `besides` are columns that the family itself fills on its own page.
    """
    states = ", ".join(f"'{state}'" for state in sorted(FINISHED_STATES))
    over = _OVER.replace("[case]", _of_both(case)).replace("[states]", states)
    one = f"IF {ARE_ONE} THEN {_GO_ON} END IF;"
    return pgtrigger.Trigger(
        name="is_the_familys_after_closing",
        operation=_EVERY_CHANGE,
        when=pgtrigger.Before,
        func=pgtrigger.Func(f"{one} {_unless(besides)} IF EXISTS ({over}) THEN {_REFUSE_CLOSED} END IF; {_GO_ON}"),
    )
