"""What a case keeps of its next step, for the worklist; and how the database knows that it may be another now.

Every table that a step is decided on carries `marks_case()`: whatever writes a row of it, in whichever way, leaves a
`StaleStep`. `cases.casepage.acts.kept_steps` reckons those cases anew before anybody reads what is kept.
"""

import pgtrigger
from django.db import models

MARKS_NEXT_STEP = "marks_next_step"
_LEAVE_A_MARK = (
    "INSERT INTO cases_stalestep (case_id) SELECT DISTINCT key_of_case FROM ({source}) AS changed (key_of_case) "
    "WHERE key_of_case IS NOT NULL; RETURN NULL;"
)


class StaleStep(models.Model):
    """A case whose kept next step must be reckoned anew. Only added to and taken away, so that no act waits for it.

    No key to the case: checking that would make an act wait for who holds the case.
    """

    case_id = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = "volgende stap om na te rekenen"
        verbose_name_plural = "volgende stappen om na te rekenen"

    def __str__(self) -> str:
        return str(self.case_id)


class StepReckoning(models.Model):
    """Under which norms and public holidays the kept steps were reckoned; one row."""

    fingerprint = models.CharField(max_length=64)
    reckoned_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "berekening van de volgende stappen"
        verbose_name_plural = "berekeningen van de volgende stappen"

    def __str__(self) -> str:
        return self.fingerprint


def marks_case(column: str = "case_id") -> pgtrigger.Trigger:
    """A trigger for a table with the key of the case in `column`."""
    return _marking(f'SELECT unnest(ARRAY[NEW."{column}", OLD."{column}"])')


def marks_case_of_meeting() -> pgtrigger.Trigger:
    """A trigger for a table with the key of a meeting."""
    return _marking('SELECT case_id FROM conferences_conference WHERE id IN (NEW."conference_id", OLD."conference_id")')


def marks_cases_of_coordinator() -> pgtrigger.Trigger:
    """A trigger for a table about a coordinator: all that he or she works on."""
    return _marking(
        "SELECT case_id FROM cases_coordinatorcontract "
        'WHERE ended_on IS NULL AND coordinator_id IN (NEW."coordinator_id", OLD."coordinator_id")'
    )


def marks_case_of_party() -> pgtrigger.Trigger:
    """A trigger for a table with the key of a party."""
    return _marking('SELECT case_id FROM cases_party WHERE id IN (NEW."party_id", OLD."party_id")')


def marks_case_of_consent() -> pgtrigger.Trigger:
    """A trigger for a table with the key of a consent."""
    return _marking('SELECT case_id FROM cases_consent WHERE id IN (NEW."consent_id", OLD."consent_id")')


def marks_itself(*besides: str) -> pgtrigger.Trigger:
    """The trigger of the case: marked when any column but those `besides` changed."""
    columns = "".join(f" - '{name}'" for name in besides)
    return _marking(
        'SELECT NEW."id"',
        operation=pgtrigger.Insert | pgtrigger.Update,
        unless=f"TG_OP = 'UPDATE' AND to_jsonb(NEW){columns} = to_jsonb(OLD){columns}",
    )


def _marking(
    source: str,
    *,
    operation: pgtrigger.Operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    unless: str = "",
) -> pgtrigger.Trigger:
    skip = f"IF {unless} THEN RETURN NULL; END IF; " if unless else ""
    return pgtrigger.Trigger(
        name=MARKS_NEXT_STEP,
        operation=operation,
        when=pgtrigger.After,
        func=skip + _LEAVE_A_MARK.format(source=source),
    )
