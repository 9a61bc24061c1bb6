"""A meeting that was broken off, and a conference whose next meeting never came: no meeting is invented (3.7)."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseOutcome, CaseState, EndReason
from cases.models import Case
from cases.preparation.acts.ending import end_in_activation, plan_without_meeting
from conferences.codes import AfterAll, ConferenceState
from conferences.day.acts.day import DayTimes, correct_times, hold_conference, record_conference
from conferences.day.acts.other_ends import (
    break_off,
    change_outcome,
    conclude_without_meeting,
    record_broken_off,
)
from conferences.models import Conference
from conferences.planning.acts.planning import plan_conference, postpone_conference
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import add_months, at_local, local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from followup.codes import CallKind
from plans.acts.writing import start_plan
from plans.codes import PlanState
from plans.models import Plan
from tests.conferences.people import CLOCKS, plan, reload
from tests.factories import make_case, make_circle_person, make_conference, make_invitation, make_plan, make_user
from tests.people import coordinator_of, signed_in

pytestmark = pytest.mark.django_db
PARTS = (ConferenceState.INFORMATION, ConferenceState.PRIVATE_TIME, ConferenceState.PRESENTATION)


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    """Eight o'clock, on a day whose meeting began at one."""
    with time_machine.travel(dt.datetime(2026, 3, 10, 19, tzinfo=dt.UTC), tick=False):
        yield


def in_part(part: str) -> Conference:
    return make_conference(make_case(state=CaseState.IN_CONFERENCE), state=part, held_on=local_today())


def adjourned(*, days_ago: int = 20) -> Case:
    case = make_case(state=CaseState.ADJOURNED)
    make_conference(case, state=ConferenceState.ADJOURNED, held_on=local_today() - dt.timedelta(days=days_ago))
    return case


def second_meeting(case: Case, days: int = 9) -> Conference:
    start = at_local(local_today() + dt.timedelta(days=days), dt.time(13))
    return plan_conference(case, by=coordinator_of(case), planned_start=start)


# --- broken off ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS)
def test_a_meeting_is_broken_off_in_every_part_and_counts_as_none(part: str) -> None:
    meeting = in_part(part)
    by = coordinator_of(meeting.case)
    with pytest.raises(Refusal, match="waarom"):
        break_off(meeting, by=by, reason=" ", another=False)

    break_off(meeting, by=by, reason="Vader liep weg.", another=False)

    meeting, case = reload(meeting), reload(meeting.case)
    assert (meeting.state, meeting.broken_off_reason) == (ConferenceState.BROKEN_OFF, "Vader liep weg.")
    assert (case.state, case.outcome, case.meetings_held) == (CaseState.BROKEN_OFF, CaseOutcome.BROKEN_OFF, 0)
    assert case.phase == ""


def test_a_conference_that_was_broken_off_goes_on_to_the_calls() -> None:
    meeting = in_part(ConferenceState.INFORMATION)
    by = coordinator_of(meeting.case)

    break_off(meeting, by=by, reason="Te onrustig.", another=False)

    due = meeting.case.calls.get(kind=CallKind.ONE_MONTH).due_on
    assert due == add_months(local_today(), 1)


def test_after_breaking_off_another_day_can_be_chosen() -> None:
    meeting = in_part(ConferenceState.INFORMATION)
    by = coordinator_of(meeting.case)
    start = at_local(local_today() + dt.timedelta(days=14), dt.time(13))

    break_off(meeting, by=by, reason="Kind ziek.", another=True, next_start=start)

    case = reload(meeting.case)
    assert (case.state, case.meetings_held) == (CaseState.SCHEDULED, 0)
    assert case.conferences.get(sequence=2).planned_start == start


