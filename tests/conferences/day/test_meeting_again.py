"""A plan is not safe yet: back to private time, again, or another meeting, from every state in which that is said."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseOutcome, CaseState
from cases.models import Case
from cases.workflow import WORKFLOW
from conferences.codes import AfterAll, BrokenOffReason, ConferenceState
from conferences.day.acts.day import hold_conference, record_conference, start_presentation
from conferences.day.acts.meeting_again import meet_again, return_to_private_time
from conferences.day.acts.other_ends import conclude_without_meeting
from conferences.models import Conference
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import at_local, local_today
from ekc.refusal import Refusal
from followup.acts.call_days import plan_calls
from followup.codes import CallState
from followup.models import Call
from plans.acts.testing import decide_on_plan, present_plan, revise_plan
from plans.codes import WRITING_STATES, FrameState, PlanState
from plans.models import Plan
from plans.queries import current_frame
from tests.factories import left_open, make_case, make_conference, make_frame, make_plan, make_user
from tests.people import coordinator_of, signed_in

pytestmark = pytest.mark.django_db
QUESTION = "Wie slaapt er op woensdag bij Sem?"
EVENING = at_local(dt.date(2026, 11, 25), dt.time(18))


@pytest.fixture(autouse=True)
def evening() -> object:
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.fixture
def professional() -> User:
    return make_user(Role.PROFESSIONAL)


def reload(obj):  # type: ignore[no-untyped-def]
    return type(obj).objects.get(pk=obj.pk)


def refused(state: str, professional: User, meeting: str = "") -> Plan:
    """A plan that is not safe yet, of a case in this state."""
    case = make_case(state=state, needs_frame=True, referred_by=professional)
    make_frame(case, author=professional, state=FrameState.LOCKED)
    if meeting:
        make_conference(case, state=meeting, held_on=local_today())
        Case.objects.filter(pk=case.pk).update(meetings_held=1 if meeting == ConferenceState.HELD else 0)
    plan = make_plan(case)
    present_plan(plan, by=coordinator_of(case), reasons=left_open(plan))
    line = current_frame(case).bottom_lines.get()
    decide_on_plan(plan, by=professional, results={line.pk: False}, accepted=False, questions={line.pk: QUESTION})
    return reload(plan)


STATES = {
    CaseState.IN_CONFERENCE: ConferenceState.PRESENTATION,
    CaseState.HELD_WITH_PLAN: ConferenceState.HELD,
    CaseState.PLAN_WITHOUT_MEETING: "",
}


def test_every_state_in_which_a_plan_is_refused_is_tried_here() -> None:
    assert set(STATES) == WRITING_STATES


def safe_again(plan: Plan, professional: User) -> None:
    case = reload(plan.case)
    revise_plan(reload(plan), by=coordinator_of(case))
    present_plan(reload(plan), by=coordinator_of(case), reasons=left_open(plan))
    line = current_frame(case).bottom_lines.get()
    decide_on_plan(reload(plan), by=professional, results={line.pk: True}, accepted=True)


@pytest.mark.parametrize("state", STATES)
def test_it_is_changed_and_tested_again(professional: User, state: str) -> None:
    plan = refused(state, professional, STATES[state])

    safe_again(plan, professional)

    assert reload(plan).state == PlanState.ACCEPTED


@pytest.mark.parametrize("state", STATES)
def test_the_page_of_the_plan_leads_to_another_meeting_and_the_plan_goes_on_there(
    professional: User, state: str
) -> None:
    plan = refused(state, professional, STATES[state])
    case, by = plan.case, coordinator_of(plan.case)
    client = signed_in(by)
    name = "finish" if state == CaseState.IN_CONFERENCE else "again"
    address = reverse(f"conferences:{name}", args=[case.number])
    assert address in client.get(reverse("plans:plan", args=[case.number])).content.decode()
    day = {"next_day": "9-12-2026", "next_start": "13:00", "next_end": "17:00"}

    client.post(address, {"outcome": "tweede_bijeenkomst", "reason": "De nachten zijn nog niet rond.", **day})

    case = reload(case)
    if not STATES[state]:
        assert (case.state, case.outcome, case.meetings_held) == (CaseState.SCHEDULED, "", 0)
        assert timezone.localdate(case.conferences.get().planned_start) == dt.date(2026, 12, 9)
    else:
        assert (case.state, case.meetings_held) == (CaseState.SCHEDULED, 1)
        first, second = case.conferences.order_by("sequence")
        assert (first.state, first.adjourned_reason) == (ConferenceState.ADJOURNED, "De nachten zijn nog niet rond.")
        assert (second.state, timezone.localdate(second.planned_start)) == (
            ConferenceState.PLANNED,
            dt.date(2026, 12, 9),
        )
    assert reload(plan).state == PlanState.REJECTED, "what the professional said stays"
    safe_again(plan, professional)
    assert reload(plan).state == PlanState.ACCEPTED


@pytest.mark.parametrize("state", [state for state, meeting in STATES.items() if meeting])
def test_on_the_day_itself_the_family_goes_back_to_private_time_also_when_the_day_was_ended(
    professional: User, state: str
) -> None:
    plan = refused(state, professional, STATES[state])
    case, by = plan.case, coordinator_of(plan.case)
    client = signed_in(by)
    address = reverse("conferences:return", args=[case.number])
    assert address in client.get(reverse("plans:plan", args=[case.number])).content.decode()

    client.post(address, {"reason": QUESTION})

    case, meeting = reload(case), case.conferences.get()
    assert (case.state, case.meetings_held, case.outcome) == (CaseState.IN_CONFERENCE, 0, "")
    assert (meeting.state, meeting.ended_at, meeting.returns_to_private_time) == (
        ConferenceState.PRIVATE_TIME,
        None,
        1,
    )
    assert QUESTION in client.get(reverse("conferences:day", args=[case.number])).content.decode()
    with time_machine.travel(EVENING + dt.timedelta(hours=1), tick=False):
        start_presentation(reload(meeting), by=by)
        safe_again(plan, professional)
        hold_conference(reload(meeting), by=by, with_plan=True)
    case = reload(case)
    assert (case.state, case.meetings_held, case.outcome) == (CaseState.HELD_WITH_PLAN, 1, "conferentie")


def test_when_the_day_is_over_private_time_is_at_another_meeting(professional: User) -> None:
    plan = refused(CaseState.HELD_WITH_PLAN, professional, ConferenceState.HELD)
    by = coordinator_of(plan.case)
    with time_machine.travel(EVENING + dt.timedelta(days=2), tick=False):
        client = signed_in(by)
        answer = client.get(reverse("conferences:return", args=[plan.case.number]), follow=True)
        with pytest.raises(Refusal, match="16 uur"):
            return_to_private_time(plan.case.conferences.get(), by=by, question=QUESTION)

    assert answer.redirect_chain[-1][0] == reverse("conferences:again", args=[plan.case.number])
    assert "Die dag is voorbij" in answer.content.decode()


def test_without_a_day_a_family_that_never_met_is_in_its_preparation_again(professional: User) -> None:
    plan = refused(CaseState.PLAN_WITHOUT_MEETING, professional)

    meet_again(plan.case, by=coordinator_of(plan.case), reason="De nachten.")

    assert reload(plan.case).state == CaseState.ACTIVATION


GOES_ON: dict[str, Callable[[Case, User], object]] = {
    "another meeting": lambda case, by: meet_again(case, by=by, reason="De nachten."),
    "private time": lambda case, by: return_to_private_time(case.conferences.get(), by=by, question=QUESTION),
}


@pytest.mark.parametrize("way", GOES_ON)
def test_the_calls_lapse_until_the_last_meeting_was(professional: User, way: str) -> None:
    plan = refused(CaseState.HELD_WITH_PLAN, professional, ConferenceState.HELD)
    plan_calls(plan.case, local_today())
    assert Call.objects.filter(state=CallState.DUE).exists()

    GOES_ON[way](plan.case, coordinator_of(plan.case))

    assert not Call.objects.filter(state=CallState.DUE).exists()


@pytest.mark.parametrize("way", GOES_ON)
def test_an_established_plan_asks_for_no_other_meeting(way: str) -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    make_conference(case, state=ConferenceState.HELD, held_on=local_today())
    make_plan(case, state=PlanState.NOT_NEEDED)

    with pytest.raises(Refusal, match="is vastgesteld"):
        GOES_ON[way](case, coordinator_of(case))

    assert reload(case).state == CaseState.HELD_WITH_PLAN


@pytest.mark.parametrize("way", GOES_ON)
def test_without_words_nothing_goes_on(professional: User, way: str) -> None:
    plan = refused(CaseState.HELD_WITH_PLAN, professional, ConferenceState.HELD)
    by = coordinator_of(plan.case)

    with pytest.raises(Refusal, match="Schrijf op"):
        if way == "private time":
            return_to_private_time(plan.case.conferences.get(), by=by, question=" ")
        else:
            meet_again(plan.case, by=by, reason=" ")


def test_after_a_meeting_that_was_broken_off_the_case_waits_for_its_next(professional: User) -> None:
    plan = refused(CaseState.PLAN_WITHOUT_MEETING, professional)
    make_conference(
        plan.case,
        state=ConferenceState.BROKEN_OFF,
        held_on=local_today(),
        broken_off_code=BrokenOffReason.OTHER,
        broken_off_reason="Ruzie.",
        after_all="plan_tussendoor",
        concluded_on=local_today(),
    )

    meet_again(plan.case, by=coordinator_of(plan.case), reason="De nachten.")

    assert reload(plan.case).state == CaseState.ADJOURNED
    assert plan.case.conferences.get().after_all == ""


def two_meetings(professional: User, later: str) -> Case:
    """The first counts, since the one that came later (sequence 2) was none to its end."""
    plan = refused(CaseState.HELD_WITH_PLAN, professional, ConferenceState.HELD)
    make_conference(plan.case, sequence=2, state=later, held_on=local_today())
    return reload(plan.case)


def states_of(case: Case) -> list[str]:
    return list(case.conferences.order_by("sequence").values_list("state", flat=True))


def test_an_earlier_meeting_that_counted_as_the_end_is_so_no_more_and_the_next_one_is(professional: User) -> None:
    case = two_meetings(professional, ConferenceState.BROKEN_OFF)
    by, day = coordinator_of(case), dt.date(2026, 12, 9)

    meet_again(case, by=by, reason="De nachten.", next_start=at_local(day, dt.time(13)))

    states = [ConferenceState.ADJOURNED, ConferenceState.BROKEN_OFF]
    assert states_of(case) == [*states, ConferenceState.PLANNED]
    hours = {"started": dt.time(13), "private_from": dt.time(14), "private_until": dt.time(15), "ended": dt.time(16)}
    with time_machine.travel(at_local(day, dt.time(18)), tick=False):
        record_conference(case.conferences.get(sequence=3), by=by, day=day, **hours, with_plan=True)
    case = reload(case)
    assert states_of(case) == [*states, ConferenceState.HELD]
    assert (case.state, case.meetings_held) == (CaseState.HELD_WITH_PLAN, 2)
    assert case.conferences.get(sequence=3).meetings == 2


def test_a_family_that_wants_no_other_meeting_after_all_has_had_its_conference(professional: User) -> None:
    case = two_meetings(professional, ConferenceState.BROKEN_OFF)
    by = coordinator_of(case)
    meet_again(case, by=by, reason="De nachten.")

    conclude_without_meeting(case, by=by, how=AfterAll.NO_PLAN, reason="Zij willen niet meer.")

    case = reload(case)
    assert (case.state, case.outcome) == (CaseState.HELD_WITHOUT_PLAN, CaseOutcome.CONFERENCE_HELD)
    assert states_of(case) == [ConferenceState.HELD, ConferenceState.BROKEN_OFF]


ENDED_AS = {
    CaseState.HELD_WITH_PLAN: ConferenceState.HELD,
    CaseState.HELD_WITHOUT_PLAN: ConferenceState.HELD,
    CaseState.PLAN_WITHOUT_MEETING: ConferenceState.BROKEN_OFF,
    CaseState.BROKEN_OFF: ConferenceState.BROKEN_OFF,
}


@pytest.mark.parametrize("state", sorted(WORKFLOW.sources("meet_again")))
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.REGIONAL_MANAGER])
def test_from_every_end_of_the_meetings_another_one_may_come_and_nothing_is_told_of_the_end(
    state: str, role: Role
) -> None:
    case = make_case(state=state)
    make_conference(case, state=ENDED_AS[CaseState(state)], held_on=local_today())
    plan_calls(case, local_today())
    by = coordinator_of(case) if role == Role.COORDINATOR else make_user(role, region=case.region)
    client, url = signed_in(by), reverse("conferences:again", args=[case.number])
    assert url in client.get(reverse("conferences:conference", args=[case.number])).content.decode()

    client.post(url, {"reason": "Zij vonden toch een dag.", "next_day": "9-12-2026", "next_start": "13:00"})

    case = reload(case)
    over, coming = case.conferences.order_by("sequence")
    assert (case.state, case.outcome, coming.state) == (CaseState.SCHEDULED, "", ConferenceState.PLANNED)
    assert (over.state in (ConferenceState.ADJOURNED, ConferenceState.BROKEN_OFF), over.no_plan_reason) == (True, "")
    assert set(Call.objects.filter(state=CallState.DUE).values_list("due_on", flat=True)) == {
        dt.date(2027, 1, 9),
        dt.date(2027, 3, 9),
    }


@pytest.mark.parametrize("later", [ConferenceState.POSTPONED, ConferenceState.BROKEN_OFF])
def test_a_day_after_which_another_came_does_not_go_on(professional: User, later: str) -> None:
    case = two_meetings(professional, later)
    client = signed_in(coordinator_of(case))
    back, again = (reverse(f"conferences:{name}", args=[case.number]) for name in ("return", "again"))

    for page in ("plans:plan", "conferences:conference"):
        shown = client.get(reverse(page, args=[case.number])).content.decode()
        assert back not in shown
        assert again in shown
    assert client.get(back)["Location"] == again


def test_the_office_leaves_the_first_day_to_the_coordinator_and_is_told_so(professional: User) -> None:
    case = refused(CaseState.PLAN_WITHOUT_MEETING, professional).case

    with pytest.raises(Refusal, match="eerste dag"):
        meet_again(
            case,
            by=make_user(Role.REGIONAL_MANAGER),
            reason="De nachten.",
            next_start=at_local(dt.date(2026, 12, 9), dt.time(13)),
        )

    assert reload(case).state == CaseState.PLAN_WITHOUT_MEETING


@pytest.mark.parametrize("typed", [{}, {"reason": "De nachten.", "next_day": "9-12-2026"}, {"next_day": "gisteren"}])
def test_what_is_missing_is_said_and_nothing_is_lost(professional: User, typed: dict[str, str]) -> None:
    plan = refused(CaseState.HELD_WITH_PLAN, professional, ConferenceState.HELD)
    client = signed_in(coordinator_of(plan.case))

    page = client.post(reverse("conferences:again", args=[plan.case.number]), typed).content.decode()

    assert "aria-invalid" in page
    assert typed.get("reason", "") in page
    assert typed.get("next_day", "") in page
    assert reload(plan.case).state == CaseState.HELD_WITH_PLAN


def test_the_office_may_write_it_down_too(professional: User) -> None:
    plan = refused(CaseState.HELD_WITH_PLAN, professional, ConferenceState.HELD)
    manager = make_user(Role.REGIONAL_MANAGER)

    meet_again(plan.case, by=manager, reason="De nachten.")

    assert reload(plan.case).state == CaseState.ADJOURNED
    assert Conference.objects.get(case=plan.case).ended_at <= timezone.now()
