"""Which acts a story takes, by how far its case came."""

from collections.abc import Callable, Mapping

from cases.codes import CaseState as S
from cases.codes import Variant
from cases.models import Case
from conferences.models import Conference
from ekc.dates import add_months
from plans.codes import TESTED_STATES

from . import aftercare, arrival, consenting, inviting, meeting, planning, preparing, texts, workbench
from .codes import (
    ASKED_AFTER_THREE_MONTHS_STATES,
    CALLED_AFTER_ONE_MONTH_STATES,
    PLAN_SENT_STATES,
    WAS_REGISTERED_STATES,
)
from .tale import Tale

ENDS_AT_THE_DESK: Mapping[str, Callable[[Tale], None]] = {
    S.ASKED: arrival.ask,
    S.WAITING: arrival.wait,
    S.NOT_SUITABLE: arrival.advise,
    S.WITHDRAWN: arrival.withdraw,
}


def tell(tale: Tale) -> Case:
    """Make the case of this story, by the acts in their order, and what the family thinks of its data since."""
    _tell(tale)
    consenting.think_again(tale)
    return tale.case


def _tell(tale: Tale) -> None:
    ends = tale.story.ends
    arrival.refer(tale)
    if ends == S.REFERRED:
        return
    arrival.screen(tale)
    if ends == S.SCREENING:
        return
    if end := ENDS_AT_THE_DESK.get(ends):
        end(tale)
        return
    arrival.assign(tale)
    if tale.story.received > 4:
        arrival.explain(tale)
        if tale.story.is_informed:
            consenting.say_at_the_visit(tale)
    if ends == S.ASSIGNED:
        return
    if ends == S.DECLINED_AFTER_INFORMATION:
        arrival.decline(tale)
        return
    arrival.start(tale)
    _prepare(tale)


def _prepare(tale: Tale) -> None:
    ends = tale.story.ends
    preparing.widen_circle(tale, rounds=range(2))
    preparing.write_frame(tale)
    preparing.widen_circle(tale, rounds=range(2, preparing.ROUNDS))
    preparing.settle_circle(tale)
    workbench.fill_workbench(tale)
    if ends == S.ENDED_IN_ACTIVATION:
        preparing.stop(tale)
    elif ends == S.PLAN_WITHOUT_MEETING:
        preparing.do_without_meeting(tale)
        planning.write_plan(tale, tale.prepared + 1)
    elif ends == S.ACTIVATION:
        if tale.story.looks_for_a_day:
            preparing.look_for_a_day(tale)
    else:
        if tale.story.variant == Variant.RESTORATIVE:
            preparing.arrange_sides(tale)
        elif tale.story.variant == Variant.COMMUNITY:
            preparing.arrange_parties(tale)
        _meet(tale)


def _meet(tale: Tale) -> None:
    ends, day = tale.story.ends, meeting_day(tale)
    conference = _plan_meeting(tale, day)
    if ends == S.SCHEDULED:
        return
    if ends == S.IN_CONFERENCE:
        meeting.begin_today(tale, conference)
        return
    if ends == S.ADJOURNED or tale.story.second_meeting is not None:
        meeting.adjourn(tale, conference)
        with tale.on(day + 3, 19) as moment:
            preparing.arrange(tale, moment, texts.SECOND_DAY)
        if tale.story.second_meeting is None:
            return
        day = tale.story.second_meeting
        conference = _plan_meeting(tale, day)
    if ends == S.BROKEN_OFF:
        meeting.break_off(tale, conference)
        return
    meeting.hold(tale, conference, with_plan=ends != S.HELD_WITHOUT_PLAN)
    with tale.on(day, 20):
        workbench.answer_wishes(tale)
    if ends == S.HELD_WITHOUT_PLAN:
        aftercare.ask_for_experiences(tale)
    else:
        _after(tale, day)


def meeting_day(tale: Tale) -> int:
    """The day of the meeting, in days from today; of a late call it is the day that makes it as late as it is."""
    if not tale.story.call_late:
        return tale.story.meeting or 0
    held_on = add_months(tale.past.day(-tale.story.call_late), -1)
    return (held_on - tale.past.today).days


def _plan_meeting(tale: Tale, day: int) -> Conference:
    conference = preparing.choose_day(tale, day, min(day - 14, -3))
    inviting.invite_everybody(tale, conference, min(day - 12, -2), all_answered=day <= 1)
    with tale.on(min(day - 2, -1), 20):
        workbench.get_ready(tale)
    return conference


def _after(tale: Tale, day: int) -> None:
    ends, plan = tale.story.ends, tale.story.plan
    planning.write_plan(tale, day + 1)
    if plan in TESTED_STATES:
        planning.test_plan(tale, min(day + 3, -1))
    if ends not in PLAN_SENT_STATES:
        return
    planning.send(tale, min(day + 5, -1))
    aftercare.ask_for_experiences(tale)
    if ends == S.STOPPED_AFTERWARDS:
        aftercare.stop(tale)
    if ends not in CALLED_AFTER_ONE_MONTH_STATES:
        return
    aftercare.call_after_one_month(tale)
    if ends not in ASKED_AFTER_THREE_MONTHS_STATES:
        return
    aftercare.ask_after_three_months(tale)
    if ends in WAS_REGISTERED_STATES:
        aftercare.register(tale)
    if ends == S.CLOSED:
        aftercare.close(tale)
    if ends == S.REOPENED:
        aftercare.reopen(tale)
