"""What a report is about: a programme, a period of aanmelding, and the regions that the reader may see."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from cases.codes import COUNTED_STATES, STARTED_STATES, CaseOutcome
from cases.models import Case, FundingProgramme
from ekc.accounts.models import Region
from ekc.dates import quarter_of
from surveys.models import Response

ACTIVATION = CaseOutcome.ENDED_IN_ACTIVATION.value
CONFERENCE = CaseOutcome.CONFERENCE_HELD.value
PHASES = (ACTIVATION, CONFERENCE)


@dataclass(frozen=True)
class Selection:
    """Cases of one programme, received from `since` until and including `until`, in `regions` (None: all of them)."""

    programme: FundingProgramme
    since: dt.date | None = None
    until: dt.date | None = None
    regions: tuple[Region, ...] | None = None

    def received(self) -> QuerySet[Any]:
        """Every case of the selection, wherever it stands."""
        found = Case.objects.filter(programme=self.programme, **self._where()).order_by()
        if self.since:
            found = found.filter(received_on__gte=self.since)
        if self.until:
            found = found.filter(received_on__lte=self.until)
        return found

    def counted(self) -> QuerySet[Any]:
        """The cases that count: registered, and ended in phase 1 or 2 (R-10)."""
        return self.received().filter(state__in=sorted(COUNTED_STATES), outcome__in=PHASES)

    def held(self) -> QuerySet[Any]:
        """The counted cases with a conference."""
        return self.counted().filter(outcome=CONFERENCE)

    def responses(self) -> QuerySet[Any]:
        """Returned forms whose quarter overlaps the period: an answer carries no date and no case (design 4.9)."""
        found = Response.objects.filter(programme=self.programme, **self._where()).order_by()
        if self.since:
            found = found.filter(quarter__gte=quarter_of(self.since))
        if self.until:
            found = found.filter(quarter__lte=quarter_of(self.until))
        return found

    def _where(self) -> dict[str, Any]:
        return {} if self.regions is None else {"region__in": [region.pk for region in self.regions]}


# A preparation was started, and the registration is not complete: left out, and counted apart.
OPEN = Q(state__in=sorted(STARTED_STATES - COUNTED_STATES))
# Complete, but neither phase: a plan that was made without a formal meeting.
OTHER_OUTCOME = Q(state__in=sorted(COUNTED_STATES)) & ~Q(outcome__in=PHASES)
