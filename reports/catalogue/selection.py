"""Which cases and answers a report is about."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from cases.codes import COUNTED_STATES, UNREGISTERED_STATES, CaseOutcome
from cases.models import Case, FundingProgramme
from ekc.dates import quarter_of
from surveys.models import Response

COUNTED_OUTCOMES = (CaseOutcome.ENDED_IN_ACTIVATION, CaseOutcome.CONFERENCE_HELD)


@dataclass(frozen=True)
class Selection:
    """A programme (None: all), a period by date of the aanmelding, both ends included, and regions (None: all)."""

    programme: FundingProgramme | None = None
    start: dt.date | None = None
    until: dt.date | None = None
    region_ids: tuple[int, ...] | None = None
    # What the reader is told of that limit.
    region_names: tuple[str, ...] = ()

    def counted(self) -> "QuerySet[Case]":
        """The cases that the figures count: registered, with or without a conference (R-10)."""
        return self._all().filter(state__in=COUNTED_STATES, outcome__in=COUNTED_OUTCOMES)

    def open(self) -> "QuerySet[Case]":
        """Preparation was started, registration is not complete: left out, and counted apart (R-10)."""
        return self._all().filter(state__in=UNREGISTERED_STATES)

    def _all(self) -> "QuerySet[Case]":
        # Whoever objects to research is in no set, the export included (R17).
        found = Case.objects.filter(self._place(), research_objection=False)
        if self.start is not None:
            found = found.filter(received_on__gte=self.start)
        if self.until is not None:
            found = found.filter(received_on__lte=self.until)
        return found

    def _place(self) -> Q:
        place = Q()
        if self.programme is not None:
            place &= Q(programme=self.programme)
        if self.region_ids is not None:
            place &= Q(region__in=self.region_ids)
        return place

    def responses(self) -> "QuerySet[Response]":
        """Returned forms whose quarter overlaps the period; an answer carries nothing finer (design 4.9)."""
        found = Response.objects.filter(self._place())
        if self.start is not None:
            found = found.filter(quarter__gte=quarter_of(self.start))
        if self.until is not None:
            found = found.filter(quarter__lte=quarter_of(self.until))
        return found