def test_the_meeting_after_one_that_was_broken_off_is_the_first_that_counts() -> None:
    meeting = in_part(ConferenceState.INFORMATION)
    case, by = meeting.case, coordinator_of(meeting.case)
    break_off(meeting, by=by, reason="Kind ziek.", another=True)
    second = second_meeting(reload(case))

    with time_machine.travel(dt.datetime(2026, 3, 20, 19, tzinfo=dt.UTC), tick=False):
        record_conference(second, by=by, day=dt.date(2026, 3, 19), with_plan=True, **CLOCKS)

    assert (reload(second).meetings, reload(case).meetings_held) == (1, 1)


def test_afterwards_only_the_parts_that_were_are_asked() -> None:
    meeting = plan(make_case(state=CaseState.ACTIVATION))
    by = coordinator_of(meeting.case)
    day = local_today() - dt.timedelta(days=1)
    times = DayTimes(day, dt.time(13), None, None, dt.time(13, 40))

    record_broken_off(meeting, by=by, times=times, reason="Vader dreigde.", another=False)

    meeting = reload(meeting)
    assert (meeting.held_on, meeting.private_time_from, meeting.private_time_until) == (day, None, None)
    assert meeting.ended_at - meeting.started_at == dt.timedelta(minutes=40)
    correct_times(
        meeting, by=by, day=day, started=dt.time(13), private_from=None, private_until=None, ended=dt.time(14)
    )
    assert reload(meeting).ended_at - meeting.started_at == dt.timedelta(hours=1)


def test_a_meeting_that_went_on_to_its_end_still_asks_for_its_private_time() -> None:
    meeting = plan(make_case(state=CaseState.ACTIVATION))
    without = {**CLOCKS, "private_from": None, "private_until": None}

    with pytest.raises(Refusal, match="is afgebroken"):
        record_conference(
            meeting,
            by=coordinator_of(meeting.case),
            day=local_today() - dt.timedelta(days=1),
            with_plan=True,
            **without,
        )


def test_the_page_afterwards_writes_down_that_it_was_broken_off() -> None:
    meeting = plan(make_case(state=CaseState.ACTIVATION))
    client, url = signed_in(coordinator_of(meeting.case)), reverse("conferences:record", args=[meeting.case_number])
    day = local_today() - dt.timedelta(days=1)
    typed = {"day": day.isoformat(), "started": "13:00", "ended": "13:40", "outcome": "afgebroken"}

    wrong = client.post(url, {**typed, "outcome": "plan"}).content.decode()
    silent = client.post(url, {**typed, "another": "False"}).content.decode()
    other = client.post(url, {**typed, "code": "anders", "another": "False"}).content.decode()
    client.post(url, {**typed, "code": "onveilig", "another": "False"})

    assert "Kies waarom de bijeenkomst werd afgebroken." in silent
    assert "Schrijf op waarom de bijeenkomst werd afgebroken." in other
    assert "kies dat de bijeenkomst is afgebroken" in wrong
    meeting = reload(meeting)
    assert (meeting.state, meeting.broken_off_code) == (ConferenceState.BROKEN_OFF, "onveilig")
    assert meeting.broken_off_words == "Iemand voelde zich niet veilig"
    page = client.get(reverse("conferences:conference", args=[meeting.case_number])).content.decode()
    assert "Iemand voelde zich niet veilig" in page


@pytest.mark.parametrize(("typed", "wrong"), [({}, "Kies"), ({"code": "anders"}, "Schrijf op waarom")])
def test_breaking_off_asks_why_and_only_of_something_else_in_words(typed: dict[str, str], wrong: str) -> None:
    meeting = in_part(ConferenceState.INFORMATION)
    client = signed_in(coordinator_of(meeting.case))
    url = reverse("conferences:break_off", args=[meeting.case_number])

    assert wrong in client.post(url, {**typed, "another": "False"}).content.decode()
    client.post(url, {"code": "ziek", "reason": "Oma viel.", "another": "False"})

    assert reload(meeting).broken_off_words == "Iemand werd ziek: Oma viel."
    assert reload(meeting.case).moves.get(action="break_off").reason == "Iemand werd ziek: Oma viel."


