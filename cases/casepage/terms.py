"""What comes next in each state, by whom, and before when: in words for a row, and as a condition for the database.

Both are made of the same `Term`, so that a row that is late is one that the tab of signals finds.
"""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import norms
from cases.codes import CaseState as S
from cases.models import Case
from ekc.dates import add_months, at_local

MANAGER, COORDINATOR, REFERRER = "manager", "coordinator", "referrer"
DAY = dt.timedelta(days=1)


class Span(NamedTuple):
    """A length of time, of one kind."""

    days: int = 0
    working_days: int = 0
    months: int = 0

    def after(self, day: dt.date) -> dt.date:
        """The last day in term, for a term that begins on `day`."""
        if self.working_days:
            return norms.add_working_days(day, self.working_days)
        return add_months(day, self.months) + self.days * DAY

    def first_in_term(self, today: dt.date) -> dt.date:
        """The earliest beginning that is not late today."""
        if self.working_days:
            return norms.first_day_in_term(today, self.working_days)
        # A month can be cut off at its end: look on from a day that is surely late.
        day = today - (self.days + 31 * self.months + 1) * DAY
        while self.after(day) < today:
            day += DAY
        return day


class Term(NamedTuple):
    """From a date of the case on: `received_on`, `preparation_started_on` or `state_since`."""

    base: str
    usual: Span
    urgent: Span | None = None
    # From how many days before its end it comes near.
    near: int = norms.NEARLY_LATE_DAYS

    def due(self, case: Case) -> dt.date:
        """The last day on which this case is in term."""
        span = self.urgent if self.urgent and case.is_urgent else self.usual
        return span.after(self._beginning(case))

    def _beginning(self, case: Case) -> dt.date:
        since = timezone.localdate(case.state_since)
        return since if self.base == "state_since" else getattr(case, self.base) or since

    def late(self, today: dt.date) -> Q:
        """The cases that are late on `today`."""
        if self.urgent is None:
            return self._before(self.usual.first_in_term(today))
        return Q(is_urgent=True) & self._before(self.urgent.first_in_term(today)) | Q(is_urgent=False) & self._before(
            self.usual.first_in_term(today)
        )

    def _before(self, day: dt.date) -> Q:
        since = Q(state_since__lt=at_local(day, dt.time(0)))
        if self.base == "state_since":
            return since
        return Q(**{f"{self.base}__lt": day}) | Q(**{f"{self.base}__isnull": True}) & since


class Next(NamedTuple):
    """What comes next in a state, by whom, and when it should be done."""

    text: str | Promise
    who: str
    term: Term | None = None


_DECISION = Term(
    "received_on",
    Span(working_days=norms.decision_working_days(is_urgent=False)),
    Span(working_days=norms.decision_working_days(is_urgent=True)),
)
_CONTACT = Term(
    "received_on",
    Span(working_days=norms.contact_working_days(is_urgent=False)),
    Span(working_days=norms.contact_working_days(is_urgent=True)),
    near=0,
)
_CONFERENCE = Term(
    "preparation_started_on",
    Span(days=norms.conference_days(is_urgent=False)),
    Span(days=norms.conference_days(is_urgent=True)),
    near=max(norms.CONFERENCE_DAYS - norms.CONFERENCE_FROM_DAYS, 0),
)


def _since(**length: int) -> Term:
    return Term("state_since", Span(**length))


NEXT: Mapping[str, Next] = {
    S.OFFERED: Next(_("Familie denkt na over het aanbod"), REFERRER),
    S.REFERRED: Next(_("De aanmelder bellen"), MANAGER, _CONTACT),
    S.SCREENING: Next(_("Besluiten"), MANAGER, _DECISION),
    S.ASKED: Next(_("Een vraag beantwoorden"), REFERRER, _since(days=norms.ANSWER_DAYS)),
    S.WAITING: Next(_("Opnieuw bekijken"), MANAGER, _since(days=norms.WAITING_REVIEW_DAYS)),
    S.ASSIGNED: Next(
        _("Familie bellen en uitleg geven"), COORDINATOR, _since(working_days=norms.FIRST_CONTACT_WORKING_DAYS)
    ),
    S.ACTIVATION: Next(_("Conferentie voorbereiden en plannen"), COORDINATOR, _CONFERENCE),
    S.ADJOURNED: Next(_("Tweede bijeenkomst plannen"), COORDINATOR),
    S.SCHEDULED: Next(_("Conferentie houden"), COORDINATOR, _CONFERENCE),
    S.IN_CONFERENCE: Next(_("Conferentie afronden"), COORDINATOR, _since(days=1)),
    S.HELD_WITH_PLAN: Next(_("Plan versturen"), COORDINATOR, _since(days=norms.PLAN_TO_EVERYONE_DAYS)),
    S.PLAN_WITHOUT_MEETING: Next(_("Plan versturen"), COORDINATOR, _since(days=norms.PLAN_TO_EVERYONE_DAYS)),
    S.HELD_WITHOUT_PLAN: Next(_("Bellen na één maand"), COORDINATOR, _since(months=1)),
    S.PLAN_SENT: Next(_("Bellen na één maand"), COORDINATOR, _since(months=1)),
    S.ONE_MONTH_CALLED: Next(_("Navraag na drie maanden"), COORDINATOR, _since(months=2)),
    S.FOLLOWED_UP: Next(_("Registratie invullen"), COORDINATOR, _since(days=norms.REGISTRATION_DAYS)),
    S.ENDED_IN_ACTIVATION: Next(_("Registratie invullen"), COORDINATOR, _since(days=norms.REGISTRATION_DAYS)),
    S.REGISTERED: Next(_("Afsluiten"), MANAGER, _since(days=norms.CLOSING_DAYS)),
}


def late_on(today: dt.date) -> Q:
    """The cases of which what comes next is late on `today`; with `term_of` the only reader of NEXT's terms."""
    late = Q(pk__in=[])
    for state, following in NEXT.items():
        if following.term is not None:
            late |= Q(state=state) & following.term.late(today)
    return late
