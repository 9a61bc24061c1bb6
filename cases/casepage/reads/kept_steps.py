"""The next step that each case keeps, so that the worklist reads columns; up to date after `bring_steps_up_to_date`."""

import datetime as dt

from django.db.models import Q

from cases.models import Case

from ..next_step import STEPS, Next


def kept_step(case: Case) -> Next | None:
    """What a case that was read from the database keeps of its next step."""
    return Next(case.next_step, case.next_due_on, case.next_from_on) if case.next_step else None


def late_on(today: dt.date) -> Q:
    """The cases of which the next step is late on this day."""
    return Q(next_due_on__lt=today)


def signal_steps() -> list[str]:
    """The keys of the steps that stand among the signals, whatever their term."""
    return [key for key in STEPS.names() if STEPS[key].is_signal]
