"""Who was there, as the rest of a case asks for it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cases.codes import CaseOutcome
from cases.models import Case
from conferences.models import Attendance


def who_was_there(case: Case) -> list[str | Promise]:
    """A held conference counts with its participants (WESP 2.8.3)."""
    if case.outcome != CaseOutcome.CONFERENCE_HELD or Attendance.objects.filter(conference__case=case).exists():
        return []
    return [gettext_lazy("wie er bij de conferentie waren")]
