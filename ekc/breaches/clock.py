"""The 72 hours of a breach: landelijk beheer is reminded when one day is left, and when they are over."""

import datetime as dt

from django.utils import timezone

from ekc.outbox.acts import cancel_due, plan_due

from .codes import DuePurpose
from .models import Breach
from .signals import breach_term_comes

NEARLY = dt.timedelta(hours=24)


def run_clock(breach: Breach) -> None:
    """Plan both reminders anew, or none where it was decided. What is past already is left out: the page says so."""
    nears = breach.due_at - NEARLY
    if _comes(breach, nears):
        plan_due(DuePurpose.TERM_NEARS, breach, nears, again=True)
    else:
        cancel_due(DuePurpose.TERM_NEARS, breach)
    if _comes(breach, breach.due_at):
        plan_due(DuePurpose.TERM_ENDS, breach, breach.due_at, again=True)
    else:
        cancel_due(DuePurpose.TERM_ENDS, breach)


def _comes(breach: Breach, at: dt.datetime) -> bool:
    return not breach.authority and at > timezone.now()


def remind_that_it_nears(breach_id: int) -> None:
    """One day is left. Nothing once it was decided whether the AP is told."""
    _remind(breach_id, is_over=False)


def remind_that_it_is_over(breach_id: int) -> None:
    """The 72 hours are over. Nothing once it was decided whether the AP is told."""
    _remind(breach_id, is_over=True)


def _remind(breach_id: int, *, is_over: bool) -> None:
    breach = Breach.objects.filter(pk=breach_id, authority="").first()
    if breach is not None:
        breach_term_comes.send(sender=Breach, breach=breach, is_over=is_over)
