"""A meeting that was broken off, and a conference whose other meeting never came (domain.md 3.7).

No meeting is invented: what counts is what took place. A meeting that was broken off counts as none.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import CaseOutcome
from cases.locks import lock_case
from cases.models import Case
from cases.moves import move_case
from cases.workflow import CONCLUDABLE_STATES, WORKFLOW
from conferences.codes import WITH_PLAN_AFTER_ALL, AfterAll, BrokenOffReason, ConferenceState
from conferences.models import Conference
from conferences.moves import move_conference
from conferences.planning.acts.planning import plan_next_meeting, tell
from conferences.signals import conference_held, conference_postponed, outcome_changing
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from .day import check_end, checked, meetings_with, write_down
from .day_times import DayTimes


@transaction.atomic
def break_off(
    conference: Conference,
    *,
    by: User,
    another: bool,
    code: str = BrokenOffReason.OTHER,
    reason: str = "",
    at: dt.datetime | None = None,
    next_start: dt.datetime | None = None,
    next_end: dt.datetime | None = None,
) -> Conference:
    """The meeting stops where it is, in whichever part. `another`: there will be a next one, else this was the end.

    It counts as no meeting; where it was the end, the case goes on to the calls as a conference that was broken off,
    or, when an earlier meeting was held, as that one without a plan. `code` is a BrokenOffReason, `reason` what
    happened. Raises Refusal for an unknown code, and without what happened where the code says nothing.
    """
    _need_reason(code, reason)
    at = checked(at, after=conference.private_time_until or conference.private_time_from or conference.started_at)
    check_end(conference, at)
    fields: dict[str, Any] = {"ended_at": at, "broken_off_code": code, "broken_off_reason": reason.strip()}
    if conference.state == ConferenceState.PRIVATE_TIME:
        fields["private_time_until"] = at
    conference = move_conference(
        conference, "break_off", by=by, reason=reason, by_office=by.is_regional_manager, **fields
    )
    return _after_breaking_off(conference, by=by, another=another, next_start=next_start, next_end=next_end)


@transaction.atomic
def record_broken_off(
    conference: Conference,
    *,
    by: User,
    times: DayTimes,
    another: bool,
    code: str = BrokenOffReason.OTHER,
    reason: str = "",
    returns: int | None = None,
    next_start: dt.datetime | None = None,
    next_end: dt.datetime | None = None,
) -> Conference:
    """Write down afterwards that the meeting was broken off; the parts that never were have no time.

    Raises Refusal as `break_off`, and on times that cannot be.
    """
    _need_reason(code, reason)
    conference = write_down(
        conference,
        "record_broken_off",
        by=by,
        times=times,
        returns=returns,
        reason=reason,
        broken_off_code=code,
        broken_off_reason=reason.strip(),
    )
    return _after_breaking_off(conference, by=by, another=another, next_start=next_start, next_end=next_end)


def _need_reason(code: str, reason: str) -> None:
    if code not in BrokenOffReason.values:
        raise Refusal(_("Kies waarom de bijeenkomst werd afgebroken."), at="code")
    if code == BrokenOffReason.OTHER and not reason.strip():
        raise Refusal(_("Schrijf op waarom de bijeenkomst werd afgebroken."), at="reason")


def _after_breaking_off(
    conference: Conference,
    *,
    by: User,
    another: bool,
    next_start: dt.datetime | None,
    next_end: dt.datetime | None,
) -> Conference:
    case, reason = conference.case, conference.broken_off_words
    if another:
        move_case(case, "adjourn", by=by, reason=reason)
        if next_start is not None:
            conference.followed = plan_next_meeting(conference, by=by, start=next_start, end=next_end).followed
        return conference
    counts = _last(case, ConferenceState.ADJOURNED)
    if counts is None:
        move_case(case, "break_off", by=by, reason=reason, outcome=CaseOutcome.BROKEN_OFF)
        conference.followed = tell(conference_held, conference)
        return conference
    counted = _conclude(counts, AfterAll.NO_PLAN, by=by, reason=reason)
    move_case(case, "hold_without_plan", by=by, reason=reason, outcome=CaseOutcome.CONFERENCE_HELD)
    conference.followed = tell(conference_held, counted)
    return conference


# --- no other meeting after all -----------------------------------------------------------------------------


@transaction.atomic
def conclude_without_meeting(case: Case, *, by: User, how: str, reason: str = "") -> Conference:
    """There comes no other meeting: `how` (AfterAll) says whether there is a plan, and where it was made.

    The last meeting that took place was the end. A day that was planned lapses, and who was invited hears it. Where
    the only meeting was broken off there was no conference to its end, and a plan is one without a meeting.
    Raises Refusal without a reason where there is no plan, and where no meeting took place yet.
    """
    if how not in AfterAll.values:
        raise Refusal(_("Kies hoe het afliep."), at="how")
    if how == AfterAll.NO_PLAN and not reason.strip():
        raise Refusal(_("Schrijf op waarom er geen plan kwam."), at="reason")
    case = lock_case(case)
    with_plan = how in WITH_PLAN_AFTER_ALL
    counts, broken = _last(case, ConferenceState.ADJOURNED), _last(case, ConferenceState.BROKEN_OFF)
    if case.state in CONCLUDABLE_STATES and counts is None and broken is None:
        raise Refusal(_("Er is nog geen bijeenkomst geweest. Stop de voorbereiding, of kies een andere dag."))
    WORKFLOW.find(case.state, "conclude_with_plan", by=by)
    if counts is None and broken is not None:
        return _conclude_broken_off(case, broken, by=by, how=how, reason=reason)
    assert counts is not None  # noqa: S101  one of the two is there
    conference = _conclude(counts, how, by=by, reason=reason)
    action = "conclude_with_plan" if with_plan else "conclude_without_plan"
    move_case(case, action, by=by, reason=_words(how, reason), outcome=CaseOutcome.CONFERENCE_HELD)
    # Only now is it known to who was invited that there comes no other day.
    conference.followed = [*_take_day_off(case, by=by), *tell(conference_held, conference)]
    return conference


def _conclude_broken_off(case: Case, broken: Conference, *, by: User, how: str, reason: str) -> Conference:
    broken.after_all, broken.concluded_on = how, local_today()
    broken.save(update_fields=["after_all", "concluded_on"])
    words = _words(how, reason)
    if how in WITH_PLAN_AFTER_ALL:
        # Its receiver takes a planned day off.
        outcome = CaseOutcome.PLAN_WITHOUT_MEETING
        move_case(case, "plan_without_meeting", by=by, reason=words, outcome=outcome, not_held_note=words)
    else:
        move_case(case, "conclude_broken_off", by=by, reason=words, outcome=CaseOutcome.BROKEN_OFF)
        broken.followed = [*_take_day_off(case, by=by), *tell(conference_held, broken)]
    return broken


def _conclude(conference: Conference, how: str, *, by: User, reason: str) -> Conference:
    return move_conference(
        conference,
        "conclude",
        by=by,
        reason=_words(how, reason)[:300],
        meetings=meetings_with(conference),
        after_all=how,
        concluded_on=local_today(),
        no_plan_reason="" if how in WITH_PLAN_AFTER_ALL else reason.strip()[:300],
    )


def _words(how: str, reason: str) -> str:
    label = str(AfterAll(how).label)
    return f"{label}. {reason.strip()}" if reason.strip() else f"{label}."


def _take_day_off(case: Case, *, by: User) -> list[str]:
    """The day of a next meeting that was planned already lapses."""
    followed: list[str] = []
    for conference in case.conferences.filter(state=ConferenceState.PLANNED):
        postponed = move_conference(conference, "postpone", by=by, reason=_("Er komt geen bijeenkomst meer."))
        followed += tell(conference_postponed, postponed)
    return followed


def _last(case: Case, state: str) -> Conference | None:
    """The last meeting in this state; ADJOURNED went on to its end, and was to be followed by another."""
    found: Conference | None = case.conferences.filter(state=state).order_by("-sequence").first()
    return found


# --- it turned out otherwise --------------------------------------------------------------------------------


@transaction.atomic
def change_outcome(case: Case, *, by: User, with_plan: bool, reason: str) -> Conference:
    """There is a plan after all, or none: it was written down wrong, or the family went on at home.

    Raises Refusal without a reason, and once the plan was established.
    """
    if not reason.strip():
        raise Refusal(_("Schrijf op wat er anders is."), at="reason")
    case = lock_case(case)
    action = "plan_after_all" if with_plan else "no_plan_after_all"
    WORKFLOW.find(case.state, action, by=by)
    outcome_changing.send(sender=Case, case=case, with_plan=with_plan)
    held = case.conferences.filter(state=ConferenceState.HELD).first()
    if held is None:
        raise Refusal(_("Er is nog geen bijeenkomst geweest."))
    held.no_plan_reason = "" if with_plan else reason.strip()[:300]
    if held.after_all:
        held.after_all = AfterAll.PLAN_BETWEEN if with_plan else AfterAll.NO_PLAN
    held.save(update_fields=["no_plan_reason", "after_all"])
    move_case(case, action, by=by, reason=reason.strip())
    return held
