"""The next step that each case keeps, so that the worklist reads columns; up to date after `bring_steps_up_to_date`."""

import datetime as dt

from django.db.models import Q

from cases.models import Case
from cases.querysets import undecided
from ekc.outbox.codes import MessageState
from ekc.outbox.models import Message

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


def is_unsafe() -> Q:
    """A safety signal without a decision, also where nobody can decide now; or a frame without which no day begins."""
    return Q(next_step__in=signal_steps()) | Q(pk__in=undecided().values("case"))


def has_unsent_mail() -> Q:
    """Mail about the case did not leave, or came back."""
    unsent = Message.objects.filter(state=MessageState.FAILED).exclude(case_number="").values("case_number")
    return Q(number__in=unsent)
