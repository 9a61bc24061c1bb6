"""What the meeting does when a case says that something happened, and what it asks of a registration."""

from typing import Any

from django.dispatch import receiver
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import CaseOutcome
from cases.domain.registration import requires
from cases.models import Case
from cases.signals import case_moved

from .codes import ConferenceState
from .domain.moves import move_conference
from .models import Attendance
from .signals import conference_postponed


@receiver(case_moved)
def take_the_day_off(*, case: Case, action: str, **_kwargs: Any) -> None:
    """The preparation ended with a day still planned: there will be no meeting that day."""
    if action != "end_in_activation":
        return
    for conference in case.conferences.filter(state=ConferenceState.PLANNED):
        postponed = move_conference(conference, "postpone", by=None, reason=_("De voorbereiding is gestopt."))
        conference_postponed.send(sender=type(postponed), conference=postponed)


@requires
def who_was_there(case: Case) -> list[str | Promise]:
    """A held conference counts with its participants (WESP 2.8.3)."""
    if case.outcome != CaseOutcome.CONFERENCE_HELD or Attendance.objects.filter(conference__case=case).exists():
        return []
    return [gettext_lazy("wie er bij de conferentie waren")]
