"""Cases of every variant, adjourned, broken off and held, entered as people do."""

import datetime as dt
from dataclasses import dataclass, field

from cases.codes import CaseOutcome, CaseState, Position, Variant
from cases.models import Case
from conferences.codes import ConferenceState
from conferences.day.acts.day import DayTimes, record_adjourned, record_conference
from conferences.day.acts.other_ends import record_broken_off
from conferences.day.acts.presence import Presence, record_attendance
from conferences.models import Attendance, Conference
from conferences.planning.acts.planning import plan_conference
from ekc.dates import at_local, local_today
from tests.factories import make_case, make_circle_person, make_plan

FIRST_DAY = 20
"""So many days ago the first meeting was; each next one four days later."""


@dataclass
class Meeting:
    """What was entered of one meeting: from when until when on the clock, how it ended, who was there."""

    ends: str
    clock: tuple[int, int]
    private: tuple[int, int] | None
    people: tuple[str, ...]
    by_number: dict[str, int] = field(default_factory=dict)


@dataclass
class Entered:
    variant: str
    meetings: tuple[Meeting, ...]


HELD, ADJOURNED, BROKEN_OFF = ConferenceState.HELD, ConferenceState.ADJOURNED, ConferenceState.BROKEN_OFF
CASES = (
    Entered(Variant.FAMILY, (Meeting(HELD, (10, 14), (11, 13), ("oma", "oom")),)),
    # Oma was there twice and counts once; four and four hours are eight.
    Entered(
        Variant.FAMILY,
        (
            Meeting(ADJOURNED, (10, 14), (11, 13), ("oma", "oom")),
            Meeting(HELD, (13, 17), (14, 16), ("oma", "buurman", "juf")),
        ),
    ),
    # A whole street, mostly by number: eighty in all, then sixty, so eighty.
    Entered(
        Variant.COMMUNITY,
        (
            Meeting(ADJOURNED, (18, 21), (19, 20), ("oom",), {Position.OTHER_NETWORK: 60, Position.FRIEND: 20}),
            Meeting(ADJOURNED, (18, 20), (19, 20), ("oom",), {Position.OTHER_NETWORK: 61}),
            Meeting(HELD, (18, 20), (19, 20), ("oom", "oma"), {Position.OTHER_NETWORK: 40}),
        ),
    ),
    # What was broken off counts as no meeting; afterwards they met again.
    Entered(
        Variant.RESTORATIVE,
        (
            Meeting(BROKEN_OFF, (9, 11), (10, 11), ("oma", "oom", "juf")),
            Meeting(HELD, (13, 15), (14, 15), ("oma",)),
        ),
    ),
    Entered(Variant.RESTORATIVE, (Meeting(BROKEN_OFF, (10, 13), None, ("oma", "buurman")),)),
)
POSITIONS = {
    "oma": Position.GRANDPARENT,
    "oom": Position.AUNT_OR_UNCLE,
    "buurman": Position.OTHER_NETWORK,
    "juf": Position.SCHOOL,
}


def enter(entered: Entered, programme: object) -> Case:
    """Each meeting planned, written down afterwards, and its attendance put in; then registered."""
    day = local_today() - dt.timedelta(days=FIRST_DAY)
    case = make_case(state=CaseState.ACTIVATION, programme=programme, variant=entered.variant)
    Case.objects.filter(pk=case.pk).update(preparation_started_on=day - dt.timedelta(days=10))
    case.refresh_from_db()
    programme.regions.add(case.region)  # type: ignore[attr-defined]
    people = {name: make_circle_person(case, name=name, position=position) for name, position in POSITIONS.items()}
    by = case.contracts.get().coordinator.user
    for number, meeting in enumerate(entered.meetings):
        on = day + dt.timedelta(days=4 * number)
        conference = plan_conference(case, by=by, planned_start=at_local(on, dt.time(meeting.clock[0])))
        last = number == len(entered.meetings) - 1
        write_down(conference, meeting, on, by=by, last=last)
        conference.refresh_from_db()
        at_work = {"in_information": True, "in_private_time": False, "in_presentation": True}
        record_attendance(conference, [Presence(person=people[name], **at_work) for name in meeting.people], by=by)
        for position, persons in meeting.by_number.items():
            Attendance.objects.create(conference=conference, position=position, persons=persons)
    case.refresh_from_db()
    if case.outcome == CaseOutcome.CONFERENCE_HELD:
        make_plan(case, state="toets_niet_nodig")
    Case.objects.filter(pk=case.pk).update(state=CaseState.REGISTERED, registered_on=local_today())
    return case


def write_down(conference: Conference, meeting: Meeting, on: dt.date, *, by: object, last: bool) -> None:
    began, ended = (dt.time(hour) for hour in meeting.clock)
    private = [dt.time(hour) for hour in meeting.private] if meeting.private else [None, None]
    times = DayTimes(on, began, private[0], private[1], ended)
    if meeting.ends == ADJOURNED:
        record_adjourned(conference, by=by, times=times, reason="Het werd laat.")
    elif meeting.ends == BROKEN_OFF:
        record_broken_off(conference, by=by, times=times, reason="Het werd onrustig.", another=not last)
    else:
        clocks = {"started": began, "private_from": private[0], "private_until": private[1], "ended": ended}
        record_conference(conference, by=by, day=on, with_plan=True, **clocks)
