"""The day itself in three parts, by the clock or written down afterwards (moves 8-10).

Of the private time only start, end and who was there are kept (R-04).
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casepage.acts.checklist import check_ready_for_the_day
from cases.codes import CaseOutcome, CaseState, Variant
from cases.locks import lock_case
from cases.moves import move_case
from cases.queries import current_questions
from conferences.codes import MET_STATES, RETURNS
from conferences.models import Conference
from conferences.moves import move_conference
from conferences.planning.acts.planning import plan_next_meeting, tell
from conferences.signals import conference_held, conference_starting
from conferences.times import LONGEST
from ekc.accounts.models import User
from ekc.refusal import Refusal

from .day_times import CLOCKS_DIFFER, DayTimes, check_whole


@transaction.atomic
def start_information(conference: Conference, *, by: User, at: dt.datetime | None = None) -> Conference:
    """Part 1 begins: the questions are confirmed, the frame is locked by the floor above.

    Raises Refusal when the frame that safety asks for is missing (domain.md 3.8), when a safety signal has no
    decision, and when something is missing for the day and nobody said why to go on.
    """
    at = checked(at)
    lock_case(conference.case)
    check_ready_for_the_day(conference.case)
    conference_starting.send(sender=Conference, conference=conference)
    conference = move_conference(conference, "start_information", by=by, started_at=at, held_on=timezone.localdate(at))
    _confirm_questions(conference, at)
    move_case(conference.case, "start_conference", by=by)
    return conference


def start_private_time(conference: Conference, *, by: User, at: dt.datetime | None = None) -> Conference:
    """Coordinator and professionals leave the room. Raises Refusal on a moment before part 1."""
    at = checked(at, after=conference.started_at)
    return move_conference(conference, "start_private_time", by=by, private_time_from=at)


def skip_private_time(conference: Conference, *, by: User, at: dt.datetime | None = None) -> Conference:
    """A herstelconferentie goes on to its agreements with everybody in the room: there is no private time.

    Raises Refusal for another kind of conference, and on a moment before part 1.
    """
    _check_may_go_without(conference)
    checked(at, after=conference.started_at)
    return move_conference(conference, "skip_private_time", by=by, without_private_time=True)


def _check_may_go_without(conference: Conference) -> None:
    if conference.case.variant != Variant.RESTORATIVE:
        raise Refusal(_("Alleen een herstelconferentie kan zonder besloten tijd."))


def start_presentation(conference: Conference, *, by: User, at: dt.datetime | None = None) -> Conference:
    """The family asks everybody back in. Raises Refusal on a moment before the private time, or the last of it."""
    returned = conference.moves.filter(action__in=RETURNS).last() if conference.private_time_away else None
    at = checked(at, after=returned.at if returned else conference.private_time_from)
    return move_conference(conference, "start_presentation", by=by, private_time_until=at)


def checked(at: dt.datetime | None, *, after: dt.datetime | None = None) -> dt.datetime:
    """When a button was pressed: now, or a while ago where there was no network then."""
    now = timezone.now()
    if at is None:
        return now
    if at > now + CLOCKS_DIFFER:
        raise Refusal(_("Dit tijdstip is nog niet geweest. Kijk of de klok van je telefoon goed staat."))
    if after is not None and at < after:
        raise Refusal(_("Dit tijdstip ligt vóór het begin van het vorige deel. Kijk de tijd na."))
    return min(at, now)


@transaction.atomic
def adjourn_conference(
    conference: Conference,
    *,
    by: User,
    reason: str,
    at: dt.datetime | None = None,
    next_start: dt.datetime | None = None,
    next_end: dt.datetime | None = None,
) -> Conference:
    """There will be a second meeting (move 10), on `next_start` where the family knows it already.

    The second meeting takes over place, food and the like. Raises Refusal without a reason, and on a
    second meeting before the end of this one.
    """
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom er een tweede bijeenkomst komt."), at="reason")
    at = checked(at, after=conference.private_time_until)
    check_end(conference, at)
    conference = move_conference(conference, "adjourn", by=by, reason=reason, ended_at=at, adjourned_reason=reason)
    _go_on_another_day(conference, by=by, reason=reason, next_start=next_start, next_end=next_end)
    return conference


def _go_on_another_day(
    conference: Conference,
    *,
    by: User,
    reason: str,
    next_start: dt.datetime | None,
    next_end: dt.datetime | None,
) -> None:
    move_case(conference.case, "adjourn", by=by, reason=reason, meetings_held=F("meetings_held") + 1)
    if next_start is None:
        return
    conference.followed = plan_next_meeting(conference, by=by, start=next_start, end=next_end).followed


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
    at = checked(at, after=conference.private_time_until)
    check_end(conference, at)
    conference = move_conference(
        conference,
        "hold",
        by=by,
        ended_at=at,
        meetings=meetings_with(conference),
        no_plan_reason=no_plan_reason,
    )
    close_the_day(conference, by=by, with_plan=with_plan, reason=no_plan_reason)
    return conference


def meetings_with(conference: Conference) -> int:
    """How many meetings of this case took place to their end, with this one; what was broken off is none."""
    others = conference.case.conferences.exclude(pk=conference.pk)
    return int(others.filter(state__in=sorted(MET_STATES)).count()) + 1


@transaction.atomic
def record_conference(
    conference: Conference,
    *,
    by: User,
    day: dt.date,
    started: dt.time,
    private_from: dt.time | None,
    private_until: dt.time | None,
    ended: dt.time,
    with_plan: bool,
    no_plan_reason: str = "",
    returns: int | None = None,
    minutes_away: int | None = None,
    without_private_time: bool = False,
) -> Conference:
    """Write the whole day down afterwards. Clock times are local; past midnight is allowed.

    `returns`: how often the family went back to private time, where it is known. Raises Refusal on times
    that cannot be, on a day to come, and on what `start_information` refuses.
    """
    _check_outcome(with_plan, no_plan_reason)
    times = DayTimes(day, started, private_from, private_until, ended, minutes_away, without_private_time)
    check_whole(times)
    conference = write_down(
        conference,
        "record_afterwards",
        by=by,
        times=times,
        returns=returns,
        meetings=meetings_with(conference),
        no_plan_reason=no_plan_reason,
    )
    close_the_day(conference, by=by, with_plan=with_plan, reason=no_plan_reason)
    return conference


@transaction.atomic
def record_adjourned(
    conference: Conference,
    *,
    by: User,
    times: DayTimes,
    reason: str,
    returns: int | None = None,
    next_start: dt.datetime | None = None,
    next_end: dt.datetime | None = None,
) -> Conference:
    """Write down afterwards a day that ended in a second meeting. Raises Refusal as the two acts it joins."""
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom er een tweede bijeenkomst komt."), at="reason")
    check_whole(times)
    conference = write_down(
        conference,
        "record_adjourned",
        by=by,
        times=times,
        returns=returns,
        reason=reason,
        adjourned_reason=reason,
    )
    _go_on_another_day(conference, by=by, reason=reason, next_start=next_start, next_end=next_end)
    return conference


def write_down(
    conference: Conference, action: str, *, by: User, times: DayTimes, returns: int | None, **fields: Any
) -> Conference:
    """What writing down afterwards has in common, whatever came of the day."""
    lock_case(conference.case)
    fields |= _fields_of(conference, times)
    if returns is not None:
        fields["returns_to_private_time"] = returns
    conference_starting.send(sender=Conference, conference=conference)
    conference = move_conference(conference, action, by=by, by_office=by.is_regional_manager, **fields)
    _nobody_among_themselves(conference)
    _confirm_questions(conference, conference.started_at)
    if conference.case.state != CaseState.IN_CONFERENCE:
        move_case(conference.case, "start_conference", by=by)
    return conference


def _fields_of(conference: Conference, times: DayTimes) -> dict[str, Any]:
    """What these times make of this meeting. Raises Refusal where they cannot be, or pass another meeting."""
    if times.without_private_time:
        _check_may_go_without(conference)
    fields = _keep_known_moments(conference, times.fields())
    fields["private_time_away"] = _away(conference, fields, times.minutes_away)
    _check_other_meetings(conference, fields)
    return fields


def _nobody_among_themselves(conference: Conference) -> None:
    """Where there was no private time, nobody was in it."""
    if conference.without_private_time:
        conference.attendances.filter(in_private_time=True, in_information=False, in_presentation=False).delete()
        conference.attendances.filter(in_private_time=True).update(in_private_time=False)


def _confirm_questions(conference: Conference, at: dt.datetime | None) -> None:
    """The questions are confirmed at the start of part 1 (domain.md 3.3)."""
    current_questions(conference.case).filter(confirmed_at__isnull=True).update(confirmed_at=at)


@transaction.atomic
def correct_times(
    conference: Conference,
    *,
    by: User,
    day: dt.date,
    started: dt.time,
    private_from: dt.time | None,
    private_until: dt.time | None,
    ended: dt.time,
    minutes_away: int | None = None,
    without_private_time: bool = False,
) -> Conference:
    """Put the clock times of a meeting that took place right; what hangs on the date moves along.

    Raises Refusal on times that cannot be, where they would pass the other meeting of this case, and without
    private time for a meeting that was not broken off.
    """
    times = DayTimes(day, started, private_from, private_until, ended, minutes_away, without_private_time)
    if conference.state in MET_STATES:
        check_whole(times)
    fields = _fields_of(conference, times)
    office: dict[str, Any] = {"by_office": True} if by.is_regional_manager else {}
    conference = move_conference(conference, "correct_times", by=by, **office, **fields)
    _nobody_among_themselves(conference)
    if conference.is_held:
        conference.followed = tell(conference_held, conference)
    return conference


def _keep_known_moments(conference: Conference, fields: dict[str, Any]) -> dict[str, Any]:
    """Clock times that were not changed stay the moments they are.

    A form knows no seconds, and of a clock time that comes twice in a night not which one it was.
    """
    kept = {
        name: known if (known := getattr(conference, name)) and _same_clock(known, fields[name]) else fields[name]
        for name in ("started_at", "private_time_from", "private_time_until", "ended_at")
    }
    moments = [moment for moment in kept.values() if moment is not None]
    return {**fields, **kept} if moments == sorted(moments) else fields


def _away(conference: Conference, fields: dict[str, Any], minutes: int | None) -> dt.timedelta:
    """How long the private time was interrupted; what is known to the second stays when the minutes are the same."""
    if fields["private_time_from"] is None or fields["private_time_until"] is None:
        return dt.timedelta(0)
    known: dt.timedelta = conference.private_time_away
    away = known if minutes is None or minutes == conference.minutes_away else dt.timedelta(minutes=minutes)
    if away > fields["private_time_until"] - fields["private_time_from"]:
        raise Refusal(_("De onderbreking duurt zo langer dan de besloten tijd. Kijk de tijden na."))
    return away


def _same_clock(known: dt.datetime, typed: dt.datetime | None) -> bool:
    if typed is None:
        return False
    local = timezone.localtime(known).replace(second=0, microsecond=0, tzinfo=None)
    return local == timezone.localtime(typed).replace(tzinfo=None)


def _check_other_meetings(conference: Conference, fields: dict[str, Any]) -> None:
    others = conference.case.conferences.exclude(pk=conference.pk).exclude(started_at=None)
    for other in others:
        is_earlier = other.sequence < conference.sequence
        if is_earlier and other.ended_at and fields["started_at"] < other.ended_at:
            raise Refusal(_("Deze bijeenkomst begint zo vóór het einde van de vorige. Kijk de tijden na."))
        if not is_earlier and other.started_at < fields["ended_at"]:
            raise Refusal(_("Deze bijeenkomst eindigt zo na het begin van de volgende. Kijk de tijden na."))


def _check_outcome(with_plan: bool, no_plan_reason: str) -> None:
    if not with_plan and not no_plan_reason.strip():
        raise Refusal(_("Schrijf op waarom er geen plan kwam."), at="reason")


def check_end(conference: Conference, at: dt.datetime) -> None:
    """A button that was forgotten until the next day would make an endless meeting."""
    if conference.started_at is not None and at - conference.started_at > LONGEST:
        raise Refusal(
            _("De conferentie begon meer dan 16 uur geleden. Kies “Achteraf vastleggen” en vul de echte tijden in.")
        )


def close_the_day(conference: Conference, *, by: User, with_plan: bool, reason: str) -> None:
    """The case goes on with this meeting as its conference; the floors above hear of it."""
    move_case(
        conference.case,
        "hold_with_plan" if with_plan else "hold_without_plan",
        by=by,
        reason=reason,
        outcome=CaseOutcome.CONFERENCE_HELD,
        meetings_held=F("meetings_held") + 1,
    )
    conference.followed = tell(conference_held, conference)
