"""The one place where the demo world moves dates back.

Acts stamp what they do with the present. A story that began in spring is told today by the same acts,
so after each of them its stamps are moved to the moment at which it happened in the story. Only the demo
world does this, inside the transaction that builds it. The history of the database sleeps meanwhile and
keeps one line per act, as it would have in life.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pgtrigger
from django.db import connection
from django.db.models import F, Model, QuerySet, Value
from django.db.models.functions import Replace
from django.utils import timezone

from cases import norms
from cases.models import (
    Case,
    CaseMove,
    ChecklistItem,
    CirclePerson,
    ConferenceQuestion,
    Consent,
    ConsentLink,
    ContactBan,
    CoordinatorContract,
    InformationWish,
    IntendedPlan,
    PrivacyRequest,
    SafetySignal,
    SearchRow,
)
from cases.models.kept_step import MARKS_NEXT_STEP
from conferences.models import ConferenceMove, DayGuest, DayPoll, Invitation, Suggestion
from ekc.audit.triggers import triggers_asleep
from ekc.dates import local_today
from ekc.outbox.models import DROPS_LINK, DueRow, Message
from plans.models import Distribution, Plan, PlanMove, PlanTest, PlanVersion, SafetyFrame
from surveys.codes import DuePurpose
from surveys.models import SurveyInvitation

# Model, the way to its case, and the columns that acts stamp with the present moment.
MOMENTS: tuple[tuple[type[Model], str, tuple[str, ...]], ...] = (
    (Case, "pk", ("state_since", "created_at")),
    (CaseMove, "case", ("at",)),
    (CirclePerson, "case", ("added_at",)),
    (SafetySignal, "case", ("reported_at", "decided_at")),
    (ContactBan, "case", ("recorded_at", "decided_at")),
    (ChecklistItem, "case", ("at",)),
    (IntendedPlan, "case", ("written_at", "locked_at")),
    (ConferenceQuestion, "case", ("confirmed_at",)),
    (Consent, "case", ("recorded_at",)),
    (PrivacyRequest, "case", ("recorded_at",)),
    (ConferenceMove, "conference__case", ("at",)),
    (Invitation, "conference__case", ("sent_at", "answered_at", "reminded_at")),
    (Suggestion, "invitation__conference__case", ("made_at",)),
    (DayPoll, "case", ("created_at", "closed_at")),
    (DayGuest, "poll__case", ("sent_at", "answered_at")),
    (SafetyFrame, "case", ("submitted_at", "locked_at")),
    (PlanMove, "plan__case", ("at",)),
    (PlanVersion, "plan__case", ("created_at", "established_at")),
    (PlanTest, "version__plan__case", ("decided_at",)),
)
# The same for columns that acts fill with today's date.
DATES: tuple[tuple[type[Model], str, tuple[str, ...]], ...] = (
    (Case, "pk", ("registered_on", "closed_on")),
    (CoordinatorContract, "case", ("started_on", "ended_on")),
    (ConferenceQuestion, "case", ("worded_on",)),
    (CirclePerson, "case", ("excluded_on",)),
    (ChecklistItem, "case", ("done_on",)),
    (SearchRow, "case", ("asked_on",)),
    (InformationWish, "case", ("shared_on",)),
    (Consent, "case", ("said_on",)),
    (ConsentLink, "case", ("sent_on",)),
    (Plan, "case", ("sent_on",)),
    (Distribution, "version__plan__case", ("sent_on",)),
    (SurveyInvitation, "case", ("sent_on",)),
)
# What ends a fixed time after one of those dates: it moves as far as the date it hangs on.
TERMS: tuple[tuple[type[Model], str, str, str], ...] = (
    (SurveyInvitation, "case", "sent_on", "expires_on"),
    (ConsentLink, "case", "sent_on", "expires_on"),
)

# Of a questionnaire.
LINK_LASTS = dt.timedelta(days=norms.SURVEY_LINK_DAYS)
WRITES = re.compile(r'(?:INSERT INTO|UPDATE) "(\w+)"')


class Past:
    """Moves stamps back. What was stamped since the building began, and did not move yet, belongs to the last act."""

    def __init__(self) -> None:
        self.began = timezone.now()
        self.today = local_today()
        self._written: set[str] = set()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Notice which tables an act writes, so that `move` looks at those only."""

        def notice(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            self._written.update(WRITES.findall(sql))
            return execute(sql, *rest)

        with connection.execute_wrapper(notice):
            yield

    def day(self, offset: int) -> dt.date:
        """The date `offset` days from today; minus five was five days ago."""
        return self.today + dt.timedelta(days=offset)

    def move(self, case: Case, moment: dt.datetime) -> None:
        """Let all that the last act stamped in this case have happened at `moment`; `case` gets the new values."""
        with history_asleep():
            for model, path, columns in self._touched(MOMENTS):
                for column in columns:
                    unmoved = {path: case.pk, f"{column}__gte": self.began}
                    model._default_manager.filter(**unmoved).update(**{column: moment})
            self._move_dates(case, timezone.localdate(moment))
            self._move_mail(case, moment)
        self._written.clear()
        case.refresh_from_db()

    def _move_mail(self, case: Case, moment: dt.datetime) -> None:
        """A mail says until when its link works: counted from the day on which it was sent."""
        said, meant = (f"{day + LINK_LASTS:%d-%m-%Y}" for day in (self.today, timezone.localdate(moment)))
        Message.objects.filter(case_number=case.number, created_at__gte=self.began).update(
            created_at=moment, next_try_at=moment, body=Replace("body", Value(said), Value(meant))
        )

    def _touched(self, table: tuple[Any, ...]) -> list[Any]:
        return [row for row in table if row[0]._meta.db_table in self._written]

    def _move_dates(self, case: Case, day: dt.date) -> None:
        if day == self.today:
            return
        # A term that is over today was not over then.
        Case.objects.filter(pk=case.pk, missed_on__gte=day).update(missed_on=None)
        for model, path, start, end in self._touched(TERMS):
            found = model._default_manager.filter(**{path: case.pk, start: self.today})
            if model is SurveyInvitation:
                _move_reminders(found, self.today - day)
            found.update(**{end: F(end) - (self.today - day)})
        for model, path, columns in self._touched(DATES):
            for column in columns:
                model._default_manager.filter(**{path: case.pk, column: self.today}).update(**{column: day})


def _move_reminders(invitations: QuerySet[Any], days: dt.timedelta) -> None:
    """A reminder is due some time after the invitation: it moves along."""
    rows = DueRow.objects.filter(purpose=DuePurpose.QUESTIONNAIRE_REMINDER, object_id__in=invitations.values("pk"))
    rows.update(due_at=F("due_at") - days)


AWAKE = (MARKS_NEXT_STEP, DROPS_LINK)
"""Triggers that are no history."""


@contextmanager
def history_asleep() -> Iterator[None]:
    """Write without a line in the history; for dates that are moved, and for nothing else. Next steps move along, and
    mail that left keeps no link.
    """
    with triggers_asleep(_of_the_history()):
        yield


@cache
def _of_the_history() -> frozenset[str]:
    return frozenset(trigger.get_pgid(model) for model, trigger in pgtrigger.registered() if trigger.name not in AWAKE)