def test_breaking_off_a_second_meeting_leaves_the_first_as_the_conference() -> None:
    case = adjourned()
    case.meetings_held = 1
    Case.objects.filter(pk=case.pk).update(state=CaseState.IN_CONFERENCE)
    first = case.conferences.get()
    second = make_conference(case, sequence=2, state=ConferenceState.INFORMATION, held_on=local_today())

    break_off(second, by=coordinator_of(case), reason="Ruzie.", another=False)

    case, first = reload(case), reload(first)
    assert (case.state, case.outcome, case.meetings_held) == (
        CaseState.HELD_WITHOUT_PLAN,
        CaseOutcome.CONFERENCE_HELD,
        1,
    )
    assert (first.state, first.meetings, first.no_plan_reason) == (ConferenceState.HELD, 1, "Ruzie.")


# --- no next meeting after all -------------------------------------------------------------------------------

ENDS = [
    (AfterAll.PLAN_BETWEEN, CaseState.HELD_WITH_PLAN),
    (AfterAll.PLAN_STANDS, CaseState.HELD_WITH_PLAN),
    (AfterAll.NO_PLAN, CaseState.HELD_WITHOUT_PLAN),
]


@pytest.mark.parametrize(("how", "state"), ENDS)
def test_a_family_that_wants_no_second_meeting_ends_with_the_one_that_was(how: str, state: str) -> None:
    case = adjourned(days_ago=45)

    conclude_without_meeting(case, by=coordinator_of(case), how=how, reason="Zij redden het zo.")

    case, meeting = reload(case), case.conferences.get()
    assert (case.state, case.outcome, case.meetings_held) == (state, CaseOutcome.CONFERENCE_HELD, 1)
    assert (reload(meeting).state, reload(meeting).meetings) == (ConferenceState.HELD, 1)
    assert (meeting.after_all, meeting.concluded_on) == (how, local_today())
    assert case.calls.get(kind=CallKind.ONE_MONTH).due_on == add_months(local_today(), 1)


def test_the_plan_that_was_made_at_home_is_written_down() -> None:
    case = adjourned()
    by = coordinator_of(case)

    conclude_without_meeting(case, by=by, how=AfterAll.PLAN_BETWEEN)

    assert start_plan(reload(case), by=by).number == 1


def test_a_day_that_was_planned_lapses_and_who_was_invited_hears_it() -> None:
    case = adjourned()
    second = second_meeting(case)
    ria = make_circle_person(case, email="ria@voorbeeld.example")
    told = {"sent_at": timezone.now(), "told_start": second.planned_start}
    make_invitation(second, ria, channel="mail", **told)

    conclude_without_meeting(case, by=coordinator_of(case), how=AfterAll.PLAN_STANDS)

    assert reload(second).state == ConferenceState.POSTPONED
    assert Message.objects.filter(to="ria@voorbeeld.example", key__contains="afgezegd").exists()


def test_no_plan_says_why_and_a_first_meeting_is_no_second(carla: User) -> None:
    case = adjourned()
    with pytest.raises(Refusal, match="waarom er geen plan"):
        conclude_without_meeting(case, by=carla, how=AfterAll.NO_PLAN)

    first = plan(make_case(state=CaseState.ACTIVATION)).case
    with pytest.raises(Refusal, match="nog geen bijeenkomst geweest"):
        conclude_without_meeting(first, by=carla, how=AfterAll.PLAN_STANDS)


@pytest.fixture
def carla() -> User:
    return make_user(Role.REGIONAL_MANAGER)


