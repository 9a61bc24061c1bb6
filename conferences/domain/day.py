"""The day itself in three parts, by the clock or written down afterwards (moves 8-10).

Of the private time only start, end and who was there are kept (R-04).
"""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import CaseOutcome, CaseState
from cases.domain.moves import move_case
from cases.domain.readiness import check_ready_for_the_day
from cases.models import ConferenceQuestion
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..models import Conference
from ..signals import conference_held, conference_starting
from ..times import LONGEST, moments_of
from .moves import move_conference


@transaction.atomic
def start_information(conference: Conference, *, by: User, at: dt.datetime | None = None) -> Conference:
    """Part 1 begins: the questions are confirmed, the frame is locked by the floor above.

    Raises Refusal when the frame that safety asks for is missing (domain.md 3.8), when a safety signal has no
    decision, and when something is missing for the day and nobody said why to go on.
    """
    at = at or timezone.now()
    check_ready_for_the_day(conference.case)
    conference_starting.send(sender=Conference, conference=conference)
    conference = move_conference(conference, "start_information", by=by, started_at=at, held_on=timezone.localdate(at))
    ConferenceQuestion.objects.filter(case=conference.case, replaced_by__isnull=True, confirmed_at__isnull=True).update(
        confirmed_at=at
    )
    move_case(conference.case, "start_conference", by=by)
    return conference


def start_private_time(conference: Conference, *, by: User, at: dt.datetime | None = None) -> Conference:
    """Coordinator and professionals leave the room."""
    return move_conference(conference, "start_private_time", by=by, private_time_from=at or timezone.now())


def start_presentation(conference: Conference, *, by: User, at: dt.datetime | None = None) -> Conference:
    """The family asks everybody back in."""
    return move_conference(conference, "start_presentation", by=by, private_time_until=at or timezone.now())


def return_to_private_time(conference: Conference, *, by: User, question: str) -> Conference:
    """Back to the family, with the open question as the reason; counted (move 9). Raises Refusal without it."""
    if not question.strip():
        raise Refusal(_("Schrijf op welke vraag nog open is. Die gaat mee terug naar de familie."))
    return move_conference(
        conference,
        "return_to_private_time",
        by=by,
        reason=question,
        private_time_until=None,
        returns_to_private_time=F("returns_to_private_time") + 1,
    )


@transaction.atomic
def adjourn_conference(conference: Conference, *, by: User, reason: str, at: dt.datetime | None = None) -> Conference:
    """There will be a second meeting (move 10). Raises Refusal without a reason."""
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom er een tweede bijeenkomst komt."))
    at = at or timezone.now()
    _check_end(conference, at)
    conference = move_conference(conference, "adjourn", by=by, reason=reason, ended_at=at, adjourned_reason=reason)
    move_case(conference.case, "adjourn", by=by, reason=reason, meetings_held=F("meetings_held") + 1)
    return conference


@transaction.atomic
def hold_conference(
    conference: Conference,
    *,
    by: User,
    with_plan: bool,
    no_plan_reason: str = "",
    at: dt.datetime | None = None,
) -> Conference:
    """The meeting is over, with a plan or without one. Raises Refusal when "no plan" has no reason."""
    _check_outcome(with_plan, no_plan_reason)
    at = at or timezone.now()
    _check_end(conference, at)
    conference = move_conference(
        conference,
        "hold",
        by=by,
        ended_at=at,
        meetings=conference.sequence,
        no_plan_reason=no_plan_reason,
    )
    _close_the_day(conference, by=by, with_plan=with_plan, reason=no_plan_reason)
    return conference


@transaction.atomic
def record_conference(
    conference: Conference,
    *,
    by: User,
    day: dt.date,
    started: dt.time,
    private_from: dt.time,
    private_until: dt.time,
    ended: dt.time,
    with_plan: bool,
    no_plan_reason: str = "",
) -> Conference:
    """Write the whole day down afterwards. Clock times are local; past midnight is allowed.

    Raises Refusal on times that cannot be, on a day to come, and on what `start_information` refuses.
    """
    _check_outcome(with_plan, no_plan_reason)
    if day > timezone.localdate():
        raise Refusal(_("Deze dag is nog niet geweest."))
    started_at, private_time_from, private_time_until, ended_at = moments_of(
        day, (started, private_from, private_until, ended)
    )
    if ended_at <= started_at:
        raise Refusal(_("Het einde moet na het begin zijn."))
    conference_starting.send(sender=Conference, conference=conference)
    conference = move_conference(
        conference,
        "record_afterwards",
        by=by,
        held_on=day,
        started_at=started_at,
        private_time_from=private_time_from,
        private_time_until=private_time_until,
        ended_at=ended_at,
        meetings=conference.sequence,
        no_plan_reason=no_plan_reason,
    )
    if conference.case.state != CaseState.IN_CONFERENCE:
        move_case(conference.case, "start_conference", by=by)
    _close_the_day(conference, by=by, with_plan=with_plan, reason=no_plan_reason)
    return conference


@transaction.atomic
def correct_times(
    conference: Conference,
    *,
    by: User,
    day: dt.date,
    started: dt.time,
    private_from: dt.time,
    private_until: dt.time,
    ended: dt.time,
) -> Conference:
    """Put the clock times of a held meeting right; what hangs on the date moves along. Raises Refusal."""
    if day > timezone.localdate():
        raise Refusal(_("Deze dag is nog niet geweest."))
    started_at, private_time_from, private_time_until, ended_at = moments_of(
        day, (started, private_from, private_until, ended)
    )
    if ended_at <= started_at:
        raise Refusal(_("Het einde moet na het begin zijn."))
    conference = move_conference(
        conference,
        "correct_times",
        by=by,
        held_on=day,
        started_at=started_at,
        private_time_from=private_time_from,
        private_time_until=private_time_until,
        ended_at=ended_at,
    )
    conference_held.send(sender=Conference, conference=conference)
    return conference


def _check_outcome(with_plan: bool, no_plan_reason: str) -> None:
    if not with_plan and not no_plan_reason.strip():
        raise Refusal(_("Schrijf op waarom er geen plan kwam."))


def _check_end(conference: Conference, at: dt.datetime) -> None:
    """A button that was forgotten until the next day would make an endless meeting."""
    if conference.started_at is not None and at - conference.started_at > LONGEST:
        raise Refusal(
            _("De conferentie begon meer dan 16 uur geleden. Kies “Achteraf vastleggen” en vul de echte tijden in.")
        )


def _close_the_day(conference: Conference, *, by: User, with_plan: bool, reason: str) -> None:
    move_case(
        conference.case,
        "hold_with_plan" if with_plan else "hold_without_plan",
        by=by,
        reason=reason,
        outcome=CaseOutcome.CONFERENCE_HELD,
        meetings_held=F("meetings_held") + 1,
    )
    conference_held.send(sender=Conference, conference=conference)
