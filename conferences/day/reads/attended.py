"""Who was there, as the rest of a case asks for it."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy

from cases.codes import CaseOutcome
from cases.models import Case
from cases.preparation.reads.registration import Missing
from conferences.codes import OVER_STATES
from conferences.models import Attendance

WITH_PEOPLE = frozenset({CaseOutcome.CONFERENCE_HELD, CaseOutcome.BROKEN_OFF})


def who_was_there(case: Case) -> list[Missing]:
    """A conference counts with its participants (WESP 2.8.3), also one that was broken off."""
    if case.outcome not in WITH_PEOPLE or Attendance.objects.filter(conference__case=case).exists():
        return []
    there = Attendance.objects.filter(conference=OuterRef("pk"))
    meetings = case.conferences.filter(~Exists(there), state__in=sorted(OVER_STATES)).order_by("-sequence")
    last = meetings.values_list("sequence", flat=True).first()
    query = f"?bijeenkomst={last}" if last else ""
    return [Missing(gettext_lazy("wie er bij de conferentie waren"), "conferences:attendance", query, True)]