@pytest.mark.parametrize(
    ("how", "state", "outcome"),
    [
        (AfterAll.PLAN_BETWEEN, CaseState.PLAN_WITHOUT_MEETING, CaseOutcome.PLAN_WITHOUT_MEETING),
        (AfterAll.NO_PLAN, CaseState.BROKEN_OFF, CaseOutcome.BROKEN_OFF),
    ],
)
def test_where_the_only_meeting_was_broken_off_none_is_invented(how: str, state: str, outcome: str) -> None:
    meeting = in_part(ConferenceState.INFORMATION)
    case, by = meeting.case, coordinator_of(meeting.case)
    break_off(meeting, by=by, reason="Kind ziek.", another=True)

    conclude_without_meeting(reload(case), by=by, how=how, reason="Het hoeft niet meer.")

    assert (reload(case).state, reload(case).outcome, reload(case).meetings_held) == (state, outcome, 0)
    assert not case.conferences.filter(state=ConferenceState.HELD).exists()


def test_a_second_meeting_that_is_put_off_waits_for_another_day_and_not_for_a_first() -> None:
    case = adjourned()
    second = second_meeting(case)

    postpone_conference(second, by=coordinator_of(case), reason="Oma is ziek.")

    assert reload(case).state == CaseState.ADJOURNED
    assert second_meeting(reload(case), days=30).sequence == 2


def test_after_a_meeting_a_case_ends_nowhere_but_there() -> None:
    case = adjourned()
    by = coordinator_of(case)
    second_meeting(case)

    with pytest.raises(Refusal, match="bij Conferentie"):
        end_in_activation(reload(case), by=by, reason=EndReason.NO_LONGER_NEEDED)
    with pytest.raises(Refusal, match="bij Conferentie"):
        plan_without_meeting(reload(case), by=by, explanation="Thuis.")


def test_a_plan_without_meeting_takes_a_planned_day_off() -> None:
    meeting = plan(make_case(state=CaseState.ACTIVATION))

    plan_without_meeting(reload(meeting.case), by=coordinator_of(meeting.case), explanation="Aan de keukentafel.")

    assert reload(meeting).state == ConferenceState.POSTPONED
    assert reload(meeting.case).state == CaseState.PLAN_WITHOUT_MEETING


def test_what_the_office_writes_down_is_marked(carla: User) -> None:
    meeting = plan(make_case(state=CaseState.ACTIVATION, manager=carla))
    url = reverse("conferences:record", args=[meeting.case_number])
    day = (local_today() - dt.timedelta(days=1)).isoformat()
    clocks = {name: clock.isoformat("minutes") for name, clock in CLOCKS.items()}

    signed_in(carla).post(url, {"day": day, **clocks, "outcome": "plan", "returns": "0"})

    assert (reload(meeting).state, reload(meeting).by_office) == (ConferenceState.HELD, True)
    page = signed_in(carla).get(reverse("conferences:conference", args=[meeting.case_number])).content.decode()
    assert "de regiomanager, achteraf" in page
    assert not hold_of_the_coordinator().by_office


def hold_of_the_coordinator() -> Conference:
    meeting = in_part(ConferenceState.PRESENTATION)
    return hold_conference(meeting, by=coordinator_of(meeting.case), with_plan=True)


def test_a_plan_that_turns_out_to_be_none_and_the_other_way_round() -> None:
    case = hold_of_the_coordinator().case
    by = coordinator_of(case)
    start_plan(reload(case), by=by)

    change_outcome(case, by=by, with_plan=False, reason="Het was een verlanglijst.")

    assert reload(case).state == CaseState.HELD_WITHOUT_PLAN
    assert case.conferences.get().no_plan_reason == "Het was een verlanglijst."
    assert not Plan.objects.filter(case=case).exists()
    change_outcome(reload(case), by=by, with_plan=True, reason="Oma maakte het thuis af.")
    assert (reload(case).state, case.conferences.get().no_plan_reason) == (CaseState.HELD_WITH_PLAN, "")


def test_a_plan_that_was_established_is_not_taken_away() -> None:
    case = hold_of_the_coordinator().case
    make_plan(case, state=PlanState.NOT_NEEDED)

    with pytest.raises(Refusal, match="al voorgelegd of vastgesteld"):
        change_outcome(reload(case), by=coordinator_of(case), with_plan=False, reason="Toch niet.")
