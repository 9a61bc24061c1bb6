"""Which cases and answers a report is about."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from cases.codes import COUNTED_STATES, STARTED_STATES, CaseOutcome
from cases.models import Case, FundingProgramme, Offer
from conferences.models import Conference
from ekc.dates import quarter_bounds, quarter_of
from surveys.models import Response, WaitingAnswer

from .dimensions import ADJOURNED, BROKEN_OFF, Ways, cases_of

COUNTED_OUTCOMES = (CaseOutcome.ENDED_IN_ACTIVATION, CaseOutcome.CONFERENCE_HELD)
OTHER_OUTCOMES = (CaseOutcome.BROKEN_OFF, CaseOutcome.PLAN_WITHOUT_MEETING)
"""Outcomes of a case that started, which the published set has no phase for."""
ENDED_BROKEN_OFF = Q(outcome=CaseOutcome.BROKEN_OFF)
COURSE = {"verdaagd": ADJOURNED, "afgebroken_verder": BROKEN_OFF & ~ENDED_BROKEN_OFF, "afgebroken": ENDED_BROKEN_OFF}
"""What may come of a meeting besides its end: another was to come, it was broken off and they met again, or not."""


@dataclass(frozen=True)
class Selection:
    """A programme or several (none: the whole country, also what is in no programme), a period by date of the
    aanmelding, both ends included, regions (None: all), and what the cases have in common besides (`dimensions`)."""

    programme: FundingProgramme | None = None
    start: dt.date | None = None
    until: dt.date | None = None
    region_ids: tuple[int, ...] | None = None
    # What the reader is told of that limit.
    region_names: tuple[str, ...] = ()
    ways: Ways = ()
    programmes: tuple[FundingProgramme, ...] = ()

    @property
    def chosen(self) -> tuple[FundingProgramme, ...]:
        """The programmes that it is limited to, by name; empty where it is not."""
        one = (self.programme,) if self.programme is not None else ()
        return tuple(sorted((*one, *self.programmes), key=lambda each: (each.name_key, each.pk)))

    def counted(self) -> "QuerySet[Case]":
        """The cases that the figures count: registered, with or without a conference (R-10)."""
        return self.registered().filter(outcome__in=COUNTED_OUTCOMES)

    def registered(self) -> "QuerySet[Case]":
        """Those, and the cases with an outcome that the published set has no phase for."""
        return self.every_case().filter(state__in=COUNTED_STATES, outcome__in=(*COUNTED_OUTCOMES, *OTHER_OUTCOMES))

    def started(self) -> "QuerySet[Case]":
        """All cases that were started, also those that no figure counts yet: what a set of rows holds."""
        return self.every_case().filter(state__in=STARTED_STATES)

    def received(self) -> "QuerySet[Case]":
        """Every case that was offered, came in or started in the period, wherever it stands; a double is none."""
        return self.every_case().filter(merged_into__isnull=True)

    def offers_without_case(self) -> int:
        """Offers of a conference to a family that led to no case. Of those no programme is known, nor a course."""
        if self.chosen or self.ways:
            return 0
        found = Offer.objects.filter(case__isnull=True)
        if self.start is not None:
            found = found.filter(offered_on__gte=self.start)
        if self.until is not None:
            found = found.filter(offered_on__lte=self.until)
        if self.region_ids is not None:
            found = found.filter(region__in=self.region_ids)
        return found.count()

    def every_case(self) -> "QuerySet[Case]":
        """All cases of the selection, wherever they stand. Whoever objects to research is in no set, the export
        included (R17)."""
        found = Case.objects.filter(self._place(), research_objection=False)
        if self.start is not None:
            found = found.filter(received_on__gte=self.start)
        if self.until is not None:
            found = found.filter(received_on__lte=self.until)
        return found.filter(cases_of(self.ways))

    def _place(self) -> Q:
        place = Q()
        if len(self.chosen) == 1:
            place &= Q(programme=self.chosen[0])
        elif self.chosen:
            place &= Q(programme__in=[each.pk for each in self.chosen])
        if self.region_ids is not None:
            place &= Q(region__in=self.region_ids)
        return place

    def responses(self) -> "QuerySet[Response]":
        """Returned forms whose quarter overlaps the period; an answer carries nothing finer (design 4.9).

        None at all where cases were chosen by what an answer does not carry.
        """
        return self._returned(Response)

    def waiting(self) -> "QuerySet[WaitingAnswer]":
        """Returned forms that wait until enough others are there: they count as returned, and say nothing yet."""
        return self._returned(WaitingAnswer)

    def _returned(self, model: Any) -> "QuerySet[Any]":
        if not self.has_answers:
            found: QuerySet[Any] = model.objects.none()
            return found
        found = model.objects.filter(self._place())
        if self.start is not None:
            found = found.filter(quarter__gte=quarter_of(self.start))
        if self.until is not None:
            found = found.filter(quarter__lte=quarter_of(self.until))
        return found

    def surveyed(self) -> "QuerySet[Case]":
        """The cases whose conference was in the quarters of `responses`: what was handed out there is their base.

        Also of a case that is not registered yet, or whose family objects to research: its answers cannot be told
        from others, so what was handed out counts with them.
        """
        if not self.has_answers:
            return Case.objects.none()
        met = Conference.objects.filter(case=OuterRef("pk"), held_on__isnull=False).order_by("-sequence")
        found: QuerySet[Case] = Case.objects.filter(self._place())
        found = found.annotate(met_on=Subquery(met.values("held_on")[:1]))
        if self.start is not None:
            found = found.filter(met_on__gte=quarter_bounds(self.start)[0])
        if self.until is not None:
            found = found.filter(met_on__lte=quarter_bounds(self.until)[1])
        return found

    @property
    def has_answers(self) -> bool:
        """Whether answers to questionnaires can be counted: of an answer no case is known (design 4.9)."""
        return not self.ways
